import type { PlannedField } from "../ats/call-plan.js";
import type {
  ApplicationFilter,
  ApplicationOrderField,
  CandidateFilter,
  CandidateOrderField,
  OfferFilter,
} from "../ats/filters.js";
import { type Order, maxNodes } from "../ats/page.js";
import type { LeverAccount } from "./account.js";
import { type EndpointCalls, archiveReasons, postingPages, shortListPages, valueOf } from "./endpoint-calls.js";
import { applicationDateOrder } from "./lists/application-list.js";
import { candidateDateOrder } from "./lists/candidate-list.js";
import { type Conditions, matchNothing } from "./lists/conditions.js";
import { type FactSources } from "./lists/account-facts.js";
import { conditions } from "./lists/filter-conditions.js";
import { parseFilterIds } from "./lists/filter-ids.js";
import { offerConditions } from "./lists/offer-conditions.js";
import { plannedLikeliest } from "./lists/offer-list.js";
import { type ListToPlan, plannedList } from "./lists/planned-list.js";
import { distinguishesHires } from "./lists/status-condition.js";

/** What the calls of an account are planned by. */
export type PlanningAccount = FactSources & Pick<LeverAccount, "reusesRecords">;

/** The calls for a list. Invalid arguments, and conditions that no row can meet, take none. */
type ListRule = (field: PlannedField, account: PlanningAccount) => readonly EndpointCalls[];

/** The most opportunities without offers that a page of offers reads. */
const wastedOfferReads = 100;

/** Stands for ids that only a call can tell. */
const unknownId = "";

export const candidateListCalls: ListRule = (field, account) =>
  listCalls(field, account, field.calls, () => {
    const filter: CandidateFilter = parseFilterIds(filterOf(field));
    const order = orderOf<CandidateOrderField>(field);
    return { wanted: conditionsOf(filter), date: order && candidateDateOrder(order, filter) };
  });

export const applicationListCalls: ListRule = (field, account) =>
  listCalls(field, account, field.calls, () => applicationList(field, filterOf(field)));

/** Nobody knows whether there is a job, so that no call is certain. */
export const jobApplicationListCalls: ListRule = (field, account) =>
  listCalls(field, account, field.calls, () => {
    const list = applicationList(field, filterOf(field));
    return { ...list, wanted: { ...list.wanted, postings: [unknownId] } };
  }).map((calls) => ({ ...calls, least: 0 }));

export const offerListCalls: ListRule = (field, account) => {
  const calls = listCalls(field, account, field.calls - wastedOfferReads, () => {
    const { opportunity, matchNothing: isNothing } = offerConditions(parseFilterIds<OfferFilter>(filterOf(field)));
    const wanted = isNothing ? { ...opportunity, contacts: [] } : opportunity;
    return { wanted, date: null, before: plannedLikeliest(wanted) };
  });
  if (calls.length === 0) return [];
  return [...calls, { endpoint: "/opportunities/:id/offers", most: wastedOfferReads + maxNodes }];
};

function applicationList(field: PlannedField, given: ApplicationFilter): Pick<ListToPlan, "wanted" | "date"> {
  const filter = parseFilterIds(given);
  const order = orderOf<ApplicationOrderField>(field);
  return { wanted: conditionsOf(filter), date: order && applicationDateOrder(order, filter) };
}

/** The stages tell which opportunities are leads, and the archive reasons which of those were hired. */
function listCalls(
  field: PlannedField,
  account: PlanningAccount,
  most: number,
  read: () => Omit<ListToPlan, "countsLeads">,
): EndpointCalls[] {
  const { first, after } = field.args;
  if (typeof first === "number" && (first < 1 || first > maxNodes)) return [];
  const list = valueOf(read);
  if (list === undefined || matchNothing(list.wanted)) return [];
  const { order, lists, least, mayReadStages } = plannedList({ ...list, countsLeads: countsLeads(field) }, account);
  const isCertain = after == null && !isUncertain(filterOf(field));
  return [
    { endpoint: "/opportunities", least: isCertain ? least : 0, most, how: { order, lists } },
    ...(departmentsOf(field) == null ? [] : [{ endpoint: "/postings", most: postingPages }]),
    // A later page finds its place by the order of the stages.
    ...(mayReadStages || after != null ? [{ endpoint: "/stages", most: shortListPages }] : []),
    // For the conditions, and for rows in lead stages.
    { endpoint: "/archive_reasons", most: shortListPages },
    ...archiveReasons(most),
  ];
}

/** The conditions as they will probably be: which reasons mean a hire, and which jobs are in a department, only calls tell. */
function conditionsOf(filter: CandidateFilter & ApplicationFilter): Conditions {
  const wanted = conditions(filter);
  return {
    ...wanted,
    hireReasons: distinguishesHires(wanted) ? [unknownId] : null,
    postings: wanted.postings ?? (filter.departments == null ? null : [unknownId]),
  };
}

/** Whether perhaps no row can match: reasons that mean a hire, or departments without jobs. */
function isUncertain({ rejectedReasonIds, departments }: ApplicationFilter): boolean {
  return rejectedReasonIds != null || departments != null;
}

function filterOf({ args }: PlannedField): ApplicationFilter & CandidateFilter & OfferFilter {
  return args.filter ?? {};
}

function departmentsOf(field: PlannedField): ApplicationFilter["departments"] {
  return filterOf(field).departments;
}

function orderOf<Field extends string>({ args }: PlannedField): Order<Field> | null {
  return (args.orderBy ?? null) as Order<Field> | null;
}

/** Whether the page counts the leads that it leaves out. */
function countsLeads({ children }: PlannedField): boolean {
  return children.some((each) => each.field === "excluded" && each.children.some(({ field }) => field === "leads"));
}
