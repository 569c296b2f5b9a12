import type { PlannedCalls, PlannedField } from "../ats/call-plan.js";
import { maxNodes } from "../ats/page.js";
import { parseCompositeId, parseUid } from "./id.js";
import { maxValuesPerCall } from "./query.js";
import { conditions, sourceLists } from "./lists/opportunity-list.js";

/** Calls to one endpoint for one field. */
interface EndpointCalls {
  readonly endpoint: string;
  readonly least?: number;
  readonly most: number;
}

// What the weights in the schema allow for too: two lists of 500 postings, as many users; and of what is few, a page more.
const postingPages = 12;
const userPages = 5;
const shortListPages = 2;

/** Opportunities without offers that a page of offers may look at in vain. */
const wastedOfferReads = 100;

/** Records that are found by their list or one by one, so many at the most. */
const referenceDataCalls =
  (endpoint: string, pages: number) =>
  (most: number): EndpointCalls[] => [
    { endpoint, most: pages },
    { endpoint: `${endpoint}/:id`, most },
  ];
const archiveReasons = referenceDataCalls("/archive_reasons", shortListPages);
const stages = referenceDataCalls("/stages", shortListPages);
const postings = referenceDataCalls("/postings", postingPages);
const users = referenceDataCalls("/users", userPages);
const offers = (most: number): EndpointCalls[] => [{ endpoint: "/opportunities/:id/offers", most }];
/** Whoever reads opportunities may have to tell hires from leads. */
const opportunities = (least: number, most: number): EndpointCalls[] => [
  { endpoint: "/opportunities", least, most },
  ...archiveReasons(most),
];
/** Found one by one, or with their people where those are known; one that is the only one (`onlyId`) is read by itself. */
const opportunitiesById = ({ calls, count }: PlannedField, onlyId?: unknown): EndpointCalls[] => [
  { endpoint: "/opportunities/:id", least: isComposite(onlyId) ? 1 : 0, most: count },
  ...opportunities(0, calls),
];
const applications: Rule = (field, isOnlyOne) => opportunitiesById(field, isOnlyOne ? idsOf(field)[0] : undefined);
const offersById: Rule = (field, isOnlyOne) => [...applications(field, isOnlyOne), ...offers(field.count)];
/** A cursor whose row is gone is found again by the order of the stages. */
const list = (field: PlannedField, least: number, most: number): EndpointCalls[] => [
  ...opportunities(least, most),
  ...(field.args.after == null ? [] : [{ endpoint: "/stages", most: shortListPages }]),
];

/** Of a person, all that takes every one of their opportunities. */
const historyFields = new Set(["createdAt", "lastActivityAt", "applications", "applicationIds", "remoteUrl"]);

const people = ({ children, count }: PlannedField): EndpointCalls[] =>
  children.some(({ field }) => historyFields.has(field)) ? opportunities(0, count) : [];
const ofPosting = ({ needsOnlyId, count }: PlannedField): EndpointCalls[] => (needsOnlyId ? [] : postings(count));
const ofDisposition = ({ count }: PlannedField): EndpointCalls[] => archiveReasons(count);

type Rule = (field: PlannedField, isOnlyOne: boolean) => readonly EndpointCalls[];

/** Which calls each field is the reason for; one that is not here is answered by those of the fields around it. */
const rules: Readonly<Record<string, Rule>> = {
  "Query.candidates": (field) => list(field, minCallsOfList(field.args), field.calls),
  "Query.applications": (field) => list(field, minCallsOfList(field.args), field.calls),
  "Query.offers": (field) => [
    ...list(field, minCallsOfList(field.args), field.calls - wastedOfferReads),
    ...offers(wastedOfferReads + maxNodes),
  ],
  "Query.jobs": ({ calls }) => [{ endpoint: "/postings", most: calls }],
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
  "Job.applications": (field) => list(field, 0, field.calls),
  "HiringTeam.hiringManagers": ({ children }) => (children.some(({ field }) => field !== "id") ? users(Infinity) : []),
};

