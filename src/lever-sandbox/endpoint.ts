import type { Account } from "./account.js";
import type { AccountIndex } from "./account-index.js";
import type { Order } from "./order.js";

/** One request, as the endpoints see it. */
export interface Request {
  readonly account: Account;
  readonly index: AccountIndex;
  readonly query: URLSearchParams;
  /** The ids in the path, in order. */
  readonly ids: readonly string[];
  /** Whether the key may read confidential rows. */
  readonly confidential: boolean;
  readonly readings: Readings;
}

/** Where Lever's documentation can be read in two ways: which one the sandbox follows. */
export interface Readings {
  /** Whether `posting_id` finds only running applications, or archived ones as well. */
  readonly postingIdMatches: "active" | "all";
  /** Whether a list of postings without `distributionChannel` and `state` shows published ones on the internal channel alone. */
  readonly internalPostings: "hidden" | "listed";
}

/** A path, with `:id` for its ids, and how it is answered. Failures are thrown as LeverError. */
export interface Endpoint {
  readonly pattern: string;
  /** Of a list that has pages. */
  readonly order?: Order;
  answer(request: Request): object;
}
