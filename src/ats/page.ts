import type { AtsError } from "./errors.js";
import type { Application, Candidate, Job, Offer } from "./model.js";

/** The most nodes on a page. */
export const maxNodes = 100;

/** The page of a list to read: how many nodes, after which cursor, with which filter. */
export interface ListRequest<Filter> {
  /** 1 to `maxNodes`. */
  readonly first: number;
  readonly after: string | null;
  readonly filter: Filter;
}

/** A page of a list, in order. */
export interface Page<Node> {
  readonly edges: readonly Edge<Node>[];
  /** False only when no node can follow. */
  readonly hasNextPage: boolean;
  /** The number of lead records that the page skipped. */
  readonly leads: number;
  /** The number of confidential records that the page leaves out. Null if the provider does not report it. */
  readonly confidential: number | null;
  /** Why the page may lack nodes that it would otherwise have, each reason once. The list goes on after them. */
  readonly omissions?: readonly AtsError[];
  /** The error that ended the page early. The nodes before it are valid. */
  readonly error?: AtsError;
  /** With `error`: the cursor that goes on where the page stopped, also when it has no node. */
  readonly endCursor?: string;
}

export interface Edge<Node> {
  readonly cursor: string;
  readonly node: Node;
}

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

export type CandidatePage = Page<Candidate>;
export type ApplicationPage = Page<Application>;
export type JobPage = Page<Job>;
export type OfferPage = Page<Offer>;
