import type { FastifyRequest } from "fastify";
import type { ExplainMode } from "../graphql/context.js";
import { requestError } from "../graphql/request-error.js";

/** The limit on provider calls in the header `x-max-upstream-calls`. Throws BAD_USER_INPUT, with status 400, if it is not a whole number. */
export function maxUpstreamCalls({ headers }: FastifyRequest): number | undefined {
  const value = headers["x-max-upstream-calls"];
  if (value === undefined) return undefined;
  if (typeof value === "string" && /^\d{1,9}$/.test(value)) return Number(value);
  throw requestError("BAD_USER_INPUT", "x-max-upstream-calls must be a whole number, 0 or more.");
}

/**
 * The value of the header `x-explain`. Throws BAD_USER_INPUT, with status 400, for unknown values, and for all values if
 * explaining is off: an operation that should only be planned must not run.
 */
export function explainMode({ headers }: FastifyRequest, explains: boolean): ExplainMode | undefined {
  const value = headers["x-explain"];
  if (value === undefined) return undefined;
  if (!explains)
    throw requestError("BAD_USER_INPUT", "x-explain is off, because UPSTREAM_EXTENSION is false. Remove the header.");
  if (value === "plan" || value === "run") return value;
  throw requestError("BAD_USER_INPUT", "x-explain must be plan or run.");
}

/**
 * Whether the header `x-provider-support` is `strict`: then operations are refused that select fields the provider cannot
 * fill. Throws BAD_USER_INPUT, with status 400, for all other values.
 */
export function wantsStrictSupport({ headers }: FastifyRequest): boolean {
  const value = headers["x-provider-support"];
  if (value === undefined || value === "strict") return value === "strict";
  throw requestError(
    "BAD_USER_INPUT",
    "x-provider-support must be strict. To accept unsupported fields, remove the header.",
  );
}
