import { Session } from "node:inspector/promises";
import type { FastifyBaseLogger } from "fastify";
import { ConfigError, asError } from "../ats/errors.js";

/** Starts the process. An error in the settings or a port that is taken ends it with one message and exit code 1. */
export async function exitOnStartError(start: () => Promise<void>): Promise<void> {
  try {
    await start();
  } catch (error) {
    if (!(error instanceof ConfigError) && !isListenError(error)) throw error;
    console.error(error.message);
    process.exit(1);
  }
}

/**
 * Gives back the memory that only the start needed. V8 keeps the space for young objects that grew meanwhile, 32 MB, until
 * it collects all objects, and a process without requests never does.
 */
export async function collectGarbage(): Promise<void> {
  const session = new Session();
  session.connect();
  await session.post("HeapProfiler.collectGarbage");
  session.disconnect();
}

/** npm repeats the SIGINT that the terminal sends at Ctrl-C. Within this time, in milliseconds, the two count as one. */
const repeatedSigintMs = 200;

/** Stops cleanly on SIGTERM and SIGINT. A second signal ends the process immediately. */
export function stopOnSignal(stop: () => Promise<void>): void {
  let firstSignalAt: number | undefined;
  for (const signal of ["SIGTERM", "SIGINT"] as const) {
    process.on(signal, () => {
      const now = performance.now();
      if (firstSignalAt === undefined) {
        firstSignalAt = now;
        void stop().then(() => process.exit(0));
      } else if (signal === "SIGTERM" || now - firstSignalAt > repeatedSigintMs) {
        process.exit(1);
      }
    });
  }
}

/** Ends the process with exit code 1 at an uncaught error, because the state of the process is unknown after it. */
export function exitOnUncaughtError(log: FastifyBaseLogger): void {
  process.on("uncaughtException", (error) => {
    log.fatal({ err: asError(error) }, "uncaught error");
    process.exit(1);
  });
}

/** E.g. "listen EADDRINUSE: address already in use 127.0.0.1:4001". */
function isListenError(error: unknown): error is Error {
  return (
    error instanceof Error && "syscall" in error && (error.syscall === "listen" || error.syscall === "getaddrinfo")
  );
}
