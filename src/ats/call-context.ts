import type { AtsError } from "./errors.js";

/**
 * The operation that provider calls are made for. It is passed from the resolvers down to the HTTP request, so that
 * each call can be counted, limited, measured and aborted.
 */
export interface CallContext {
  /** Aborted when the client disconnects or the deadline passes. Its reason is the error. */
  readonly signal: AbortSignal;
  /**
   * When the operation began, on the clock of `performance.now()`, in milliseconds. A response that was requested after
   * this time may be shared with the operation. Without it, no response of another operation is shared.
   */
  readonly startedAt?: number;
  /** When the operation must be answered, on the clock of `performance.now()`, in milliseconds. */
  readonly deadline: number;
  /** Counts what the operation costs. */
  readonly stats: CallStats;
  /**
   * Called before a call is queued, with the time that the first call of an operation would wait, in milliseconds.
   * Throws OVERLOADED when that is too long and the operation has not queued a call before. Without it, any wait is
   * allowed.
   */
  assertWaitAllowed?(waitMs: number): void;
  /** Reports a failure to the client that left out a part of the response without making a field null. */
  reportError(error: AtsError): void;
}

/** The cost of one operation, as `extensions.upstream` shows it. */
export interface CallStats {
  /** Whether no operation waits for the calls. */
  readonly isBackground?: boolean;
  /**
   * Counts a call that is sent now. Throws CALL_BUDGET_EXCEEDED above the limit. Returns a function that must be called
   * when the call is done.
   */
  startCall(call: SentCall): (end: CallEnd) => void;
  /** How many more calls the limit allows. Infinity without a limit. */
  readonly callsLeft: number;
  /** Counts cached responses that were used instead of a call. One by default. */
  countCacheHit(count?: number): void;
  /** Counts a response that was shared with another operation while its call was still running. */
  countCoalesced(): void;
  /** Notes a response that the operation uses: its age, and how long it may still be reused, in milliseconds. */
  noteResponse(ageMs: number, reusableMs: number): void;
  /** A call begins to wait for the rate limiter. `at` is on the clock of `performance.now()`, in milliseconds. */
  startWait(at: number): void;
  /** A call waits no longer, because it is sent or aborted. */
  endWait(at: number): void;
}

/**
 * Why a call gave no usable response: there was no connection, or it broke; the call took too long; the body is too large;
 * the body cannot be decompressed.
 */
export type CallFailure = "network" | "timeout" | "too-large" | "garbled";

/** One call to the provider that has been sent. */
export interface SentCall {
  /** The endpoint's pattern, e.g. `/people/:id/offers`. */
  readonly endpoint: string;
  /** 1 for the first request of a read. Redirects and retries count up. */
  readonly attempt: number;
  /** Milliseconds in the queue of the rate limiter. */
  readonly waitedMs: number;
}

/** How a call ended. */
export interface CallEnd {
  /** The status of the response, or why there is none. `aborted`: the operation no longer needs it. */
  readonly outcome: number | CallFailure | "aborted";
  /** Milliseconds from sending to the end of reading. */
  readonly durationMs: number;
}

/** One finished call to the provider. */
export type Call = SentCall & CallEnd;
