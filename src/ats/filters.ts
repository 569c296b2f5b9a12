/**
 * The filters as the provider receives them. Dates are parsed. A condition that is undefined or null does not apply.
 */
export interface DateRanges {
  readonly createdAfter?: Date | null | undefined;
  readonly createdBefore?: Date | null | undefined;
  readonly updatedAfter?: Date | null | undefined;
  readonly updatedBefore?: Date | null | undefined;
}

export interface CandidateFilter extends DateRanges {
  readonly email?: string | null | undefined;
  readonly jobIds?: readonly string[] | null | undefined;
  readonly stageIds?: readonly string[] | null | undefined;
  readonly includeLeads?: boolean | null | undefined;
}

export interface ApplicationFilter extends DateRanges {
  readonly candidateIds?: readonly string[] | null | undefined;
  readonly jobIds?: readonly string[] | null | undefined;
  readonly stageIds?: readonly string[] | null | undefined;
  readonly status?: readonly string[] | null | undefined;
  readonly includeLeads?: boolean | null | undefined;
}

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

export interface OfferFilter {
  readonly candidateIds?: readonly string[] | null | undefined;
  readonly jobIds?: readonly string[] | null | undefined;
  readonly stageIds?: readonly string[] | null | undefined;
  readonly status?: readonly string[] | null | undefined;
  readonly includeLeads?: boolean | null | undefined;
}
