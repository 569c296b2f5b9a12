import type { CallContext } from "../../ats/call-context.js";
import type { JobFilter, JobOrderField } from "../../ats/filters.js";
import { foldText } from "../../ats/folded-text.js";
import type { Job } from "../../ats/model/job.js";
import type { ListRequest, Order, Page } from "../../ats/page.js";
import { toJob } from "../posting.js";
import type { Postings } from "../postings.js";
import { jobMatcher, matchesNothing } from "./job-filter.js";
import { type KeyPosition, compareKeys, decodeKeyCursor, encodeKeyCursor, orderedListName } from "./key-cursor.js";

interface SortedJobsRequest extends ListRequest<JobFilter, JobOrderField> {
  readonly order: Order<JobOrderField>;
}

/**
 * A page of the jobs in an order. Lever's lists of postings have one order only, so they are read whole, sorted and then
 * cut into pages. They are reference data: the next page takes no call while they are cached. Throws if the postings
 * cannot be read to their end, because each of them may belong to the page, and BAD_USER_INPUT for a cursor of another
 * list.
 */
export async function sortedJobs(
  postings: Postings,
  { first, after, filter, order }: SortedJobsRequest,
  context: CallContext,
): Promise<Omit<Page<Job>, "confidential">> {
  const name = orderedListName("jobs", filter, order);
  const start = after === null ? null : decodeKeyCursor(name, after);
  const jobs = matchesNothing(filter) ? [] : (await postings.readAll(context)).map(toJob);
  const following = jobs
    .filter(jobMatcher(filter))
    .map((job): SortedJob => ({ job, position: { key: keys[order.field](job), id: job.id } }))
    .filter(({ position }) => start === null || compareKeys(position, start, order.direction) > 0)
    .sort((a, b) => compareKeys(a.position, b.position, order.direction));
  return {
    edges: following.slice(0, first).map(({ job, position }) => ({
      node: job,
      get cursor() {
        return encodeKeyCursor(name, position);
      },
    })),
    hasNextPage: following.length > first,
    leads: 0,
  };
}

/** How many jobs match. Throws if the postings cannot be read to their end. */
export async function countJobs(postings: Postings, filter: JobFilter, context: CallContext): Promise<number> {
  if (matchesNothing(filter)) return 0;
  return (await postings.readAll(context)).map(toJob).filter(jobMatcher(filter)).length;
}

interface SortedJob {
  readonly job: Job;
  readonly position: KeyPosition;
}

const keys: Readonly<Record<JobOrderField, (job: Job) => KeyPosition["key"]>> = {
  CREATED_AT: ({ createdAt }) => createdAt.getTime(),
  UPDATED_AT: ({ updatedAt }) => updatedAt?.getTime() ?? null,
  NAME: ({ name }) => (name === null ? null : foldText(name)),
};
