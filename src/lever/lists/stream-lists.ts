import type { CallContext } from "../../ats/call-context.js";
import type { LeverAccount } from "../account.js";
import { hireReasonIds } from "../archive-reason.js";
import { isForbidden } from "../errors.js";
import type { LeverPage } from "../list-page.js";
import type { OpportunitySummary } from "../opportunity.js";
import { type Query, hasValues } from "../query.js";
import { type Conditions, isForJob } from "./conditions.js";
import type { SourceList } from "./listing.js";
import type { Stream, TakenRows } from "./plan.js";
import { postingLists } from "./posting-lists.js";

/** Reads a list of Lever's under a filter, page by page. */
export type ListReader<Row> = (query: Query) => SourceList<Row>["read"];

/** A list of Lever's by the parameters of a stream. `query` adds parameters to them. */
export function streamReader<Row>(
  { query, onlyHires }: Stream,
  account: LeverAccount,
  context: CallContext,
  list: ListReader<Row>,
): SourceList<Row>["read"] {
  if (!hasValues(query)) return readNothing;
  if (onlyHires !== true) return list(query);
  return async (token) => {
    const hires = await hiresQuery(account, context);
    return hires === undefined ? readNothing() : list({ ...query, ...hires })(token);
  };
}

async function readNothing(): Promise<LeverPage<never>> {
  return { rows: [], next: null };
}

/**
 * Undefined if no archive reason means a hire. Without the archive reasons all archived opportunities are read, and each
 * row has the error that it may be a hire.
 */
async function hiresQuery(account: LeverAccount, context: CallContext): Promise<Query | undefined> {
  const reasons = await readableHireReasons(account, context);
  if (reasons === null) return { archived: true };
  return reasons.length === 0 ? undefined : { archive_reason_id: reasons };
}

/** The reasons that mean a hire. Null if the key may not read them. A list of hires then holds all archived opportunities. */
export async function readableHireReasons(account: LeverAccount, context: CallContext): Promise<string[] | null> {
  try {
    return await hireReasonIds(account, context);
  } catch (error) {
    if (isForbidden(error)) return null;
    throw error;
  }
}

/** Lever's lists for streams that are read one after the other. */
export function sequentialLists<Row extends OpportunitySummary>(
  streams: readonly Stream[],
  wanted: Conditions,
  account: LeverAccount,
  context: CallContext,
  list: ListReader<Row>,
): SourceList<Row>[] {
  return streams.flatMap((stream) => {
    const accepts = acceptor(stream.taken, wanted);
    if (stream.taken.rows !== "of postings") {
      return [{ read: streamReader(stream, account, context, list), accepts }];
    }
    return postingLists<Row>(stream.taken.postings, stream.query, list, account.valueLimits).map((source) => ({
      read: source.read,
      accepts: (row: Row) => accepts(row) && source.accepts(row),
    }));
  });
}

/** Whether a row is taken from a stream. */
export function acceptor(taken: TakenRows, wanted: Conditions): (row: OpportunitySummary) => boolean {
  switch (taken.rows) {
    case "all":
      return () => true;
    case "of contacts": {
      const contacts = new Set(taken.contacts);
      return ({ contact }) => contacts.has(contact);
    }
    case "of postings": {
      // An opportunity with several applications belongs to the posting of the first.
      const postings = new Set(taken.postings);
      return (row) => postings.has(row.applications.find((each) => isForJob(each, wanted))?.posting ?? "");
    }
    case "in stages": {
      const stages = new Set(taken.stages);
      // Lever has checked the stage of a row whose stage cannot be read.
      return ({ stage, unreadable }) => (stage === null ? unreadable.has("stage") : stages.has(stage.id));
    }
    case "in other stages": {
      const stages = new Set(taken.stages);
      return ({ stage, unreadable }) => (stage === null ? !unreadable.has("stage") : !stages.has(stage.id));
    }
  }
}
