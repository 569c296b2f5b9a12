import type { PlannedList } from "../../ats/call-plan.js";
import { type Query, hasValues } from "../query.js";
import { type FactSources, factsWithoutCall } from "./account-facts.js";
import { type Conditions, matchNothing } from "./conditions.js";
import { leverFilters } from "./lever-filters.js";
import { type DateOrder, isSortedByLever, settlingMs } from "./opportunity-rows-by-date.js";
import { type PlannedConditions, type Stream, canPassOverLeads, leadsAside, streams, walkPlan } from "./plan.js";

/** A list of opportunities to plan. */
export interface ListToPlan {
  readonly wanted: Conditions;
  /** Null without an order. */
  readonly date: DateOrder | null;
  readonly countsLeads: boolean;
  /** Lists that come before those of the plan, and by which conditions the others are planned. */
  readonly before?: ListsFirst | undefined;
}

interface ListsFirst {
  readonly queries: readonly Query[];
  readonly planned: Partial<PlannedConditions>;
}

export interface ListCalls extends PlannedList {
  /** The calls for opportunities that a first page certainly makes, without a cache, if rows can match. */
  readonly least: number;
  /** Whether the stages may be read to pass over leads. */
  readonly mayReadStages: boolean;
}

/** How a new list is read, as far as that is known without a call. */
export function plannedList(list: ListToPlan, account: FactSources): ListCalls {
  const { wanted, date, countsLeads, before } = list;
  const planned = { ...wanted, ...before?.planned };
  const known = factsWithoutCall(account);
  // An ordered list that counts leads reads them.
  const facts = date !== null && countsLeads ? { ...known, stages: null } : known;
  const plan = walkPlan(planned, facts, date !== null);
  const read = streams(planned, facts, plan).filter(({ query }) => hasValues(query));
  const aside =
    date === null && countsLeads ? leadsAside(planned, facts, plan).filter(({ query }) => hasValues(query)) : [];
  const filters = leverFilters(wanted, account.valueLimits);
  const lists = [
    ...(before?.queries ?? []).map((query) => namesOf({ ...filters, ...query })),
    ...[...read, ...aside].flatMap((stream) => queriesOf(stream).map((query) => namesOf({ ...filters, ...query }))),
  ];
  const [first] = read;
  const isSorted = date?.direction === "DESC" && read.length === 1 && first && isSortedByLever(first, date);
  return {
    order: date === null || isSorted === true ? "lever" : date.name,
    lists,
    least: matchNothing(wanted) ? 0 : leastCalls(list, plan.narrowing === "none" ? lists.length : 1, lists.length),
    mayReadStages: canPassOverLeads(planned) && (date === null || !countsLeads),
  };
}

/** Each list that is merged takes a call. Of lists that follow each other, the first can fill the page. */
function leastCalls({ date }: ListToPlan, merged: number, lists: number): number {
  if (date === null) return Math.min(1, lists);
  return isWithinReach(date) ? Math.min(merged, lists) : 0;
}

/** Whether the time in which dates can be is not empty. */
function isWithinReach({ name, direction, after, before }: DateOrder): boolean {
  const end = name === "created_at" && direction === "ASC" ? Date.now() - settlingMs : Infinity;
  return (after?.getTime() ?? -Infinity) <= Math.min(before?.getTime() ?? Infinity, end);
}

/** The parameters of a stream's lists. Those of postings are two. */
function queriesOf({ query, taken, onlyHires }: Stream): Query[] {
  if (taken.rows === "of postings")
    return ["posting_id", "archived_posting_id"].map((name) => ({ ...query, [name]: "" }));
  return [onlyHires === true ? { ...query, archive_reason_id: "" } : query];
}

function namesOf(query: Query): string[] {
  return Object.keys(query)
    .filter((name) => query[name] !== undefined)
    .sort();
}
