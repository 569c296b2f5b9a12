import type { FastifyBaseLogger } from "fastify";
import { pino } from "pino";
import { safeError } from "./safe-error.js";

export interface LoggerOptions {
  readonly level: string;
  /** Request headers whose values are secrets, besides those of HTTP and the router. */
  readonly secretHeaders: readonly string[];
  /** Where the log goes, line by line; by default to standard output. */
  readonly stream?: { write(line: string): void } | undefined;
}

/** The process's log: one JSON object a line. Of an error it holds the kind and the place, never the message. */
export function createLogger({ level, secretHeaders, stream }: LoggerOptions): FastifyBaseLogger {
  const secrets = ["authorization", "cookie", "router-authorization", ...secretHeaders];
  const options = {
    level,
    redact: secrets.map((header) => `*["${header}"]`),
    serializers: { err: safeError, req: ({ method }: { method: string }) => ({ method }) },
  };
  return stream === undefined ? pino(options) : pino(options, stream);
}
