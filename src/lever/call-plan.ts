import type { PlannedCalls, PlannedField } from "../ats/call-plan.js";
import {
  type EndpointCalls,
  archiveReasons,
  postingPages,
  referenceDataCalls,
  shortListPages,
  userPages,
  valueOf,
} from "./endpoint-calls.js";
import { parseCompositeId, uid } from "./id.js";
import {
  type PlanningAccount,
  applicationListCalls,
  candidateListCalls,
  jobApplicationListCalls,
  offerListCalls,
} from "./list-call-plan.js";
import { maxValuesPerCall } from "./value-limits.js";

const stages = referenceDataCalls("/stages", shortListPages);
const postings = referenceDataCalls("/postings", postingPages);
const users = referenceDataCalls("/users", userPages);
const offers = (most: number): EndpointCalls[] => [{ endpoint: "/opportunities/:id/offers", most }];
/** Opportunities may need the archive reasons too, to distinguish hires from leads. */
const opportunities = (least: number, most: number): EndpointCalls[] => [
  { endpoint: "/opportunities", least, most },
  ...archiveReasons(most),
];
/** Read one by one, or together with their people if these are known. A single one (`onlyId`) is read by its id. */
const opportunitiesById = ({ calls, count }: PlannedField, onlyId?: unknown): EndpointCalls[] => [
  { endpoint: "/opportunities/:id", least: isComposite(onlyId) ? 1 : 0, most: count },
  ...opportunities(0, calls),
];
const applications: LookupRule = (field, isOnlyOne) =>
  opportunitiesById(field, isOnlyOne ? idsOf(field)[0] : undefined);
const offersById: LookupRule = (field, isOnlyOne) => [...applications(field, isOnlyOne), ...offers(field.count)];

/** All fields of a person but the id need all of their opportunities, at least if the application is anonymized. */
const people = ({ needsOnlyId, children, count }: PlannedField): EndpointCalls[] =>
  needsOnlyId && !children.some(({ field }) => field === "missing") ? [] : opportunities(0, count);
const ofPosting = ({ needsOnlyId, count }: PlannedField): EndpointCalls[] => (needsOnlyId ? [] : postings(count));
const allPostings: Rule = ({ calls }) => [{ endpoint: "/postings", most: calls }];
const ofDisposition = ({ count }: PlannedField): EndpointCalls[] => archiveReasons(count);

/** The filter is that of the list. It may look at jobs and reasons. */
const countOfOpportunities = ({ calls }: PlannedField): EndpointCalls[] => [
  ...opportunities(0, calls),
  { endpoint: "/stages", most: Math.min(calls, shortListPages) },
  { endpoint: "/postings", most: Math.min(calls, postingPages) },
];

/** The calls for records by their ids. `isOnlyOne`: the operation looks up no other opportunity by its id. */
type LookupRule = (field: PlannedField, isOnlyOne: boolean) => readonly EndpointCalls[];

type Rule = (field: PlannedField, isOnlyOne: boolean, account: PlanningAccount) => readonly EndpointCalls[];

