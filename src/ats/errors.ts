/** The closed set of `extensions.code` that this project itself raises. GraphQL's own codes come on top. */
export type ErrorCode =
  | "UPSTREAM_RATE_LIMITED"
  | "UPSTREAM_UNAUTHENTICATED"
  | "UPSTREAM_FORBIDDEN"
  | "UPSTREAM_UNAVAILABLE"
  | "UPSTREAM_TIMEOUT"
  | "UPSTREAM_BAD_RESPONSE"
  | "DEADLINE_EXCEEDED"
  | "CALL_BUDGET_EXCEEDED"
  | "OVERLOADED"
  | "BAD_USER_INPUT"
  | "UNAUTHENTICATED"
  | "TOO_MANY_REQUESTS";

/**
 * A failure that callers are told about: its code, and a message a person can act on. The message never holds a URL,
 * a key, an upstream body or personal data. `provider` is set on the upstream codes.
 */
export class AtsError extends Error {
  readonly code: ErrorCode;
  readonly provider: string | undefined;
  /** Of a refusal: whether it is for this one record, as far as that is known, and not for its kind. */
  readonly confidential: boolean;
  /** When the client may try again, in milliseconds from now, where that is known. */
  readonly retryAfterMs: number | undefined;

  constructor(
    code: ErrorCode,
    message: string,
    options: { provider?: string; confidential?: boolean; retryAfterMs?: number; cause?: unknown } = {},
  ) {
    super(message, { cause: options.cause });
    this.name = "AtsError";
    this.code = code;
    this.provider = options.provider;
    this.confidential = options.confidential ?? false;
    this.retryAfterMs = options.retryAfterMs;
  }
}

/** Settings that cannot be used. The message lists every problem. */
export class ConfigError extends Error {
  override readonly name = "ConfigError";
}

/** The caller sent something that cannot be meant: `what` says which argument, and what would be right. */
export function badUserInput(what: string): AtsError {
  return new AtsError("BAD_USER_INPUT", what);
}

/** What was caught, as an error: for code that keeps failures as values. */
export function asError(caught: unknown): Error {
  return caught instanceof Error ? caught : new Error(String(caught));
}
