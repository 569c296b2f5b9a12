import { AtsError, type ErrorCode } from "../ats/errors.js";
import { lever } from "./labels.js";

/** An error of a call to Lever, or of what Lever sent. */
export function leverError(
  code: ErrorCode,
  message: string,
  options: { readonly confidential?: boolean; readonly cause?: unknown } = {},
): AtsError {
  return new AtsError(code, message, { provider: lever.provider, ...options });
}

/** Lever does not accept the token of a page. The documentation does not say with which status, or why. */
export class TokenRejected extends AtsError {
  constructor() {
    super("UPSTREAM_BAD_RESPONSE", "Lever refuses a token for the next page that it has sent.", {
      provider: lever.provider,
    });
  }
}

/** Lever refuses a call because of the number of values of a filter. Calls with fewer values can succeed. */
export class TooManyValues extends AtsError {
  constructor() {
    super("UPSTREAM_BAD_RESPONSE", "Lever refuses the number of values of a filter. Send the operation again.", {
      provider: lever.provider,
    });
  }
}

/** Whether a call to Lever failed. Errors of the operation itself, such as its deadline, are others. */
export function isUpstreamFailure(error: unknown): error is AtsError {
  return error instanceof AtsError && error.code.startsWith("UPSTREAM_");
}

/**
 * Whether an operation may make no more calls. False for a call that failed, and that could not be sent again for that
 * reason.
 */
export function isOverBudget(error: unknown): error is AtsError {
  return error instanceof AtsError && error.code === "CALL_BUDGET_EXCEEDED" && error.cause === undefined;
}

/** Whether Lever refused a call, because the credentials do not allow it (403). */
export function isForbidden(error: unknown): error is AtsError {
  return error instanceof AtsError && error.code === "UPSTREAM_FORBIDDEN";
}
