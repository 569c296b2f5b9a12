import type { CallContext } from "../../ats/call-context.js";
import { badUserInput } from "../../ats/errors.js";
import type { ApplicationFilter, CandidateFilter, DateRanges, OfferFilter } from "../../ats/page.js";
import type { LeverAccount } from "../account.js";
import { isForbidden } from "../errors.js";
import { type Query, chunks, maxValuesPerCall } from "../query.js";
import type { OpportunitySummary } from "../opportunity.js";
import type { ApplicationRecord } from "../opportunity-elements.js";
import type { ConnectionSource, SourceList } from "./listing.js";
import { postingLists } from "./posting-lists.js";

/**
 * The conditions of a list of opportunities. Null is no condition. A list means OR, and an empty list matches no row.
 */
export interface Conditions {
  readonly contacts: readonly string[] | null;
  readonly postings: readonly string[] | null;
  readonly stages: readonly string[] | null;
  readonly email: string | null;
  readonly dates: DateRanges;
  readonly archived: boolean | null;
  /** Ids of archive reasons. */
  readonly reasons: readonly string[] | null;
}

/** RFC 5321, 4.5.3.1: the name, the @ and the domain. */
const maxEmailLength = 320;

/** The conditions of a filter, whose ids are parsed. Throws BAD_USER_INPUT for an impossible mail address. */
export function conditions(filter: Partial<CandidateFilter & ApplicationFilter & OfferFilter>): Conditions {
  if (filter.email?.trim() === "") throw badUserInput("filter.email is empty. Send a mail address, or omit it.");
  if (filter.email != null && (filter.email.length > maxEmailLength || !filter.email.isWellFormed())) {
    throw badUserInput(
      `filter.email cannot be a mail address. A mail address has at most ${maxEmailLength} characters.`,
    );
  }
  return {
    contacts: filter.candidateIds ?? null,
    postings: filter.jobIds ?? null,
    stages: filter.stageIds ?? null,
    email: filter.email ?? null,
    dates: filter,
    archived: null,
    reasons: null,
  };
}

/**
 * Whether the opportunity meets the conditions. Every row is checked, so that Lever's filters may return too many rows.
 * The mail address is not checked: only Lever knows how it compares addresses, and all opportunities of a person have
 * the same ones.
 */
export function matches(opportunity: OpportunitySummary, wanted: Conditions): boolean {
  const { createdAfter, createdBefore, updatedAfter, updatedBefore } = wanted.dates;
  return (
    (wanted.contacts?.includes(opportunity.contact) ?? true) &&
    (wanted.stages === null || (opportunity.stage !== null && wanted.stages.includes(opportunity.stage.id))) &&
    (wanted.postings === null || opportunity.applications.some((application) => isForJob(application, wanted))) &&
    (wanted.archived === null || wanted.archived === (opportunity.archived !== null)) &&
    (wanted.reasons?.includes(opportunity.archived?.reason ?? "") ?? true) &&
    isWithin(opportunity.createdAt, createdAfter, createdBefore) &&
    isWithin(opportunity.updatedAt, updatedAfter, updatedBefore)
  );
}

/** What all connections of opportunities share: the order of Lever's rows, and the report of a row that is left out. */
export function opportunityRows(
  account: LeverAccount,
  context: CallContext,
): Pick<ConnectionSource<OpportunitySummary, unknown>, "key" | "groups" | "reportError"> {
  return {
    // Lever orders by the stage's place in the pipeline, then by the latest advance.
    key: ({ id, stage, lastAdvancedAt }) => ({ id, group: stage?.id ?? "", time: lastAdvancedAt?.getTime() ?? 0 }),
    async groups() {
      try {
        return (await account.stages.readAll(context)).map(({ id }) => id);
      } catch (error) {
        if (isForbidden(error)) return null;
        throw error;
      }
    },
    reportError: (error) => {
      context.reportError(error);
    },
  };
}

/** Whether the application is for one of the wanted postings. */
export function isForJob({ posting }: ApplicationRecord, { postings }: Conditions): boolean {
  return postings === null || (posting !== null && postings.includes(posting));
}

/**
 * Whether the date is between both ends, inclusive. A missing date is within the range only if the range has no ends.
 */
export function isWithin(date: Date | null, after: Date | null | undefined, before: Date | null | undefined): boolean {
  if (after == null && before == null) return true;
  return date !== null && (after == null || date >= after) && (before == null || date <= before);
}

/**
 * Lever's lists that together hold every opportunity that meets the conditions. Each list accepts a part of the rows,
 * and the parts do not overlap. For example, 60 `stages` and one posting become 4 lists: the first 50 stages and the
 * other 10, each as the two lists of `postingLists`. Lever docs: Opportunities, List. `list` reads one list, page by
 * page.
 */
export function sourceLists<Row extends OpportunitySummary>(
  wanted: Conditions,
  list: (query: Query) => SourceList<Row>["read"],
): SourceList<Row>[] {
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
  // The longest condition is split into several lists. If another one is too long to send, `matches` checks the rows.
  const byPeople = contacts !== null && contacts.length >= (stages?.length ?? 0);
  const parts: PartialList[] = byPeople
    ? split("contact_id", contacts, ({ contact }) => contact, asParameter("stage_id", stages))
    : split("stage_id", stages, ({ stage }) => stage?.id, asParameter("contact_id", contacts));
  return parts.flatMap(({ query, accepts }) =>
    postings === null
      ? [{ read: list({ ...common, ...query }), accepts }]
      : byPosting<Row>(postings, wanted, { ...common, ...query }, list).map((source) => ({
          ...source,
          accepts: (row: Row) => accepts(row) && source.accepts(row),
        })),
  );
}

interface PartialList {
  readonly query: Query;
  readonly accepts: (row: OpportunitySummary) => boolean;
}

function split(
  parameter: string,
  values: readonly string[] | null,
  valueOf: (row: OpportunitySummary) => string | undefined,
  rest: Query,
): PartialList[] {
  if (values === null) return [{ query: rest, accepts: () => true }];
  return chunks(values).map((chunk) => ({
    query: { ...rest, [parameter]: chunk },
    accepts: (row) => chunk.includes(valueOf(row) ?? ""),
  }));
}

/** The lists for each part of the postings. An opportunity with several applications belongs to the part of the first. */
function byPosting<Row extends OpportunitySummary>(
  postings: readonly string[],
  wanted: Conditions,
  query: Query,
  list: (query: Query) => SourceList<Row>["read"],
): SourceList<Row>[] {
  return chunks(postings).flatMap((chunk) =>
    postingLists(chunk, query, list).map((source) => ({
      ...source,
      accepts(row: Row) {
        const application = row.applications.find((each) => isForJob(each, wanted));
        return application !== undefined && chunk.includes(application.posting ?? "") && source.accepts(row);
      },
    })),
  );
}

function asParameter(parameter: string, values: readonly string[] | null): Query {
  return values === null || values.length > maxValuesPerCall ? {} : { [parameter]: chunks(values)[0] };
}