/** The calls that each field causes. A field that is not here is served by the calls of its parents. */
const rules: Readonly<Record<string, Rule>> = {
  "Query.candidates": (field, _isOnlyOne, account) => candidateListCalls(field, account),
  "Query.applications": (field, _isOnlyOne, account) => applicationListCalls(field, account),
  "Query.offers": (field, _isOnlyOne, account) => offerListCalls(field, account),
  "Query.jobs": allPostings,
  "FilterOptions.sources": ({ calls }) => [{ endpoint: "/sources", most: calls }],
  "FilterOptions.tags": ({ calls }) => [{ endpoint: "/tags", most: calls }],
  "FilterOptions.departments": allPostings,
  "FilterOptions.teams": allPostings,
  "FilterOptions.jobLocations": allPostings,
  "FilterOptions.rejectedReasons": () => [{ endpoint: "/archive_reasons", most: shortListPages }],
  "FilterOptions.members": () => [{ endpoint: "/users", most: userPages }],
  "Query.stages": () => [{ endpoint: "/stages", most: shortListPages }],
  "Query.candidate": ({ args, calls }) => opportunities(minCallsOfPeople([args.id]), calls),
  "Query.application": applications,
  "Query.offer": offersById,
  "Query.job": ({ count }) => postings(count),
  "Query.stage": ({ count }) => stages(count),
  "Query.byRemoteId": (field) => ofKind[String(field.args.kind)]?.(field) ?? [],
  "Query._entities": (field, isOnlyOne) =>
    field.needsOnlyId ? [] : (ofEntity[field.returnType]?.(field, isOnlyOne) ?? []),
  "Application.candidate": people,
  "Offer.candidate": people,
  "Application.job": ofPosting,
  "Offer.job": ofPosting,
  "Application.offerId": ({ count }) => offers(count),
  "Application.offer": ({ count }) => offers(count),
  "Application.status": ofDisposition,
  "Application.rejectedAt": ofDisposition,
  "Application.rejectedReason": ofDisposition,
  "Application.hiredAt": ofDisposition,
  "Application.stage": ({ needsOnlyId, count }) => (needsOnlyId ? [] : stages(count)),
  "StageChange.stage": ({ needsOnlyId }) => (needsOnlyId ? [] : [{ endpoint: "/stages", most: shortListPages }]),
  "StageChange.movedBy": ({ children }) => (children.some(({ field }) => field !== "id") ? users(Infinity) : []),
  "Job.pipeline": ({ calls }) => [
    { endpoint: "/stages", most: shortListPages },
    { endpoint: "/opportunities", most: calls },
  ],
  "CandidateConnection.totalCount": countOfOpportunities,
  "ApplicationConnection.totalCount": countOfOpportunities,
  "ApplicationConnection.countByRejectedReason": countOfOpportunities,
  "JobConnection.totalCount": allPostings,
  "OfferConnection.totalCount": (field) => [...countOfOpportunities(field), ...offers(field.calls)],
  "Job.applications": (field, _isOnlyOne, account) => jobApplicationListCalls(field, account),
  "HiringTeam.hiringManagers": ({ children }) => (children.some(({ field }) => field !== "id") ? users(Infinity) : []),
};

const ofKind: Readonly<Record<string, (field: PlannedField) => readonly EndpointCalls[]>> = {
  CONTACT: ({ args, calls }) => opportunities(minCallsOfPeople([args.id]), calls),
  OPPORTUNITY: (field) => opportunitiesById(field),
  POSTING: ({ count }) => postings(count),
  STAGE: ({ count }) => stages(count),
};

const ofEntity: Readonly<Record<string, LookupRule>> = {
  Candidate: (field) => opportunities(minCallsOfPeople(idsOf(field)), field.calls),
  Application: applications,
  Offer: offersById,
  Job: ({ count }) => postings(count),
  Stage: ({ count }) => stages(count),
};

/**
 * The calls to Lever that the fields of an operation cause. If the account reuses records, no call is certain, because
 * cached responses may serve instead.
 */
export function planCalls(fields: readonly PlannedField[], account: PlanningAccount): readonly PlannedCalls[] {
  const isOnlyOne = fields.reduce((count, field) => count + byCompositeId(field), 0) === 1;
  const callsOf = (field: PlannedField, openEnded: boolean): PlannedCalls[] => {
    const counted = openEnded ? { ...field, count: Infinity, calls: Infinity } : field;
    const own = rules[`${field.type}.${field.field}`]?.(counted, isOnlyOne, account) ?? [];
    const children = field.children.flatMap((each) => callsOf(each, openEnded || hasOpenLength(field)));
    return [
      ...own.map(({ least = 0, ...calls }) => ({
        ...calls,
        path: field.path,
        least: account.reusesRecords ? 0 : least,
      })),
      ...children,
    ];
  };
  return fields.flatMap((field) => callsOf(field, false));
}

/** The number of a person's applications depends on the account. */
function hasOpenLength({ type, field }: PlannedField): boolean {
  return type === "Candidate" && field === "applications";
}

/** How many opportunities are looked up by id. A single one is never read with its person. */
function byCompositeId({ field, returnType, args, count }: PlannedField): number {
  if (field === "application" || field === "offer") return 1;
  if (field === "byRemoteId") return args.kind === "OPPORTUNITY" ? 1 : 0;
  return field === "_entities" && (returnType === "Application" || returnType === "Offer") ? count : 0;
}

function minCallsOfPeople(ids: readonly unknown[]): number {
  const valid = new Set(ids.flatMap((id) => (typeof id === "string" && uid.test(id) ? id.toLowerCase() : [])));
  return Math.ceil(valid.size / maxValuesPerCall);
}

function isComposite(id: unknown): boolean {
  return typeof id === "string" && valueOf(() => parseCompositeId(id, "an id")) !== undefined;
}

/** The ids with which a field looks up records. */
function idsOf({ field, returnType, args }: PlannedField): unknown[] {
  if (field !== "_entities") return [args.id];
  const representations = (args.representations ?? []) as readonly ({ __typename?: unknown; id?: unknown } | null)[];
  return representations.flatMap((each) => (each?.__typename === returnType ? [each.id] : []));
}
