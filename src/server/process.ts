import type { FastifyBaseLogger } from "fastify";
import { ConfigError, asError } from "../ats/errors.js";

/** Runs what starts the process. What the person who starts it can mend ends it with one message and exit code 1. */
export async function exitOnStartError(start: () => Promise<void>): Promise<void> {
  try {
    await start();
  } catch (error) {
    if (!(error instanceof ConfigError) && !isListenError(error)) throw error;
    console.error(error.message);
    process.exit(1);
  }
}

/** How often it is looked whether npm is still there, in milliseconds. */
const pollIntervalMs = 500;

/**
 * Stops cleanly on SIGTERM and SIGINT. A second signal does not wait. `startedByNpm` says that npm has started the process: it
 * passes signals on to its shell alone, and once that has gone, this goes too.
 */
export function stopOnSignal(stop: () => Promise<void>, startedByNpm = false): void {
  let stopping = false;
  const begin = () => {
    stopping = true;
    void stop().then(() => process.exit(0));
  };
  for (const signal of ["SIGTERM", "SIGINT"] as const) {
    process.on(signal, () => {
      if (stopping) process.exit(1);
      begin();
    });
  }
  if (!startedByNpm) return;
  const parent = process.ppid;
  setInterval(() => {
    if (process.ppid !== parent && !stopping) begin();
  }, pollIntervalMs).unref();
}

/** Ends the process with exit code 1 at an error that nothing has caught: what it left undone is not known. */
export function exitOnUncaughtError(log: FastifyBaseLogger): void {
  process.on("uncaughtException", (error) => {
    log.fatal({ err: asError(error) }, "an error that nothing has caught");
    process.exit(1);
  });
}

/** E.g. "listen EADDRINUSE: address already in use 127.0.0.1:4001". */
function isListenError(error: unknown): error is Error {
  return (
    error instanceof Error && "syscall" in error && (error.syscall === "listen" || error.syscall === "getaddrinfo")
  );
}
