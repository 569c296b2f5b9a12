import type { RateLimiterState } from "../../ats/provider-connection.js";
import type { CallContext } from "../../ats/call-context.js";

/** What a call is for: `reference` reads known ids or short lists, `walk` reads through a long list. */
export type Priority = "reference" | "walk";

/** A call that wants to be sent. */
export interface QueuedCall {
  readonly context: CallContext;
  readonly priority: Priority;
  /**
   * Called in the moment the turn comes, just before `take` resolves. When it throws, `take` rejects with that, and the
   * turn goes to the next in the queue as if it had never been asked for: the place to count the call.
   */
  onDequeue(): void;
}

/**
 * How fast an account may be called: a token bucket. Turns are shared out fairly between operations (one ledger is one
 * operation): round robin between them, first in first out within one, and two by-id reads for every page of a walk
 * while both wait.
 */
export interface RateLimiter {
  /**
   * Resolves when the call may be sent, which is then to be done at once. Rejects with the caller's reason once that
   * is aborted, or with what `admit` throws. The time spent here is told to the caller's ledger.
   */
  acquire(call: QueuedCall): Promise<void>;
  /** The provider said 429: nobody sends for so many milliseconds, and the rate is lowered for a while after that. */
  pauseFor(ms: number): void;
  /** How long the first call of an operation would wait for its turn, as things stand, in milliseconds; an estimate. */
  forecastMs(priority: Priority): number;
  /** How it stands, for metrics and readiness. */
  state(): RateLimiterState;
}
