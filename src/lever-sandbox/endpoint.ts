import type { Account } from "./account.js";
import type { AccountIndex } from "./account-index.js";
import type { Order } from "./order.js";

/** A request to an endpoint. */
export interface Request {
  readonly account: Account;
  readonly index: AccountIndex;
  readonly query: URLSearchParams;
  /** The ids in the path, in order. */
  readonly ids: readonly string[];
  /** Whether the key may read confidential records. */
  readonly confidential: boolean;
  readonly interpretation: Interpretation;
}

/** How the sandbox interprets rules that Lever's documentation leaves open. */
export interface Interpretation {
  /**
   * Which of the two is archived for `posting_id` and `archived_posting_id`, if only one of them is: the application of
   * the posting, its opportunity, or either. With `either` the row is in both lists.
   */
  readonly archivedPostings: "application" | "opportunity" | "either";
  /** Whether `posting_id` matches only active applications, or archived ones too. */
  readonly postingIdMatches: "active" | "all";
  /**
   * Whether a list of postings without `distributionChannel` and `state` contains published postings that are only on
   * the internal channel.
   */
  readonly internalPostings: "hidden" | "listed";
}

/** A path with `:id` for each id, and the function that responds to a GET. Errors are thrown as LeverError. */
export interface Endpoint {
  readonly pattern: string;
  /** The order of the list, if the endpoint is a list with pages. */
  readonly order?: Order;
  /** The body of the response. */
  respond(request: Request): object;
}
