import { asError } from "../ats/errors.js";
import { onAbort } from "../ats/abort-signal.js";

/** The time. Tests use a clock that they control. */
export interface Clock {
  /** Milliseconds since any origin. They never decrease. The system clock has the origin of `performance.now()`. */
  now(): number;
  /** Calls `run` once, after `ms` milliseconds. Returns a function that cancels it. */
  schedule(ms: number, run: () => void): () => void;
}

/** With a longer delay, setTimeout would fire immediately. Node docs: Timers. */
const maxDelayMs = 2 ** 31 - 1;

/** The clock of the system. */
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
