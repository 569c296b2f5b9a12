import type { CallContext } from "../../ats/call-context.js";
import type { LeverAccount } from "../account.js";
import { isForbidden } from "../errors.js";
import { type Query, chunks, maxValuesPerCall } from "../query.js";
import type { OpportunitySummary } from "../opportunity.js";
import { type Conditions, isForJob, matchNothing } from "./conditions.js";
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
 * Lever's lists that together hold every opportunity that meets the conditions. Each list accepts a part of the rows,
 * and the parts do not overlap. For example, 60 `stages` and one posting become 4 lists: the first 50 stages and the
 * other 10, each as the two lists of `postingLists`. Lever docs: Opportunities, List. `list` reads one list, page by
 * page.
 */
export function sourceLists<Row extends OpportunitySummary>(
  wanted: Conditions,
  list: (query: Query) => SourceList<Row>["read"],
): SourceList<Row>[] {
  const { contacts, stages, postings } = wanted;
  if (matchNothing(wanted)) return [];
  const common = leverFilters(wanted);
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
