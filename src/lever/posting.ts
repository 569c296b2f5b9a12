import type { Job, JobStatus, WorkplaceType } from "../ats/model/job.js";
import type { PostingRecord } from "./posting-record.js";
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
  categories: ["department", "location", "locations", "team", "commitment"],
  "categories.department": ["department"],
  "categories.location": ["location"],
  "categories.allLocations": ["locations"],
  "categories.team": ["team"],
  "categories.commitment": ["commitment"],
  updatedAt: ["updatedAt", "closedAt"],
  workplaceType: ["workplaceType"],
  salaryRange: ["salaryRange"],
  "salaryRange.min": ["salaryRange.min"],
  "salaryRange.max": ["salaryRange.max"],
  "salaryRange.currency": ["salaryRange.currency"],
  "salaryRange.interval": ["salaryRange.interval"],
  salaryDescription: ["salaryDescription"],
  content: ["description", "descriptionHtml"],
  "content.description": ["description"],
  "content.descriptionHtml": ["descriptionHtml"],
  owner: ["owner"],
  tags: ["tags"],
  requisitionCodes: ["requisitionCodes"],
  urls: ["remoteUrl", "careersUrl", "applyUrl"],
  "urls.show": ["remoteUrl", "careersUrl"],
  "urls.apply": ["applyUrl"],
  hiringManager: ["hiringTeam.hiringManagers"],
};

/** Lever docs: Postings, `workplaceType`. Any other word has no value in the model. */
const workplaceTypeOfWord: ReadonlyMap<string | null, WorkplaceType> = new Map([
  ["onsite", "ONSITE"],
  ["remote", "REMOTE"],
  ["hybrid", "HYBRID"],
]);

export function toJob(posting: PostingRecord): Job {
  const { categories, hiringManager, state, urls, content } = posting;
  const status = statusOfState.get(state) ?? null;
  const workplaceType = workplaceTypeOfWord.get(posting.workplaceType) ?? null;
  return {
    id: posting.id,
    remoteId: posting.id,
    name: posting.text,
    status,
    remoteStatus: state,
    department: categories.department === null ? null : { name: categories.department },
    createdAt: posting.createdAt,
    updatedAt: posting.updatedAt,
    closedAt: state === "closed" ? posting.updatedAt : null,
    location: categories.location,
    locations: categories.allLocations,
    team: categories.team,
    commitment: categories.commitment,
    workplaceType,
    salaryRange: posting.salaryRange,
    salaryDescription: posting.salaryDescription,
    description: content.description,
    descriptionHtml: content.descriptionHtml,
    careersUrl: urls.show,
    applyUrl: urls.apply,
    owner: posting.owner,
    tags: posting.tags,
    requisitionCodes: posting.requisitionCodes,
    hiringManagers: hiringManager === null ? (posting.unreadable.has("hiringManager") ? null : []) : [hiringManager],
    remoteUrl: urls.show,
    unrecognized: unrecognizedFields(
      posting.unreadable,
      modelFields,
      state !== null && status === null && "status",
      posting.workplaceType !== null && workplaceType === null && "workplaceType",
    ),
    asOf: posting.asOf,
  };
}
