import type { JobFilter } from "../../ats/filters.js";
import { foldText } from "../../ats/folded-text.js";
import type { Job } from "../../ats/model/job.js";
import { parseUid } from "../id.js";
import { isWithin } from "./conditions.js";

/** The filter with its ids as records have them. Throws BAD_USER_INPUT for an id that cannot be Lever's. */
export function parseJobFilter(filter: JobFilter): JobFilter {
  return { ...filter, hiringManagerIds: filter.hiringManagerIds?.map((id) => parseUid(id, "a hiring manager's id")) };
}

/** Returns whether a job meets all conditions. */
export function jobMatcher(filter: JobFilter): (job: Job) => boolean {
  const name = filter.name == null ? null : foldText(filter.name);
  return (job) =>
    (name === null || (job.name !== null && foldText(job.name).includes(name))) &&
    isOneOf(job.status, filter.status) &&
    isOneOf(job.department?.name, filter.departments) &&
    isOneOf(job.team, filter.teams) &&
    isAnyOneOf([job.location, ...(job.locations ?? [])], filter.locations) &&
    isOneOf(job.workplaceType, filter.workplaceTypes) &&
    isAnyOneOf(job.hiringManagers?.map(({ id }) => id) ?? [], filter.hiringManagerIds) &&
    isWithin(job.createdAt, filter.createdAfter, filter.createdBefore) &&
    isWithin(job.updatedAt ?? null, filter.updatedAfter, filter.updatedBefore);
}

/** Whether no job can match, because a condition is an empty list. */
export function matchesNothing(filter: JobFilter): boolean {
  return Object.values(filter).some((condition) => Array.isArray(condition) && condition.length === 0);
}

type Texts = readonly string[] | null | undefined;

function isOneOf(value: string | null | undefined, wanted: Texts): boolean {
  return isAnyOneOf([value], wanted);
}

function isAnyOneOf(values: readonly (string | null | undefined)[], wanted: Texts): boolean {
  return wanted == null || values.some((value) => value != null && wanted.includes(value));
}
