import type { RateLimiterState } from "../../ats/provider-connection.js";
import type { CallContext } from "../../ats/call-context.js";

/** The purpose of a call that an operation waits for: it reads known ids or a short list, or a page of a long list. */
export type OperationPriority = "reference" | "walk";

/** The purpose of a call. No operation waits for a `background` call. */
export type Priority = OperationPriority | "background";

/** A call that waits to be sent. */
export interface QueuedCall {
  readonly context: CallContext;
  readonly priority: Priority;
  /**
   * Called when the call gets its token, just before `acquire` resolves. It can throw, for example because the operation
   * has no calls left. Then `acquire` rejects with that error, and the next call in the queue gets the token.
   */
  onDequeue(): void;
}

/** Whether an operation waits for the call. */
export function isForOperation(call: QueuedCall): call is QueuedCall & { readonly priority: OperationPriority } {
  return call.priority !== "background";
}

/**
 * Limits how fast an account is called, by a token bucket. Operations take turns, and the calls of one operation go in
 * order. While both priorities wait, two `reference` calls go for each `walk` call. Calls with the same `CallStats` belong
 * to one operation. A `background` call goes only while no other call waits, and such calls take at most a tenth of the rate.
 * They count neither in the forecast nor in the state.
 */
export interface RateLimiter {
  /**
   * Resolves when the call may be sent. The caller sends it immediately. Rejects with the reason of the context's signal
   * when that is aborted, or with the error that `onDequeue` throws. Adds the time in the queue to the context's stats.
   */
  acquire(call: QueuedCall): Promise<void>;
  /** After a 429: no call is sent for `ms` milliseconds, and the rate is lower for a while after that. */
  pauseFor(ms: number): void;
  /** Estimates how long the first call of a new operation would wait, in milliseconds. */
  forecastMs(priority: OperationPriority): number;
  /** The present state, for metrics and readiness. */
  state(): RateLimiterState;
}
