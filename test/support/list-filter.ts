import fc from "fast-check";
import { type Candidacy, type Filters, hasApplied, type Truth } from "./truth/index.js";

/** A filter that is not yet tied to an account: which conditions it has, and which opportunity it is made for. */
export interface FilterPlan {
  readonly conditions: readonly (keyof typeof conditions)[];
  /** Picks the opportunities whose values the conditions accept. */
  readonly picks: readonly [number, number];
}

/** A filter of candidates or applications. */
export type ListFilter = Filters["candidates"] & Filters["applications"];

type Condition = (one: Candidacy, other: Candidacy) => Record<string, unknown>;

const iso = (ms: number) => new Date(ms).toISOString();
const earlier = (a: number | null, b: number | null) => iso(Math.min(a ?? b ?? 0, b ?? a ?? 0));
const later = (a: number | null, b: number | null) => iso(Math.max(a ?? b ?? 0, b ?? a ?? 0));

const endOf = ({ opportunity }: Candidacy) => opportunity.archived?.archivedAt ?? null;

/** Each accepts the first opportunity, and most accept the second one. */
const conditions = {
  job: (one, other) => ({ jobIds: [one, other].flatMap(({ application }) => application?.posting ?? []) }),
  stage: (one, other) => ({ stageIds: [one.opportunity.stage, other.opportunity.stage] }),
  oneStage: (one) => ({ stageIds: one.opportunity.stage }),
  createdAfter: (one, other) => ({ createdAfter: earlier(one.opportunity.createdAt, other.opportunity.createdAt) }),
  createdBefore: (one, other) => ({ createdBefore: later(one.opportunity.createdAt, other.opportunity.createdAt) }),
  updatedAfter: (one, other) => ({ updatedAfter: earlier(one.opportunity.updatedAt, other.opportunity.updatedAt) }),
  updatedBefore: (one, other) => ({ updatedBefore: later(one.opportunity.updatedAt, other.opportunity.updatedAt) }),
  advancedAfter: (one, other) => ({
    lastAdvancedAfter: earlier(one.opportunity.lastAdvancedAt, other.opportunity.lastAdvancedAt),
  }),
  advancedBefore: (one, other) => ({
    lastAdvancedBefore: later(one.opportunity.lastAdvancedAt, other.opportunity.lastAdvancedAt),
  }),
  endedAfter: (one, other) => ({ endedAfter: earlier(endOf(one), endOf(other)) }),
  endedBefore: (one, other) => ({ endedBefore: later(endOf(one), endOf(other)) }),
  reason: (one, other) => ({
    rejectedReasonIds: [one, other].flatMap(({ opportunity }) => opportunity.archived?.reason ?? []),
  }),
  tag: (one) => ({ tags: one.opportunity.tags }),
  source: (one, other) => ({ sources: [...one.opportunity.sources, ...other.opportunity.sources] }),
  origin: (one) => ({ origins: one.opportunity.origin.toUpperCase() }),
  applicationPlace: (one) => ({ locations: one.opportunity.opportunityLocation }),
  candidatePlace: (one) => ({ applicationLocations: one.opportunity.opportunityLocation }),
  leads: () => ({ includeLeads: true }),
  onlyLeads: () => ({ leadsOnly: true }),
  active: () => ({ status: "ACTIVE" }),
  rejected: () => ({ status: "REJECTED" }),
  hired: () => ({ status: "HIRED" }),
  ended: () => ({ status: ["HIRED", "REJECTED"] }),
} satisfies Record<string, Condition>;

/** The conditions that lists of candidates and of applications both have, without `status`. */
export const commonConditions = [
  ...(["job", "stage", "oneStage", "reason", "tag", "source", "origin", "leads", "onlyLeads"] as const),
  ...(["createdAfter", "createdBefore", "updatedAfter", "updatedBefore"] as const),
  ...(["advancedAfter", "advancedBefore", "endedAfter", "endedBefore"] as const),
];

/** The conditions on the status of an application. */
export const statusConditions = ["active", "rejected", "hired", "ended"] as const;

/** Random plans. `always`: conditions that each of them has. */
export function filterPlans(
  among: readonly FilterPlan["conditions"][number][],
  always: readonly FilterPlan["conditions"][number][] = [],
): fc.Arbitrary<FilterPlan> {
  return fc.record({
    conditions: fc.subarray([...among], { maxLength: 3 }).map((some) => [...some, ...always]),
    picks: fc.tuple(fc.nat(), fc.nat()),
  });
}

/** The filter of a plan, with values of this account. A later condition replaces an earlier one for the same field. */
export function filterFor({ conditions: names, picks }: FilterPlan, truth: Truth): ListFilter {
  const applied = truth.candidacies.filter(hasApplied);
  const [one, other] = picks.map((pick) => applied[pick % applied.length]);
  if (one === undefined || other === undefined) return {};
  return Object.assign({}, ...names.map((name) => conditions[name](one, other))) as ListFilter;
}
