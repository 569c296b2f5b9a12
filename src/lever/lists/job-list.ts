import type { CallContext } from "../../ats/call-context.js";
import type { Job } from "../../ats/model.js";
import type { JobFilter } from "../../ats/page.js";
import type { LeverAccount } from "../account.js";
import { type Query, maxValuesPerCall } from "../query.js";
import { listName } from "./cursor.js";
import { isWithin } from "./opportunity-list.js";
import { statusOfState, toJob } from "../posting.js";
import type { PostingRecord } from "../records.js";
import type { ConnectionSource, SourceList } from "./listing.js";

// Nine bytes each at the most, once they are encoded: a server may take no more than 16 KiB.
const maxCharacters = 1000;

/** Jobs, from Lever's lists of postings. */
export function jobSource(
  account: LeverAccount,
  filter: JobFilter,
  context: CallContext,
): ConnectionSource<PostingRecord, Job> {
  const { status, departments, updatedAfter, updatedBefore } = filter;
  return {
    name: listName("jobs", filter),
    sourceLists: sourceLists(account, filter, context),
    key: ({ id, createdAt }) => ({ id, group: "", time: createdAt.getTime() }),
    reportError: (error) => {
      context.reportError(error);
    },
    classify(posting) {
      const job = toJob(posting);
      const isWanted =
        (status == null || (job.status !== null && status.includes(job.status))) &&
        (departments == null || (job.department !== null && departments.includes(job.department.name))) &&
        isWithin(posting.updatedAt, updatedAfter, updatedBefore);
      return isWanted ? { kind: "nodes", nodes: [job] } : { kind: "passed", lead: false };
    },
  };
}

/**
 * The list without conditions, and, as that may leave out published postings which are only on the internal channel,
 * the list of both channels. A posting with a channel is taken from the second, any other from the first. Lever docs:
 * Postings, List: a filter by date goes with no other, so it is then the only one sent.
 */
function sourceLists(account: LeverAccount, filter: JobFilter, context: CallContext): SourceList<PostingRecord>[] {
  const { status, departments } = filter;
  if (departments?.length === 0) return [];
  const states = [...statusOfState].flatMap(([state, means]) => ((status?.includes(means) ?? true) ? state : []));
  if (status != null && states.length === 0) return [];

  const byDate = filter.updatedAfter != null || filter.updatedBefore != null;
  const department: Query = byDate ? {} : { department: departmentParameter(departments) };
  const { allPostings, publishedPostings } = account;
  const segment = (query: Query, accepts: (posting: PostingRecord) => boolean): SourceList<PostingRecord> => ({
    read: (token) => account.postings.readPage({ ...allPostings, query }, token, context),
    accepts,
  });
  const published = segment({ ...publishedPostings.query, ...department }, hasChannel);
  const onlyState = states.length === 1 ? (states[0] ?? undefined) : undefined;
  if (byDate) {
    const dates = { updated_at_start: filter.updatedAfter?.getTime(), updated_at_end: filter.updatedBefore?.getTime() };
    const others = segment({ ...allPostings.query, ...dates }, (posting) => !hasChannel(posting));
    return states.includes("published") ? [others, published] : [others];
  }
  const others = segment({ ...allPostings.query, state: onlyState, ...department }, (posting) => !hasChannel(posting));
  return states.includes("published") ? [others, published] : [others];
}

/** Departments to ask Lever for, unless they are too many or too long for an address: then `judge` alone tells. */
function departmentParameter(departments: readonly string[] | null | undefined): readonly string[] | undefined {
  if (departments == null || departments.join("").length > maxCharacters) return undefined;
  const unique = [...new Set(departments)].sort();
  return unique.length > maxValuesPerCall ? undefined : unique;
}

/** Whether the list of both channels holds it. */
function hasChannel({ state, distributionChannels }: PostingRecord): boolean {
  return state === "published" && distributionChannels.length > 0;
}
