import type { Posting } from "../posting.js";
import type { Company } from "./company.js";
import type { OfferPlan, Plan } from "./plan.js";
import type { Random, Weights } from "./random.js";
import type { ReasonName } from "./seeded-archive-reasons.js";
import type { StageName } from "./seeded-stages.js";

/** How likely each number of opportunities of a person is. */
const opportunitiesPerPerson = { 1: 971, 2: 20, 3: 5, 4: 2, 5: 1, 6: 1 };

const leadStages: Weights<StageName> = { newLead: 13, reachedOut: 14, responded: 7 };

/** About a third are leads. Later stages have fewer people, except `offer`. */
const stageWeights: Weights<StageName> = {
  ...leadStages,
  newApplicant: 19,
  managerReview: 9,
  recruiterScreen: 12,
  managerScreen: 6,
  onsite: 7,
  referenceCheck: 3,
  offer: 7,
  backgroundCheck: 3,
};

/** How likely an offer is in each stage. About one in six applications has an offer. */
const offerChances: Weights<StageName> = {
  offer: 0.85,
  backgroundCheck: 0.95,
  referenceCheck: 0.25,
  onsite: 0.12,
  managerScreen: 0.03,
};

const rejectionReasons: Weights<ReasonName> = {
  Underqualified: 8,
  "No response": 5,
  Withdrew: 4,
  Compensation: 3,
  "Better for another role": 2,
  "Position filled": 3,
  "Position closed": 2,
  Timing: 2,
  "Future hire": 1,
  "No response (old)": 1,
};

/** The plans of an ordinary person: mostly one opportunity, at most six, each for a different posting. */
export function ordinaryPlans(random: Random, company: Company): Plan[] {
  const count = Number(random.weighted(opportunitiesPerPerson));
  const taken = new Set<Posting>();
  return Array.from({ length: count }, () => ordinaryPlan(random, company, taken));
}

function ordinaryPlan(random: Random, company: Company, taken: Set<Posting>): Plan {
  const stage = random.weighted(stageWeights);
  const lead = stage in leadStages;
  const imported = random.chance(0.5);
  const posting = random.chance(lead ? 0.08 : 0.01) ? undefined : pickPosting(random, company, taken);
  const plan: Plan = { stage, imported, snoozed: random.chance(0.02) };
  if (posting) {
    taken.add(posting);
    plan.posting = posting;
    plan.confidential = posting.confidentiality === "confidential";
  }
  const late = stage === "offer" || stage === "backgroundCheck";
  const hired = random.chance(late ? 0.3 : lead ? 0.015 : 0.02);
  if (hired) plan.archived = { reason: "Hired" };
  else if (random.chance(lead ? 0.19 : late ? 0.2 : 0.36))
    plan.archived = { reason: random.weighted(rejectionReasons) };
  if (posting) plan.offers = offersFor(random, stage, hired, plan.archived !== undefined);
  return plan;
}

/** A posting that is or was open, and sometimes a confidential one. */
function pickPosting(random: Random, { postings }: Company, taken: ReadonlySet<Posting>): Posting | undefined {
  const open = postings.filter(({ state }) => ["published", "internal", "closed"].includes(state));
  const free = (open.length > 0 ? open : postings).filter(
    (posting) => !taken.has(posting) && (posting.confidentiality === "non-confidential" || random.chance(0.25)),
  );
  return free.length > 0 ? random.pick(free) : undefined;
}

function offersFor(random: Random, stage: StageName, hired: boolean, archived: boolean): OfferPlan[] {
  const withoutPosting = random.chance(0.04);
  if (hired) {
    const signed = { status: "signed", withoutPosting };
    return random.chance(0.9) ? (random.chance(0.1) ? [{ status: "denied" }, signed] : [signed]) : [];
  }
  if (!random.chance(offerChances[stage] ?? 0)) return [];
  if (archived) return [{ status: "denied", withoutPosting }];
  if (stage === "backgroundCheck") return [{ status: "signed", withoutPosting }];
  const early = { draft: 3, "approval-sent": 2, approved: 1 };
  const status =
    stage === "offer" ? random.weighted({ ...early, sent: 4, "sent-manually": 1, opened: 2 }) : random.weighted(early);
  return [{ status, withoutPosting }];
}
