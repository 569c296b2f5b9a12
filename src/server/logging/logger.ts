import type { FastifyBaseLogger } from "fastify";
import { pino } from "pino";
import { safeError } from "./safe-error.js";

export interface LoggerOptions {
  readonly level: string;
  /** Request headers with secrets, besides the standard ones and the router's. */
  readonly secretHeaders: readonly string[];
  /** Receives each line. By default, lines go to standard output. */
  readonly stream?: { write(line: string): void } | undefined;
}

/** The log of the process: one JSON object per line. An error has its kind and its place, but not its message. */
export function createLogger({ level, secretHeaders, stream }: LoggerOptions): FastifyBaseLogger {
  const secrets = ["authorization", "cookie", "router-authorization", ...secretHeaders];
  const options = {
    level,
    redact: secrets.map((header) => `*["${header}"]`),
    serializers: { err: safeError, req: ({ method }: { method: string }) => ({ method }) },
  };
  return stream === undefined ? pino(options) : pino(options, stream);
}
