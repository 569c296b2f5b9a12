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

export interface JobFilter {
  readonly status?: readonly string[] | null | undefined;
  readonly departments?: readonly string[] | null | undefined;
  readonly updatedAfter?: Date | null | undefined;
  readonly updatedBefore?: Date | null | undefined;
}

export interface OfferFilter {
  readonly candidateIds?: readonly string[] | null | undefined;
  readonly jobIds?: readonly string[] | null | undefined;
  readonly stageIds?: readonly string[] | null | undefined;
  readonly status?: readonly string[] | null | undefined;
  readonly includeLeads?: boolean | null | undefined;
}
