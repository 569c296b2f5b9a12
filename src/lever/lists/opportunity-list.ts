import type { CallContext } from "../../ats/call-context.js";
import type { ApplicationFilter, CandidateFilter, OfferFilter } from "../../ats/filters.js";
import type { LeverAccount } from "../account.js";
import { isForbidden } from "../errors.js";
import type { Query } from "../query.js";
import type { RepeatedFilter, ValueLimits } from "../value-limits.js";
import type { OpportunitySummary } from "../opportunity.js";
import { type Conditions, isForJob, matchNothing } from "./conditions.js";
import { listName } from "./cursor.js";
import { leverFilters } from "./lever-filters.js";
import type { ConnectionSource, SourceList } from "./listing.js";
import { postingLists } from "./posting-lists.js";

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

/**
 * The name of a list of opportunities in its cursors. It has the lowered limits, because they decide which source lists
 * there are, and a cursor points at one of them.
 */
export function nameOf(
  connection: string,
  filter: CandidateFilter & ApplicationFilter & OfferFilter,
  limits: ValueLimits,
): string {
  const lowered = limits.lowered({
    contact_id: filter.candidateIds,
    stage_id: filter.stageIds,
    posting_id: filter.jobIds,
    archive_reason_id: filter.rejectedReasonIds,
    tag: filter.tags,
    source: filter.sources,
    origin: filter.origins,
    location: filter.locations ?? filter.applicationLocations,
  });
  return listName(connection, { ...filter, limits: lowered });
}

/**
 * Lever's lists that together hold every opportunity that meets the conditions. Each list accepts a part of the rows,
 * and the parts do not overlap. For example, 60 `stages` and one posting become 4 lists: the first 50 stages and the
 * other 10, each as the two lists of `postingLists`. Lever docs: Opportunities, List. `list` reads one list, page by
 * page. With other `limits` there are other lists.
 */
export function sourceLists<Row extends OpportunitySummary>(
  wanted: Conditions,
  list: (query: Query) => SourceList<Row>["read"],
  limits: ValueLimits,
): SourceList<Row>[] {
  const { contacts, stages, postings } = wanted;
  if (matchNothing(wanted)) return [];
  const common = leverFilters(wanted, limits);
  // The longest condition is split into several lists. If another one is too long to send, `matches` checks the rows.
  const byPeople = contacts !== null && contacts.length >= (stages?.length ?? 0);
  const rest = byPeople ? asParameter("stage_id", stages, limits) : asParameter("contact_id", contacts, limits);
  const parts: PartialList[] = byPeople
    ? split("contact_id", contacts, ({ contact }) => contact, { ...common, ...rest }, limits)
    : split("stage_id", stages, ({ stage }) => stage?.id, { ...common, ...rest }, limits);
  return parts.flatMap(({ query, accepts }) =>
    postings === null
      ? [{ read: list(query), accepts }]
      : byPosting<Row>(postings, wanted, query, list, limits).map((source) => ({
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
  filter: RepeatedFilter,
  values: readonly string[] | null,
  valueOf: (row: OpportunitySummary) => string | undefined,
  rest: Query,
  limits: ValueLimits,
): PartialList[] {
  if (values === null) return [{ query: rest, accepts: () => true }];
  return limits.chunks(filter, values, rest).map((chunk) => ({
    query: { ...rest, [filter]: chunk },
    accepts: (row) => chunk.includes(valueOf(row) ?? ""),
  }));
}

/** The lists for each part of the postings. An opportunity with several applications belongs to the part of the first. */
function byPosting<Row extends OpportunitySummary>(
  postings: readonly string[],
  wanted: Conditions,
  query: Query,
  list: (query: Query) => SourceList<Row>["read"],
  limits: ValueLimits,
): SourceList<Row>[] {
  return limits.chunks("archived_posting_id", postings, query).flatMap((chunk) =>
    postingLists(chunk, query, list, limits).map((source) => ({
      ...source,
      accepts(row: Row) {
        const application = row.applications.find((each) => isForJob(each, wanted));
        return application !== undefined && chunk.includes(application.posting ?? "") && source.accepts(row);
      },
    })),
  );
}

/** The parameter, if one call can have all its values. Otherwise it is not sent. */
function asParameter(filter: RepeatedFilter, values: readonly string[] | null, limits: ValueLimits): Query {
  return values === null || !limits.fits(filter, values) ? {} : { [filter]: limits.chunks(filter, values)[0] };
}
