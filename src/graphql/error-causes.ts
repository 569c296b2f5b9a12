import { createHash } from "node:crypto";
import type { GraphQLFormattedError } from "graphql";
import type { ErrorCode } from "../ats/errors.js";

/** What several errors of a result have in common, as `extensions.causes` shows it. */
export interface ErrorCause {
  /** Equal causes have equal ids, in each result. */
  readonly id: string;
  readonly code: unknown;
  readonly message: string;
  readonly provider?: unknown;
  readonly requestId: string;
  /** How many errors have it. */
  readonly count: number;
}

/** The errors of a result, and the causes that several of them share. */
export interface ErrorsByCause {
  readonly errors: readonly GraphQLFormattedError[];
  readonly causes: readonly ErrorCause[];
}

/**
 * Replaces errors of fields that have the same cause by short ones with the cause's id. All other errors keep their text
 * and get the id of the request. The errors come from `formatError`. Errors without a path are about the document, and
 * each has its own cause.
 */
export function errorsByCause(errors: readonly GraphQLFormattedError[], requestId: string): ErrorsByCause {
  const keys = errors.map(keyOf);
  const counts = new Map<string, number>();
  for (const key of keys) if (key !== undefined) counts.set(key, (counts.get(key) ?? 0) + 1);
  const causes = new Map<string, ErrorCause>();
  const told = errors.map((error, index) => {
    const key = keys[index];
    const count = key === undefined ? 1 : (counts.get(key) ?? 1);
    if (key === undefined || count === 1) return withRequestId(error, requestId);
    const cause = causes.get(key) ?? causeOf(error, { id: idOf(key), requestId, count });
    causes.set(key, cause);
    return shortError(error, cause);
  });
  return { errors: told, causes: [...causes.values()] };
}

/** The errors and causes of a result that is shared with another request, with the id of that request. */
export function forRequest({ errors, causes }: ErrorsByCause, requestId: string): ErrorsByCause {
  return {
    errors: errors.map((error) => withRequestId(error, requestId)),
    causes: causes.map((cause) => ({ ...cause, requestId })),
  };
}

/**
 * Returns a copy of an error with the id of the request, because the results of coalesced operations share their errors. An
 * error with a cause stays as it is: its cause has the id.
 */
export function withRequestId(error: GraphQLFormattedError, requestId: string): GraphQLFormattedError {
  if (error.extensions?.cause !== undefined) return error;
  const extensions: GraphQLFormattedError["extensions"] = { ...error.extensions, requestId };
  delete extensions.sharedMessage;
  return { ...error, extensions };
}

/** Equal for errors with the same cause. Undefined for an error that is not about a field of the result. */
function keyOf({ path, message, extensions }: GraphQLFormattedError): string | undefined {
  if (path === undefined) return undefined;
  return JSON.stringify([extensions?.code, extensions?.provider, extensions?.sharedMessage ?? message]);
}

function causeOf(
  { message, extensions = {} }: GraphQLFormattedError,
  { id, requestId, count }: Pick<ErrorCause, "id" | "requestId" | "count">,
): ErrorCause {
  const { code, provider, sharedMessage = message } = extensions;
  return { id, code, message: String(sharedMessage), ...(provider !== undefined && { provider }), requestId, count };
}

/** Without `locations`, which are the same for all items of a list, and need as many bytes as the rest. */
function shortError({ path }: GraphQLFormattedError, { id, code }: ErrorCause): GraphQLFormattedError {
  const message = shortMessages[code as ErrorCode] ?? "This field could not be read.";
  return { message, ...(path && { path }), extensions: { code, cause: id } };
}

/** For clients that do not get the causes, such as those of a gateway. Short, so that an error has at most 120 bytes without its path. */
const shortMessages: Readonly<Partial<Record<ErrorCode, string>>> = {
  UPSTREAM_RATE_LIMITED: "The provider's limit is reached.",
  UPSTREAM_UNAUTHENTICATED: "The credentials are rejected.",
  UPSTREAM_FORBIDDEN: "The credentials do not allow this.",
  UPSTREAM_UNAVAILABLE: "The provider is unavailable.",
  UPSTREAM_TIMEOUT: "The provider did not answer in time.",
  UPSTREAM_BAD_RESPONSE: "The provider's answer is invalid.",
  DEADLINE_EXCEEDED: "The deadline has passed.",
  CALL_BUDGET_EXCEEDED: "The limit on calls is reached.",
  BAD_USER_INPUT: "The input is not valid.",
};

function idOf(key: string): string {
  return createHash("sha256").update(key).digest("base64url").slice(0, 6);
}