const ofKind: Readonly<Record<string, (field: PlannedField) => readonly EndpointCalls[]>> = {
  CONTACT: ({ args, calls }) => opportunities(minCallsOfPeople([args.id]), calls),
  OPPORTUNITY: (field) => opportunitiesById(field),
  POSTING: ({ count }) => postings(count),
  STAGE: ({ count }) => stages(count),
};

const ofEntity: Readonly<Record<string, Rule>> = {
  Candidate: (field) => opportunities(minCallsOfPeople(idsOf(field)), field.calls),
  Application: applications,
  Offer: offersById,
  Job: ({ count }) => postings(count),
  Stage: ({ count }) => stages(count),
};

/**
 * The calls to Lever that fields of an operation are the reason for. With `reusesRecords` not even those for
 * opportunities are certain.
 */
export function planCalls(fields: readonly PlannedField[], reusesRecords: boolean): readonly PlannedCalls[] {
  const isOnlyOne = fields.reduce((count, field) => count + byCompositeId(field), 0) === 1;
  const callsOf = (field: PlannedField, openEnded: boolean): PlannedCalls[] => {
    const asked = openEnded ? { ...field, values: Infinity, calls: Infinity } : field;
    const own = rules[`${field.type}.${field.field}`]?.(asked, isOnlyOne) ?? [];
    const children = field.children.flatMap((each) => callsOf(each, openEnded || hasOpenLength(field)));
    return [
      ...own.map(({ endpoint, least = 0, most }) => ({
        path: field.path,
        endpoint,
        least: reusesRecords ? 0 : least,
        most,
      })),
      ...children,
    ];
  };
  return fields.flatMap((field) => callsOf(field, false));
}

/** Only the account says how many applications a person has. */
function hasOpenLength({ type, field }: PlannedField): boolean {
  return type === "Candidate" && field === "applications";
}

/** How many opportunities are looked up by ids of their own: a single one is never read with its person. */
function byCompositeId({ field, returnType, args, count }: PlannedField): number {
  if (field === "application" || field === "offer") return 1;
  if (field === "byRemoteId") return args.kind === "OPPORTUNITY" ? 1 : 0;
  return field === "_entities" && (returnType === "Application" || returnType === "Offer") ? count : 0;
}

/** A first page is read, unless it is refused, or the filter can match nothing. */
function minCallsOfList({ first, after, filter }: PlannedField["args"]): number {
  if (after != null || (typeof first === "number" && (first < 1 || first > maxNodes))) return 0;
  const { status, jobIds, ...others } = (filter ?? {}) as { status?: string[] | null; jobIds?: string[] | null };
  const canMatch = status == null || status.some((each) => each !== "ARCHIVED");
  return canMatch &&
    jobIds?.length !== 0 &&
    hasRows(() => sourceLists(conditions({ jobIds, ...others }), () => readNothing))
    ? 1
    : 0;
}

function minCallsOfPeople(ids: readonly unknown[]): number {
  const valid = new Set(ids.filter((id) => typeof id === "string" && hasRows(() => [parseUid(id, "an id")])));
  return Math.ceil(valid.size / maxValuesPerCall);
}

function isComposite(id: unknown): boolean {
  return typeof id === "string" && hasRows(() => [parseCompositeId(id, "an id")]);
}

/** The ids that a field looks records up by. */
function idsOf({ field, returnType, args }: PlannedField): unknown[] {
  if (field !== "_entities") return [args.id];
  const representations = (args.representations ?? []) as readonly ({ __typename?: unknown; id?: unknown } | null)[];
  return representations.flatMap((each) => (each?.__typename === returnType ? [each.id] : []));
}

/** Whether there is anything, and no BAD_USER_INPUT. */
function hasRows(read: () => readonly unknown[]): boolean {
  try {
    return read().length > 0;
  } catch {
    return false;
  }
}

async function readNothing(): Promise<never> {
  throw new Error("A plan reads nothing");
}
