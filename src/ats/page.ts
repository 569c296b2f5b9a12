import type { AtsError } from "./errors.js";
import type { Application, Candidate, Job, Offer } from "./model.js";

/** How many nodes a page can hold. */
export const maxNodes = 100;

/** What to read of a list: how many nodes, behind which cursor, under which filter. */
export interface ListRequest<Filter> {
  /** 1 to `maxNodes`. */
  readonly first: number;
  readonly after: string | null;
  readonly filter: Filter;
}

/** A page of a list, in order. */
export interface Page<Node> {
  readonly edges: readonly Edge<Node>[];
  /** False only when nothing can follow. */
  readonly hasNextPage: boolean;
  /** How many lead records the page passed over. */
  readonly leads: number;
  /** How many confidential records the page leaves out; null where the provider does not say. */
  readonly confidential: number | null;
  /** What ended the page early: the nodes before it stand, and the last cursor goes on from there. */
  readonly error?: AtsError;
}

export interface Edge<Node> {
  readonly cursor: string;
  readonly node: Node;
}

/** The filters, as the provider gets them: dates parsed, absent conditions left out or null. */
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

export type CandidatePage = Page<Candidate>;
export type ApplicationPage = Page<Application>;
export type JobPage = Page<Job>;
export type OfferPage = Page<Offer>;
