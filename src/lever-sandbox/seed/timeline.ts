import type { Stage } from "../account.js";
import type { StageChange } from "../opportunity.js";
import type { Company } from "./company.js";
import type { Random } from "./random.js";

const minute = 60_000;
const day = 86_400_000;

/** The dates of an opportunity, and its changes of stage. */
export interface Timeline {
  readonly createdAt: number;
  readonly stageChanges: StageChange[];
  readonly lastAdvancedAt: number;
}

/**
 * A timeline that ends in this stage. An imported opportunity has a round time, which its batch shares, and one stage
 * change. Other opportunities have a stage change for each step, with the user who made it.
 */
export function seededTimeline(random: Random, company: Company, stage: Stage, imported: boolean): Timeline {
  const change = ({ id }: Stage, updatedAt: number): StageChange => ({
    toStageId: id,
    toStageIndex: company.stageOrder.findIndex((other) => other.id === id),
    updatedAt,
  });
  if (imported) {
    const batch = company.now - random.between(8, 48) * 18 * day;
    const createdAt = batch - (batch % minute) - random.between(0, 2) * minute;
    return { createdAt, stageChanges: [change(stage, createdAt)], lastAdvancedAt: createdAt };
  }
  const steps = [...stepsTo(random, company, stage), stage];
  let at = company.now - random.between(4 * day, 420 * day);
  const createdAt = at;
  const stageChanges = steps.map((step) => {
    const made = { ...change(step, at), userId: random.pick(company.staff.recruiters).id };
    at += Math.round((company.now - at) * random.number() * 0.2);
    return made;
  });
  return { createdAt, stageChanges, lastAdvancedAt: stageChanges.at(-1)?.updatedAt ?? createdAt };
}

/** The earlier stages of a timeline. Leads stay in the lead stages; other opportunities skip them. */
function stepsTo(random: Random, { stageOrder }: Company, stage: Stage): Stage[] {
  const isLead = stage.pipeline === "lead";
  return stageOrder
    .slice(0, stageOrder.indexOf(stage))
    .filter(({ pipeline, standing }) => standing === "listed" && (pipeline === "lead") === isLead)
    .filter(() => random.chance(0.7));
}
