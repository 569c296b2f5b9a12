import {
  type AccountFacts,
  type PlannedConditions,
  type Stream,
  type WalkPlan,
  leadsAside,
  streams,
  walkPlan,
} from "../../src/lever/lists/plan.js";
import { ValueLimits } from "../../src/lever/value-limits.js";
import { RequestRejected } from "../../src/upstream/http/upstream-errors.js";

/** A filter without conditions. */
export const everything: PlannedConditions = {
  contacts: null,
  postings: null,
  stages: null,
  email: null,
  statuses: null,
  rejectedReasons: null,
  leads: "none",
};

/** An account with four listed stages, of which two are lead stages. Nothing else is known of it. */
export const account: AccountFacts = {
  stages: ["lead-new", "lead-responded", "applicant-new", "offer"],
  isLeadStage: (id) => id.startsWith("lead-"),
  unlistedStages: null,
  leadShare: null,
  limits: new ValueLimits(() => undefined),
};

/** Limits after Lever has refused calls with more values. */
export async function limitsOf(values: Readonly<Partial<Record<"stage_id" | "contact_id" | "posting_id", number>>>) {
  const limits = new ValueLimits(() => undefined);
  for (const [filter, most] of Object.entries(values)) {
    while (limits.of(filter as keyof typeof values) > most) {
      const refused = Array.from({ length: limits.of(filter as keyof typeof values) }, String);
      await limits
        .call({ [filter]: refused }, true, () => Promise.reject(new RequestRejected("Too long.", "LEVER", 413)))
        .catch(() => undefined);
    }
  }
  return limits;
}

export interface Planned {
  readonly plan: WalkPlan;
  readonly streams: readonly Stream[];
  readonly leadsAside: readonly Stream[];
}

/** All that the planner says of a walk. */
export function planned(
  wanted: Partial<PlannedConditions>,
  known: Partial<AccountFacts> = {},
  isOrdered = false,
): Planned {
  const [conditions, facts] = [
    { ...everything, ...wanted },
    { ...account, ...known },
  ];
  const plan = walkPlan(conditions, facts, isOrdered);
  return { plan, streams: streams(conditions, facts, plan), leadsAside: leadsAside(conditions, facts, plan) };
}

/** The list of some stages. */
export const inStages = (...stages: string[]): Stream => ({
  query: { stage_id: stages },
  taken: { rows: "in stages", stages },
});

/** The list of hires out of some stages. */
export const hiresIn = (...stages: string[]): Stream => ({ ...inStages(...stages), onlyHires: true });

/** So many names in their order: `s000`, `s001`. */
export const names = (prefix: string, count: number) =>
  Array.from({ length: count }, (_, index) => `${prefix}${String(index).padStart(3, "0")}`);
