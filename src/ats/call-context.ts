import type { AtsError } from "./errors.js";

/**
 * On whose behalf provider calls are made: one GraphQL operation. Carried from the resolvers down to the request that
 * is sent, so that every call can be counted, capped, timed and given up.
 */
export interface CallContext {
  /** Aborted once the answer is of no use: the client has gone, or the deadline has passed. Its reason is the error. */
  readonly signal: AbortSignal;
  /**
   * When the operation began, on the same clock as `deadline`: an answer that was asked for later is live to it, whoever
   * asked. Left out, no answer counts as live that was not asked for on its own behalf.
   */
  readonly startedAt?: number;
  /** When the operation must have answered, on the clock of `performance.now()`, in milliseconds. */
  readonly deadline: number;
  /** What the operation has cost so far. */
  readonly stats: CallStats;
  /**
   * Told before a call is queued how long the first call of an operation would wait there, in milliseconds. Throws
   * OVERLOADED when that is too long and nothing is queued on the operation's behalf yet. Left out, any wait will do.
   */
  assertWaitAllowed?(waitMs: number): void;
  /** Tells the client of a failure that has cost a part of the answer without making a field null. */
  reportError(error: AtsError): void;
}

/** What one operation has cost: the counts that `extensions.upstream` shows. */
export interface CallStats {
  /** Counts a call that is about to be sent to this endpoint pattern. Throws CALL_BUDGET_EXCEEDED beyond the cap. */
  countCall(endpoint: string): void;
  /** Counts answers that were reused instead of asked for again; one, if not said. */
  countCacheHit(count?: number): void;
  /** Counts an answer that was reused while it was still under way: another had asked for it. */
  countCoalesced(): void;
  /** Notes how old an answer is that goes into the operation's, in milliseconds. */
  noteAge(ms: number): void;
  /** Adds time spent waiting for the rate budget, in milliseconds. */
  addWait(ms: number): void;
  /** Told of every call once it is done. */
  recordCall(call: Call): void;
}

/** One call to the provider, done. */
export interface Call {
  /** The endpoint's pattern, e.g. `/people/:id/offers`. */
  readonly endpoint: string;
  /** The status of the answer, or why there is none to go by. */
  readonly outcome: number | "network" | "timeout" | "too-large" | "garbled" | "aborted";
  /** 1 for the first send of a read; redirects and retries count on. */
  readonly attempt: number;
  /** Milliseconds in the queue of the rate budget. */
  readonly waitedMs: number;
  /** Milliseconds from sending to the end of what was read. */
  readonly durationMs: number;
}
