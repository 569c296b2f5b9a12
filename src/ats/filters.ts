/**
 * The filters as the provider receives them. Dates are parsed. A condition that is undefined or null does not apply. A
 * list means "one of these", and an empty list matches nothing. A date includes itself.
 */
export interface DateRanges {
  readonly createdAfter?: Date | null | undefined;
  readonly createdBefore?: Date | null | undefined;
  readonly updatedAfter?: Date | null | undefined;
  readonly updatedBefore?: Date | null | undefined;
}

/** The dates of a candidacy. */
export interface ApplicationDates extends DateRanges {
  readonly lastAdvancedAfter?: Date | null | undefined;
  readonly lastAdvancedBefore?: Date | null | undefined;
  readonly endedAfter?: Date | null | undefined;
  readonly endedBefore?: Date | null | undefined;
}

/** What the filters of candidates, applications and offers have in common. */
interface StageAndJobFilter {
  readonly jobIds?: OneOf;
  readonly stageIds?: OneOf;
  readonly includeLeads?: boolean | null | undefined;
}

type OneOf = readonly string[] | null | undefined;

/** What the filters of candidates and applications have in common. */
interface CandidacyFilter extends StageAndJobFilter, ApplicationDates {
  readonly status?: OneOf;
  readonly rejectedReasonIds?: OneOf;
  readonly tags?: OneOf;
  readonly sources?: OneOf;
  readonly origins?: OneOf;
  readonly departments?: OneOf;
  readonly leadsOnly?: boolean | null | undefined;
}

export interface CandidateFilter extends CandidacyFilter {
  readonly email?: string | null | undefined;
  readonly applicationLocations?: OneOf;
}

export interface ApplicationFilter extends CandidacyFilter {
  readonly candidateIds?: OneOf;
  readonly locations?: OneOf;
}

/** What candidates can be sorted by. */
export type CandidateOrderField = "LATEST_APPLICATION_AT";

/** What applications can be sorted by. */
export type ApplicationOrderField = "CREATED_AT" | "LAST_ADVANCED_AT" | "ENDED_AT" | "UPDATED_AT";

/** The filter of a job's applications. */
export type JobApplicationFilter = Omit<ApplicationFilter, "jobIds">;

export interface JobFilter extends DateRanges {
  /** A part of the name. Both are folded, see `foldText`. */
  readonly name?: string | null | undefined;
  readonly status?: readonly string[] | null | undefined;
  readonly departments?: readonly string[] | null | undefined;
  readonly teams?: readonly string[] | null | undefined;
  readonly locations?: readonly string[] | null | undefined;
  readonly workplaceTypes?: readonly string[] | null | undefined;
  readonly hiringManagerIds?: readonly string[] | null | undefined;
}

/** What jobs can be sorted by. */
export type JobOrderField = "CREATED_AT" | "UPDATED_AT" | "NAME";

export interface OfferFilter extends StageAndJobFilter {
  readonly candidateIds?: OneOf;
  readonly status?: OneOf;
  // The offer's own dates.
  readonly createdAfter?: Date | null | undefined;
  readonly createdBefore?: Date | null | undefined;
  readonly sentAfter?: Date | null | undefined;
  readonly sentBefore?: Date | null | undefined;
  /** Days: midnight in UTC. */
  readonly startsAfter?: Date | null | undefined;
  readonly startsBefore?: Date | null | undefined;
}
