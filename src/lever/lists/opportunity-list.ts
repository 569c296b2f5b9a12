import type { Caller } from "../../ats/caller.js";
import { badUserInput } from "../../ats/errors.js";
import type { ApplicationFilter, CandidateFilter, Dates, OfferFilter } from "../../ats/page.js";
import type { LeverAccount } from "../account.js";
import type { Query } from "../query.js";
import { parseStageId, parseUid } from "../id.js";
import type { Outline } from "../opportunity.js";
import type { ApplicationRecord } from "../opportunity-record.js";
import type { Listing, Segment } from "./listing.js";

/** What a list of opportunities is narrowed to. `null` is no condition; a list is OR, and an empty one matches none. */
export interface Conditions {
  readonly contacts: readonly string[] | null;
  readonly postings: readonly string[] | null;
  readonly stages: readonly string[] | null;
  readonly email: string | null;
  readonly dates: Dates;
  readonly archived: boolean | null;
  /** Archive reasons. */
  readonly reasons: readonly string[] | null;
}

/** RFC 5321, 4.5.3.1: the name, the @ and the domain. */
const longestEmail = 320;

/** Conditions from a filter, its ids checked: BAD_USER_INPUT names an id that cannot be Lever's. */
export function conditions(filter: Partial<CandidateFilter & ApplicationFilter & OfferFilter>): Conditions {
  if (filter.email?.trim() === "") throw badUserInput("filter.email is empty: give a mail address, or leave it out.");
  if (filter.email != null && (filter.email.length > longestEmail || !filter.email.isWellFormed())) {
    throw badUserInput(`filter.email cannot be a mail address: one has ${longestEmail} characters at the most.`);
  }
  return {
    contacts: filter.candidateIds?.map((id) => parseUid(id, "a Candidate id")) ?? null,
    postings: filter.jobIds?.map((id) => parseUid(id, "a Job id")) ?? null,
    stages: filter.stageIds?.map(parseStageId) ?? null,
    email: filter.email ?? null,
    dates: filter,
    archived: null,
    reasons: null,
  };
}

/**
 * Whether the opportunity meets the conditions: asked of every row, so that Lever's filters only have to narrow.
 * The mail address is the exception: Lever alone knows how it compares them, and all of a person's opportunities
 * hold the same ones.
 */
export function meets(opportunity: Outline, wanted: Conditions): boolean {
  const { createdAfter, createdBefore, updatedAfter, updatedBefore } = wanted.dates;
  return (
    (wanted.contacts?.includes(opportunity.contact) ?? true) &&
    (wanted.stages === null || (opportunity.stage !== null && wanted.stages.includes(opportunity.stage.id))) &&
    (wanted.postings === null || opportunity.applications.some((application) => isFor(application, wanted))) &&
    (wanted.archived === null || wanted.archived === (opportunity.archived !== null)) &&
    (wanted.reasons?.includes(opportunity.archived?.reason ?? "") ?? true) &&
    lies(opportunity.createdAt, createdAfter, createdBefore) &&
    lies(opportunity.updatedAt, updatedAfter, updatedBefore)
  );
}

/** What listings of opportunities have in common: how Lever orders their rows, and who hears of a lost one. */
export function opportunityRows(
  account: LeverAccount,
  caller: Caller,
): Pick<Listing<Outline, unknown>, "key" | "groups" | "report"> {
  return {
    // By the stage's place in the pipeline, then by the latest advance.
    key: ({ id, stage, lastAdvancedAt }) => ({ id, group: stage?.id ?? "", time: lastAdvancedAt?.getTime() ?? 0 }),
    groups: async () => (await account.stages.all(caller)).map(({ id }) => id),
    report: (error) => {
      caller.report(error);
    },
  };
}

/** Whether the application is for one of the postings asked for. */
export function isFor({ posting }: ApplicationRecord, { postings }: Conditions): boolean {
  return postings === null || (posting !== null && postings.includes(posting));
}

/** Both ends inclusive. No date lies within no bounds, but within nothing else. */
export function lies(date: Date | null, after: Date | null | undefined, before: Date | null | undefined): boolean {
  if (after == null && before == null) return true;
  return date !== null && (after == null || date >= after) && (before == null || date <= before);
}

/** How many values of one parameter a call repeats: Lever documents no limit, but URLs have one. */
export const valuesPerCall = 50;

/**
 * Lever's lists that together hold every opportunity meeting the conditions, each accepting its own share. Lever
 * docs: Opportunities, List. `list` reads one of them, page by page. Whether `posting_id` finds archived applications is not documented, so both filters are
 * read: active applications are taken from `posting_id`, archived ones from `archived_posting_id`.
 */
export function segments<Row extends Outline>(
  wanted: Conditions,
  list: (query: Query) => Segment<Row>["read"],
): Segment<Row>[] {
  const { contacts, stages, postings, reasons, dates } = wanted;
  if ([contacts, stages, postings, reasons].some((values) => values?.length === 0)) return [];
  const common: Query = {
    email: wanted.email ?? undefined,
    archived: wanted.archived ?? undefined,
    archive_reason_id: reasons ?? undefined,
    created_at_start: dates.createdAfter?.getTime(),
    created_at_end: dates.createdBefore?.getTime(),
    updated_at_start: dates.updatedAfter?.getTime(),
    updated_at_end: dates.updatedBefore?.getTime(),
  };
  // The longest list is cut into several calls; a second one too long to send is left to `meets`.
  const byPeople = contacts !== null && contacts.length >= (stages?.length ?? 0);
  const shares: Share[] = byPeople
    ? share("contact_id", contacts, ({ contact }) => contact, sendable("stage_id", stages))
    : share("stage_id", stages, ({ stage }) => stage?.id, sendable("contact_id", contacts));
  return shares
    .flatMap((part) => (postings === null ? [part] : byPosting(part, postings, wanted)))
    .map(({ query, accepts }) => ({ read: list({ ...common, ...query }), accepts }));
}

interface Share {
  readonly query: Query;
  readonly accepts: (row: Outline) => boolean;
}

function share(
  parameter: string,
  values: readonly string[] | null,
  valueOf: (row: Outline) => string | undefined,
  rest: Query,
): Share[] {
  if (values === null) return [{ query: rest, accepts: () => true }];
  return chunks(values).map((chunk) => ({
    query: { ...rest, [parameter]: chunk },
    accepts: (row) => chunk.includes(valueOf(row) ?? ""),
  }));
}

function byPosting(part: Share, postings: readonly string[], wanted: Conditions): Share[] {
  return chunks(postings).flatMap((chunk) =>
    [false, true].map((archived) => ({
      query: { ...part.query, [archived ? "archived_posting_id" : "posting_id"]: chunk },
      accepts: (row: Outline) => {
        const application = row.applications.find((each) => isFor(each, wanted));
        return (
          application !== undefined &&
          chunk.includes(application.posting ?? "") &&
          archived === (application.archived !== null) &&
          part.accepts(row)
        );
      },
    })),
  );
}

function sendable(parameter: string, values: readonly string[] | null): Query {
  return values === null || values.length > valuesPerCall ? {} : { [parameter]: chunks(values)[0] };
}

function chunks(values: readonly string[]): string[][] {
  const unique = [...new Set(values)].sort();
  return Array.from({ length: Math.ceil(unique.length / valuesPerCall) }, (_, index) =>
    unique.slice(index * valuesPerCall, (index + 1) * valuesPerCall),
  );
}
