import { asError } from "./errors.js";
import { setMaxListeners } from "node:events";

/** Calls `run` when the signal is aborted. Returns a function that removes the listener. */
export function onAbort(signal: AbortSignal, run: () => void): () => void {
  // One operation can wait for any number of calls. Without this, Node warns of a leak.
  setMaxListeners(0, signal);
  signal.addEventListener("abort", run, { once: true });
  return () => {
    signal.removeEventListener("abort", run);
  };
}

/** Settles as the promise does, or rejects with the signal's reason if that is aborted first. The work continues. */
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
