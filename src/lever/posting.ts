import type { Job, JobStatus } from "../ats/model.js";
import type { PostingRecord } from "./records.js";
import { type ElementFields, unrecognizedFields } from "./unrecognized-fields.js";

/** Lever docs: Postings, `state`. Any other state has no status. Lever has no ON_HOLD and no ARCHIVED. */
export const statusOfState: ReadonlyMap<string | null, JobStatus> = new Map([
  ["published", "OPEN"],
  ["internal", "OPEN"],
  ["closed", "CLOSED"],
  ["draft", "DRAFT"],
  ["pending", "DRAFT"],
  ["rejected", "DRAFT"],
]);

/** The fields of a job that are read from each element of a posting. */
const modelFields: ElementFields = {
  text: ["name"],
  state: ["status", "remoteStatus"],
  categories: ["department"],
  "categories.department": ["department"],
  updatedAt: ["closedAt"],
  hiringManager: ["hiringTeam.hiringManagers"],
  urls: ["remoteUrl"],
  "urls.show": ["remoteUrl"],
};

export function toJob(posting: PostingRecord): Job {
  const { department, hiringManager, state } = posting;
  const status = statusOfState.get(state) ?? null;
  return {
    id: posting.id,
    remoteId: posting.id,
    name: posting.text,
    status,
    remoteStatus: state,
    department: department === null ? null : { name: department },
    createdAt: posting.createdAt,
    closedAt: state === "closed" ? posting.updatedAt : null,
    hiringManagers: hiringManager === null ? (posting.unreadable.has("hiringManager") ? null : []) : [hiringManager],
    remoteUrl: posting.url,
    unrecognized: unrecognizedFields(posting.unreadable, modelFields, state !== null && status === null && "status"),
    asOf: posting.asOf,
  };
}
