/**
 * The codes in `extensions.code` of the errors that this project raises, and the HTTP status of a response that has only
 * such an error and no data. An error of a field has status 200. See docs/errors.md.
 */
export const statusByCode = {
  UPSTREAM_RATE_LIMITED: 200,
  UPSTREAM_UNAUTHENTICATED: 200,
  UPSTREAM_FORBIDDEN: 200,
  UPSTREAM_UNAVAILABLE: 200,
  UPSTREAM_TIMEOUT: 200,
  UPSTREAM_BAD_RESPONSE: 200,
  DEADLINE_EXCEEDED: 200,
  CALL_BUDGET_EXCEEDED: 200,
  BAD_USER_INPUT: 400,
  QUERY_TOO_COMPLEX: 400,
  BAD_REQUEST: 400,
  GRAPHQL_VALIDATION_FAILED: 400,
  OPERATION_RESOLUTION_FAILURE: 400,
  UNAUTHENTICATED: 401,
  TOO_MANY_REQUESTS: 429,
  INTERNAL_SERVER_ERROR: 500,
  OVERLOADED: 503,
} as const satisfies Readonly<Record<string, number>>;

/** A code of this project. Apollo Server adds some of its own, such as GRAPHQL_PARSE_FAILED. */
export type ErrorCode = keyof typeof statusByCode;

/**
 * An error that clients see: its code, and a message that says what to do. The message never contains a URL, a key, a
 * body of the provider's or personal data. `provider` is set with the UPSTREAM codes.
 */
export class AtsError extends Error {
  readonly code: ErrorCode;
  readonly provider: string | undefined;
  /** With UPSTREAM_FORBIDDEN: whether only this record is forbidden, and not its kind. False if that is unknown. */
  readonly confidential: boolean;
  /** In how many milliseconds the client may try again. Undefined if that is unknown. */
  readonly retryAfterMs: number | undefined;
  /** The message for several errors that differ only in a detail, such as an id. Undefined if the message has none. */
  readonly sharedMessage: string | undefined;

  constructor(
    code: ErrorCode,
    message: string,
    options: {
      provider?: string;
      confidential?: boolean;
      retryAfterMs?: number;
      sharedMessage?: string | undefined;
      cause?: unknown;
    } = {},
  ) {
    super(message, { cause: options.cause });
    this.name = "AtsError";
    this.code = code;
    this.provider = options.provider;
    this.confidential = options.confidential ?? false;
    this.retryAfterMs = options.retryAfterMs;
    this.sharedMessage = options.sharedMessage;
  }
}

/** Settings that are not valid. The message lists every problem. */
export class ConfigError extends Error {
  override readonly name = "ConfigError";
}

/** An argument is not valid. The message says which one, and what is valid. `sharedMessage`: see `AtsError`. */
export function badUserInput(message: string, sharedMessage?: string): AtsError {
  return new AtsError("BAD_USER_INPUT", message, { sharedMessage });
}

/** Returns what was caught as an error, for code that stores failures as values. */
export function asError(caught: unknown): Error {
  return caught instanceof Error ? caught : new Error(String(caught));
}
