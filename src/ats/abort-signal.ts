import { asError } from "./errors.js";
import { setMaxListeners } from "node:events";

/** Calls `run` once the signal is aborted. Returns what takes that back. */
export function onAbort(signal: AbortSignal, run: () => void): () => void {
  // One operation waits for as many calls as it likes: no leak that Node need warn of.
  setMaxListeners(0, signal);
  signal.addEventListener("abort", run, { once: true });
  return () => {
    signal.removeEventListener("abort", run);
  };
}

/** What the promise comes to, or the signal's reason if that is aborted first. The work itself goes on. */
export function rejectOnAbort<T>(promise: Promise<T>, signal: AbortSignal): Promise<T> {
  return new Promise((resolve, reject) => {
    const abort = () => {
      reject(asError(signal.reason));
    };
    if (signal.aborted) abort();
    const removeListener = onAbort(signal, abort);
    promise.then(resolve, reject).finally(removeListener);
  });
}
