import { badUserInput } from "../../ats/errors.js";
import type { ApplicationFilter, CandidateFilter, DateRanges, OfferFilter } from "../../ats/filters.js";
import type { OpportunitySummary } from "../opportunity.js";
import type { ApplicationRecord } from "../opportunity-elements.js";

/**
 * The conditions of a list of opportunities. Null is no condition. A list means OR, and an empty list matches no row.
 */
export interface Conditions {
  readonly contacts: readonly string[] | null;
  readonly postings: readonly string[] | null;
  readonly stages: readonly string[] | null;
  readonly email: string | null;
  readonly dates: DateRanges;
  readonly archived: boolean | null;
  /** Ids of archive reasons. */
  readonly reasons: readonly string[] | null;
}

/** RFC 5321, 4.5.3.1: the name, the @ and the domain. */
const maxEmailLength = 320;

/** The conditions of a filter, whose ids are parsed. Throws BAD_USER_INPUT for an impossible mail address. */
export function conditions(filter: Partial<CandidateFilter & ApplicationFilter & OfferFilter>): Conditions {
  if (filter.email?.trim() === "") throw badUserInput("filter.email is empty. Send a mail address, or omit it.");
  if (filter.email != null && (filter.email.length > maxEmailLength || !filter.email.isWellFormed())) {
    throw badUserInput(
      `filter.email cannot be a mail address. A mail address has at most ${maxEmailLength} characters.`,
    );
  }
  return {
    contacts: filter.candidateIds ?? null,
    postings: filter.jobIds ?? null,
    stages: filter.stageIds ?? null,
    email: filter.email ?? null,
    dates: filter,
    archived: null,
    reasons: null,
  };
}

/**
 * Whether the opportunity meets the conditions. Every row is checked, so that Lever's filters may return too many rows.
 * The mail address is not checked: only Lever knows how it compares addresses, and all opportunities of a person have
 * the same ones.
 */
export function matches(opportunity: OpportunitySummary, wanted: Conditions): boolean {
  const { createdAfter, createdBefore, updatedAfter, updatedBefore } = wanted.dates;
  return (
    (wanted.contacts?.includes(opportunity.contact) ?? true) &&
    (wanted.stages === null || (opportunity.stage !== null && wanted.stages.includes(opportunity.stage.id))) &&
    (wanted.postings === null || opportunity.applications.some((application) => isForJob(application, wanted))) &&
    (wanted.archived === null || wanted.archived === (opportunity.archived !== null)) &&
    (wanted.reasons?.includes(opportunity.archived?.reason ?? "") ?? true) &&
    isWithin(opportunity.createdAt, createdAfter, createdBefore) &&
    isWithin(opportunity.updatedAt, updatedAfter, updatedBefore)
  );
}

/** Whether the application is for one of the wanted postings. */
export function isForJob({ posting }: ApplicationRecord, { postings }: Conditions): boolean {
  return postings === null || (posting !== null && postings.includes(posting));
}

/**
 * Whether the date is between both ends, inclusive. A missing date is within the range only if the range has no ends.
 */
export function isWithin(date: Date | null, after: Date | null | undefined, before: Date | null | undefined): boolean {
  if (after == null && before == null) return true;
  return date !== null && (after == null || date >= after) && (before == null || date <= before);
}
