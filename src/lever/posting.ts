import type { Job, JobStatus } from "../ats/model.js";
import { pageUrl } from "./page-url.js";
import type { PostingRecord } from "./records.js";

/** Lever docs: Postings, `state`. Any other state has no status. Lever has no ON_HOLD and no ARCHIVED. */
export const statusOfState: ReadonlyMap<string | null, JobStatus> = new Map([
  ["published", "OPEN"],
  ["internal", "OPEN"],
  ["closed", "CLOSED"],
  ["draft", "DRAFT"],
  ["pending", "DRAFT"],
  ["rejected", "DRAFT"],
]);

export function toJob(posting: PostingRecord): Job {
  const { department } = posting.categories;
  const { hiringManager } = posting;
  return {
    id: posting.id,
    remoteId: posting.id,
    name: posting.text,
    status: statusOfState.get(posting.state) ?? null,
    remoteStatus: posting.state,
    department: department === null ? null : { name: department },
    createdAt: posting.createdAt,
    closedAt: posting.state === "closed" ? posting.updatedAt : null,
    hiringManagers: hiringManager === null ? [] : [hiringManager],
    remoteUrl: () => pageUrl(posting.urls),
    asOf: posting.asOf,
  };
}
