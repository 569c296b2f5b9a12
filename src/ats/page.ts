import type { AtsError } from "./errors.js";
import type { Application } from "./model/application.js";
import type { Candidate } from "./model/candidate.js";
import type { Job } from "./model/job.js";
import type { Offer } from "./model/offer.js";

/** The most nodes on a page. */
export const maxNodes = 100;

/** The page of a list to read: how many nodes, after which cursor, with which filter, in which order. */
export interface ListRequest<Filter, Field extends string = never> {
  /** 1 to `maxNodes`. */
  readonly first: number;
  readonly after: string | null;
  readonly filter: Filter;
  /** Null for the order that costs the fewest calls. */
  readonly order: Order<Field> | null;
  /** Whether the page counts the leads that it leaves out, which can take further calls. */
  readonly countsLeads: boolean;
}

/** The order of a list. Ties are broken by the node's id, ascending in both directions. */
export interface Order<Field extends string> {
  readonly field: Field;
  readonly direction: "ASC" | "DESC";
}

/** What a page leaves out. */
export interface ExcludedRecords {
  /** The number of lead records. Valid if the request counts them. An error if that failed. */
  readonly leads: number | AtsError;
  /** The number of confidential records. Null if the provider does not report it. */
  readonly confidential: number | null;
}

/** A page of a list, in order. */
export interface Page<Node> extends ExcludedRecords {
  readonly edges: readonly Edge<Node>[];
  /** False only when no node can follow. */
  readonly hasNextPage: boolean;
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

/** How many applications a list has. */
export interface ApplicationCount {
  readonly total: number;
  /**
   * How many of them ended for each reason, by the id of the reason, with those that mean a hire. Valid if
   * `ApplicationConnection.countByRejectedReason` is selected.
   */
  readonly byReason: ReadonlyMap<string, number>;
}

/** A page, and how all nodes of its list are counted. */
export interface CountedPage<Node, Count = number> extends Page<Node> {
  readonly count: () => Promise<Count>;
}

export type CandidatePage = CountedPage<Candidate>;
export type ApplicationPage = CountedPage<Application, ApplicationCount>;
export type JobPage = CountedPage<Job>;
export type OfferPage = CountedPage<Offer>;
