import type { FastifyRequest } from "fastify";
import type { ExplainMode } from "../graphql/context.js";
import { requestError } from "../graphql/request-error.js";

/** The most provider calls the caller allows. Throws BAD_USER_INPUT, with status 400, for what is not a count. */
export function maxUpstreamCalls({ headers }: FastifyRequest): number | undefined {
  const value = headers["x-max-upstream-calls"];
  if (value === undefined) return undefined;
  if (typeof value === "string" && /^\d{1,9}$/.test(value)) return Number(value);
  throw requestError("BAD_USER_INPUT", "x-max-upstream-calls must be a whole number, 0 or more.");
}

/**
 * What the caller wants to have explained. Throws BAD_USER_INPUT, with status 400, for what cannot be meant, and where
 * nothing is explained: to run what was only to be planned would be worse.
 */
export function explainMode({ headers }: FastifyRequest, explains: boolean): ExplainMode | undefined {
  const value = headers["x-explain"];
  if (value === undefined) return undefined;
  if (!explains)
    throw requestError(
      "BAD_USER_INPUT",
      "x-explain is off here, as UPSTREAM_EXTENSION is false: leave the header out.",
    );
  if (value === "plan" || value === "run") return value;
  throw requestError("BAD_USER_INPUT", "x-explain must be plan or run.");
}

/**
 * Whether the caller wants operations refused that ask for what the provider cannot fill. Throws BAD_USER_INPUT, with
 * status 400, for anything but `strict`.
 */
export function wantsStrictSupport({ headers }: FastifyRequest): boolean {
  const value = headers["x-provider-support"];
  if (value === undefined || value === "strict") return value === "strict";
  throw requestError("BAD_USER_INPUT", "x-provider-support can be strict, or be left out.");
}
