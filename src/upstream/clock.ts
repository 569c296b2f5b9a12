import { asError } from "../ats/errors.js";
import { onAbort } from "../ats/abort-signal.js";

/** Time as this folder sees it, so that tests can hold it in their hands. */
export interface Clock {
  /** Milliseconds that only grow, from any origin; for the real one, `performance.now()`'s. */
  now(): number;
  /** Calls `run` once, `ms` milliseconds from now. Returns what takes that back. */
  schedule(ms: number, run: () => void): () => void;
}

/** setTimeout takes no longer delay, and would fire at once. Node docs: Timers. */
const maxDelayMs = 2 ** 31 - 1;

/** The clock on the wall. */
export const systemClock: Clock = {
  now: () => performance.now(),
  schedule(ms, run) {
    const timer = setTimeout(run, Math.min(ms, maxDelayMs));
    return () => {
      clearTimeout(timer);
    };
  },
};

/** Resolves after `ms` milliseconds; rejects with the signal's reason once that is aborted. */
export function sleep(clock: Clock, ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    signal.throwIfAborted();
    const removeListener = onAbort(signal, () => {
      cancel();
      reject(asError(signal.reason));
    });
    const cancel = clock.schedule(ms, () => {
      removeListener();
      resolve();
    });
  });
}
