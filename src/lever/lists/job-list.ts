import type { CallContext } from "../../ats/call-context.js";
import type { Job } from "../../ats/model/job.js";
import type { ListRequest } from "../../ats/page.js";
import type { ConfidentialAccess } from "../confidentiality.js";
import type { JobFilter } from "../../ats/filters.js";
import type { Query } from "../query.js";
import { maxValuesPerCall } from "../value-limits.js";
import { decodeCursor, encodeCursor, listName, startPosition } from "./cursor.js";
import { jobMatcher, matchesNothing } from "./job-filter.js";
import { statusOfState, toJob } from "../posting.js";
import type { PostingRecord } from "../posting-record.js";
import type { Postings } from "../postings.js";
import { LeverOrderRows } from "./lever-order-rows.js";
import type { NodeRules, SourceList } from "./listing.js";
import { type PartialPage, paginate } from "./paginate.js";

// A character takes at most 9 bytes when it is encoded. Some servers accept no more than 16 KiB of headers.
const maxCharacters = 1000;

/** A page of jobs in Lever's order, from its lists of postings. Throws BAD_USER_INPUT for a cursor of another list. */
export function jobPage(
  postings: Postings,
  { filter, first, after }: ListRequest<JobFilter, string>,
  context: CallContext,
  confidential: ConfidentialAccess,
): Promise<PartialPage<Job>> {
  const name = listName("jobs", filter);
  const cursor = after === null ? undefined : decodeCursor(name, after);
  if (cursor?.state.withoutConfidential === true) confidential.exclude();
  const rows = new LeverOrderRows({
    lists: sourceLists(postings, filter, context),
    from: cursor?.position ?? startPosition,
    key: ({ id, createdAt }) => ({ id, group: "", time: createdAt.getTime() }),
    cursorOf: (position) => encodeCursor(name, position, { withoutConfidential: confidential.isExcluded || undefined }),
  });
  return paginate({ rows, ...jobRules(filter, context) }, first);
}

function jobRules(filter: JobFilter, context: CallContext): NodeRules<PostingRecord, Job> {
  const matches = jobMatcher(filter);
  return {
    reportError: (error) => {
      context.reportError(error);
    },
    classify(posting) {
      const job = toJob(posting);
      return matches(job) ? { kind: "nodes", nodes: [job] } : { kind: "passed", lead: false };
    },
  };
}

/**
 * Two lists. The one without conditions may leave out published postings that are only on the internal channel. The
 * other is the list of both channels. Postings with a channel are taken from the second list, all others from the
 * first. Lever docs: Postings, List. A filter by date excludes every other filter, and is then the only one that is
 * sent.
 */
function sourceLists(postings: Postings, filter: JobFilter, context: CallContext): SourceList<PostingRecord>[] {
  const { status, departments } = filter;
  if (matchesNothing(filter)) return [];
  const states = [...statusOfState].flatMap(([state, means]) => ((status?.includes(means) ?? true) ? state : []));
  if (status != null && states.length === 0) return [];

  const byDate = filter.updatedAfter != null || filter.updatedBefore != null;
  const department: Query = byDate ? {} : { department: departmentParameter(departments) };
  const { all, published: onChannels, records } = postings;
  const listWith = (query: Query, accepts: (posting: PostingRecord) => boolean): SourceList<PostingRecord> => ({
    read: (token) => records.readPage({ ...all, query }, token, context),
    accepts,
  });
  // Lever has checked the channels of its rows.
  const published = listWith({ ...onChannels.query, ...department }, ({ state }) => mayBePublished(state));
  const onlyState = states.length === 1 ? (states[0] ?? undefined) : undefined;
  if (byDate) {
    const dates = { updated_at_start: filter.updatedAfter?.getTime(), updated_at_end: filter.updatedBefore?.getTime() };
    const others = listWith({ ...all.query, ...dates }, (posting) => !hasChannel(posting));
    return states.includes("published") ? [others, published] : [others];
  }
  const others = listWith({ ...all.query, state: onlyState, ...department }, (posting) => !hasChannel(posting));
  return states.includes("published") ? [others, published] : [others];
}

/**
 * The departments to send to Lever. Undefined when they are too many or too long for a URL; `classify` checks each row.
 */
function departmentParameter(departments: readonly string[] | null | undefined): readonly string[] | undefined {
  if (departments == null || departments.join("").length > maxCharacters) return undefined;
  const unique = [...new Set(departments)].sort();
  return unique.length > maxValuesPerCall ? undefined : unique;
}

/** Whether the list of both channels holds the posting: it is published on a channel. */
function hasChannel({ state, distributionChannels, unreadable }: PostingRecord): boolean {
  if (distributionChannels.length > 0) return mayBePublished(state);
  return state === "published" && unreadable.has("distributionChannels");
}

/** False for a state that Lever documents, and that is another one. */
function mayBePublished(state: string | null): boolean {
  return state === "published" || !statusOfState.has(state);
}
