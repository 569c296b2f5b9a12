import type { AtsError } from "../../ats/errors.js";
import type { ApplicationDates } from "../../ats/filters.js";
import type { OpportunitySummary } from "../opportunity.js";
import type { ApplicationRecord } from "../opportunity-elements.js";
import { type StatusConditions, hasStatus, wantsOnlyHires } from "./status-condition.js";

/**
 * The conditions of a list of opportunities, all of which must hold. Null is no condition. A list means OR, and an empty
 * list matches no row.
 */
export interface Conditions extends StatusConditions {
  readonly contacts: Values;
  /** The jobs that are applied to: both of the ids in the filter, and in one of its departments. */
  readonly postings: Values;
  readonly stages: Values;
  readonly email: string | null;
  /** The opportunity's own dates. */
  readonly dates: ApplicationDates;
  readonly tags: Values;
  readonly sources: Values;
  /** In Lever's words. */
  readonly origins: Values;
  /** Lever's `opportunityLocation`. */
  readonly locations: Values;
  /** Whether the list has leads too, or nothing else. `matches` lets leads through: a list counts those that it leaves out. */
  readonly leads: "none" | "included" | "only";
}

type Values = readonly string[] | null;

/** Whether the conditions exclude each other, or accept no value, so that no row can meet them. */
export function matchNothing(wanted: Conditions): boolean {
  const { contacts, postings, stages, statuses, rejectedReasons, tags, sources, origins, locations } = wanted;
  const lists = [contacts, postings, stages, statuses, rejectedReasons, tags, sources, origins, locations];
  if (lists.some((values) => values?.length === 0)) return true;
  if (rejectedReasons !== null && statuses?.includes("REJECTED") === false) return true;
  return wantsOnlyHires(wanted) && wanted.hireReasons?.length === 0;
}

/**
 * Whether the opportunity meets the conditions, with one of its applications or without any. Every row is checked, so
 * that Lever's filters may return too many rows. The mail address is not checked: only Lever knows how it compares
 * addresses, and all opportunities of a person have the same ones.
 */
export function matches(row: OpportunitySummary, wanted: Conditions): boolean {
  if (!matchesRow(row, wanted)) return false;
  if (row.applications.length === 0) return wanted.postings === null && hasStatus(row, null, wanted);
  return row.applications.some((application) => matchesApplication(row, application, wanted));
}

/** Whether this application of a row that meets the conditions is one that meets those of its own: job, status, reason. */
export function matchesApplication(
  row: OpportunitySummary,
  application: ApplicationRecord,
  wanted: Conditions,
): boolean {
  return isAmong(application.posting, wanted.postings) && hasStatus(row, application, wanted);
}

/** The same for the conditions that concern the opportunity alone. */
function matchesRow(row: OpportunitySummary, wanted: Conditions): boolean {
  const { dates } = wanted;
  return (
    (wanted.leads !== "only" || row.lead) &&
    isAmong(row.contact, wanted.contacts) &&
    isAmong(row.stage?.id, wanted.stages) &&
    isWithin(row.createdAt, dates.createdAfter, dates.createdBefore) &&
    isWithin(row.updatedAt, dates.updatedAfter, dates.updatedBefore) &&
    isWithin(row.lastAdvancedAt, dates.lastAdvancedAfter, dates.lastAdvancedBefore) &&
    isWithin(row.archived?.archivedAt ?? null, dates.endedAfter, dates.endedBefore) &&
    isAnyAmong(row.tags, wanted.tags) &&
    isAnyAmong(row.sources, wanted.sources) &&
    isAmong(row.origin, wanted.origins) &&
    isAmong(row.opportunityLocation, wanted.locations)
  );
}

/** Whether the conditions look at more of an application than its id. */
export function needsApplications({ postings, statuses, rejectedReasons }: Conditions): boolean {
  return postings !== null || statuses !== null || rejectedReasons !== null;
}

/** Why a row that meets the conditions may be on the wrong side of them: it is not known whether it is a lead. */
export function uncertainLead(row: OpportunitySummary, { leads }: Conditions): AtsError | undefined {
  return leads === "included" ? undefined : row.leadError;
}

/** Whether the application is for one of the wanted postings. */
export function isForJob({ posting }: ApplicationRecord, { postings }: Conditions): boolean {
  return isAmong(posting, postings);
}

function isAmong(value: string | null | undefined, wanted: Values): boolean {
  return wanted === null || (value != null && wanted.includes(value));
}

function isAnyAmong(values: Values, wanted: Values): boolean {
  return wanted === null || values?.some((value) => wanted.includes(value)) === true;
}

/**
 * Whether the date is between both ends, inclusive. A missing date is within the range only if the range has no ends.
 */
export function isWithin(date: Date | null, after: Date | null | undefined, before: Date | null | undefined): boolean {
  if (after == null && before == null) return true;
  return date !== null && (after == null || date >= after) && (before == null || date <= before);
}
