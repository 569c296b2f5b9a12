import { type Query, uniqueValues } from "../query.js";
import type { RepeatedFilter, ValueLimits } from "../value-limits.js";
import type { Conditions } from "./conditions.js";
import { wantsOnlyHires } from "./status-condition.js";

/** The conditions that decide which of Lever's lists are read. The others only narrow them. */
export type PlannedConditions = Pick<
  Conditions,
  "contacts" | "postings" | "stages" | "email" | "statuses" | "rejectedReasons" | "leads"
>;

/** What is known of an account without reading its opportunities. */
export interface AccountFacts {
  /** The stages that Lever lists. Null if they cannot be read. */
  readonly stages: readonly string[] | null;
  readonly isLeadStage: (id: string) => boolean;
  /**
   * The stages of archived opportunities that Lever no longer lists: all of them, or more. Null until the whole account has
   * been read for it.
   */
  readonly unlistedStages: readonly string[] | null;
  /** The part of all opportunities that are leads, 0 to 1. Null if it is unknown. */
  readonly leadShare: number | null;
  /** How many values of a filter one call repeats. */
  readonly limits: ValueLimits;
}

/**
 * How a walk passes over leads. `none`: it reads them. `listed`: it reads the stages that Lever lists, and at its end the
 * archived opportunities in other stages. `known`: it reads the listed stages and the known unlisted ones.
 */
export type Narrowing = "none" | "listed" | "known";

/** What the cursors of a walk keep of its plan, so that each page goes on with the same lists. */
export interface WalkPlan {
  readonly narrowing: Narrowing;
  /** The unlisted stages of a walk that is `known`. */
  readonly unlistedStages: readonly string[];
  /** Of stages that are too many for one call: the first one of each part but the first. */
  readonly chunkStarts: readonly string[];
}

/** One list of Lever's, and which of its rows are taken. */
export interface Stream {
  /** The parameters that choose its rows, besides those of the filter. One without values matches nothing. */
  readonly query: Query;
  /** Whether only opportunities that were archived as hired are wanted. */
  readonly onlyHires?: true;
  readonly taken: TakenRows;
}

/** Of the lists that can hold a row, exactly one takes it. */
export type TakenRows =
  | { readonly rows: "all" }
  | { readonly rows: "of contacts"; readonly contacts: readonly string[] }
  | { readonly rows: "of postings"; readonly postings: readonly string[] }
  | { readonly rows: "in stages"; readonly stages: readonly string[] }
  | { readonly rows: "in other stages"; readonly stages: readonly string[] };

/** An account whose opportunities are leads for this part or less is read with its leads in an ordered list. */
const fewLeads = 1 / 3;

/** An unlisted stage takes 40 characters of a cursor. With more of them a walk ends as that of an unknown account does. */
const maxUnlistedStages = 20;

/** Whether the lead stages can be passed over by Lever's own filter by stage. Otherwise no stages need to be known. */
export function canPassOverLeads(wanted: PlannedConditions): boolean {
  const { contacts, postings, email, leads } = wanted;
  // Lists of people and jobs are short, and hires are found by their archive reason.
  const isShort = contacts !== null || postings !== null || email !== null;
  return !isShort && leads === "none" && !wantsOnlyHires(wanted);
}

/** The plan of a new walk. An ordered one merges its lists, so that each of them takes a call for every page. */
export function walkPlan(wanted: PlannedConditions, facts: AccountFacts, isOrdered: boolean): WalkPlan {
  const { stages, unlistedStages, leadShare } = facts;
  const none: WalkPlan = { narrowing: "none", unlistedStages: [], chunkStarts: [] };
  if (stages === null || !canPassOverLeads(wanted)) return none;
  if (isOrdered && hasFewLeads(leadShare)) return none;
  const isKnown = unlistedStages !== null && unlistedStages.length <= maxUnlistedStages;
  const known = isKnown && wanted.stages === null ? unlistedStages : [];
  return {
    narrowing: isKnown ? "known" : "listed",
    unlistedStages: known,
    chunkStarts: chunkStarts(chosenStages(wanted, facts, known), facts),
  };
}

/** Whether an ordered list is read with its leads. One of an account whose leads were not counted is, and counts them. */
export function hasFewLeads(share: AccountFacts["leadShare"]): boolean {
  return (share ?? 0) <= fewLeads;
}

/** Whether a walk with this plan takes fewer calls once the unlisted stages are known. */
export function profitsFromSurvey(wanted: PlannedConditions, { narrowing }: WalkPlan): boolean {
  return narrowing === "listed" && wanted.stages === null && mayBeArchived(wanted);
}

/** Lever's lists for a walk. Their number and order stay the same for all of its pages. */
export function streams(wanted: PlannedConditions, facts: AccountFacts, plan: WalkPlan): readonly Stream[] {
  const { contacts, postings, stages } = wanted;
  if (contacts !== null) {
    const others = shortParameter("stage_id", stages, facts);
    return facts.limits.chunks("contact_id", contacts, others).map((chunk) => ({
      query: { ...others, contact_id: chunk },
      taken: { rows: "of contacts", contacts: chunk },
    }));
  }
  if (postings !== null) {
    const query = shortParameter("stage_id", stages, facts);
    return facts.limits.chunks("archived_posting_id", postings, query).map((chunk) => ({
      query,
      taken: { rows: "of postings", postings: chunk },
    }));
  }
  if (plan.narrowing === "none") {
    if (stages === null) return [{ query: {}, taken: { rows: "all" } }];
    return facts.limits
      .chunks("stage_id", stages)
      .map((chunk) => ({ query: { stage_id: chunk }, taken: { rows: "in stages", stages: chunk } }));
  }
  return [
    ...inCandidateStages(wanted, facts, plan),
    ...outOfLeadStages(wanted, facts, plan),
    ...inOtherStages(wanted, facts, plan),
  ];
}

/** The lists of the leads that no list of a walk holds. None if its lists hold all of them. */
export function leadsAside(wanted: PlannedConditions, facts: AccountFacts, plan: WalkPlan): readonly Stream[] {
  if (plan.narrowing === "none") return [];
  return stageChunks(wanted, facts, plan).map((chunk) => inStages(chunk.filter((id) => facts.isLeadStage(id))));
}

function inCandidateStages(wanted: PlannedConditions, facts: AccountFacts, plan: WalkPlan): Stream[] {
  return stageChunks(wanted, facts, plan).map((chunk) => inStages(chunk.filter((id) => !facts.isLeadStage(id))));
}

/** People who were hired directly from a lead stage. Lever's filters are an AND. */
function outOfLeadStages(wanted: PlannedConditions, facts: AccountFacts, plan: WalkPlan): Stream[] {
  return mayBeHired(wanted) ? leadsAside(wanted, facts, plan).map((stream) => ({ ...stream, onlyHires: true })) : [];
}

function inStages(stages: readonly string[]): Stream {
  return { query: { stage_id: stages }, taken: { rows: "in stages", stages } };
}

/** Active opportunities are in listed stages only. Lever docs: Stages. */
function inOtherStages(wanted: PlannedConditions, facts: AccountFacts, { narrowing }: WalkPlan): Stream[] {
  if (narrowing !== "listed" || wanted.stages !== null || !mayBeArchived(wanted)) return [];
  return [{ query: { archived: true }, taken: { rows: "in other stages", stages: facts.stages ?? [] } }];
}

/** The chosen stages in the parts of a plan. One call can have the lead stages of a part, and one call its other stages. */
function stageChunks(wanted: PlannedConditions, facts: AccountFacts, plan: WalkPlan): string[][] {
  const chosen = chosenStages(wanted, facts, plan.unlistedStages);
  return ["", ...plan.chunkStarts].map((start, index) => {
    const end = plan.chunkStarts[index];
    return chosen.filter((id) => id >= start && (end === undefined || id < end));
  });
}

function chunkStarts(chosen: readonly string[], { isLeadStage, limits }: AccountFacts): string[] {
  const starts: string[] = [];
  const most = limits.of("stage_id");
  let counts = { leads: 0, others: 0 };
  for (const id of chosen) {
    const kind = isLeadStage(id) ? "leads" : "others";
    if (counts[kind] === most) {
      starts.push(id);
      counts = { leads: 0, others: 0 };
    }
    counts[kind] += 1;
  }
  return starts;
}

/** The stages of the filter, or else of the account, in the order of their ids. */
function chosenStages(wanted: PlannedConditions, { stages }: AccountFacts, unlisted: readonly string[]): string[] {
  return uniqueValues(wanted.stages ?? [...(stages ?? []), ...unlisted]);
}

function mayBeArchived({ statuses }: PlannedConditions): boolean {
  return statuses?.every((status) => status === "ACTIVE") !== true;
}

/** Whether hired applications can meet the conditions. */
export function mayBeHired({ statuses, rejectedReasons }: PlannedConditions): boolean {
  return rejectedReasons === null && (statuses?.includes("HIRED") ?? true);
}

/** The parameter, unless its values are too many for one call: every row is checked. */
function shortParameter(filter: RepeatedFilter, values: readonly string[] | null, { limits }: AccountFacts): Query {
  return values === null || !limits.fits(filter, values) ? {} : { [filter]: uniqueValues(values) };
}
