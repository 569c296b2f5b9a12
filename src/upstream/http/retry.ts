/** Why a call gave no usable response. */
export type Failure =
  | { readonly kind: "status"; readonly status: number; readonly retryAfterMs: number | undefined }
  /** There was no connection, or it broke before the response was complete. */
  | { readonly kind: "network" }
  | { readonly kind: "timeout" }
  /** The body is not JSON, or cannot be decompressed. Such pages of proxies often have status 200. */
  | { readonly kind: "unreadable" }
  /** The body exceeds a limit, or must not be requested twice. */
  | { readonly kind: "unusable" };

export interface RetryInput {
  readonly failure: Failure;
  /** The failures of the same read that were followed by a retry. */
  readonly earlier: readonly Failure[];
  /** Until the operation must have answered, in milliseconds. */
  readonly timeLeftMs: number;
  /** From 0 to below 1. */
  readonly random: number;
}

interface RetryPolicy {
  readonly maxRetries: number;
  /** The longest first wait, in milliseconds; doubled for each one after it. */
  readonly backoffMs: number;
}

// After a 429 a retry is likely to succeed, so there are more of them than after a failure.
const rateLimited: RetryPolicy = { maxRetries: 4, backoffMs: 500 };
const failed: RetryPolicy = { maxRetries: 2, backoffMs: 200 };
const timedOut: RetryPolicy = { maxRetries: 1, backoffMs: 200 };
const unreadable: RetryPolicy = { maxRetries: 1, backoffMs: 200 };

/**
 * Whether a status means that the provider, or a proxy before it, fails for the moment. Proxies have many statuses of
 * their own above 500. 501 and 505 concern the request itself.
 */
export function isTransientStatus(status: number): boolean {
  return status === 408 || status === 425 || (status >= 500 && status !== 501 && status !== 505);
}

/**
 * How many milliseconds to wait before the read is sent again; undefined when it is not retried. The delay is exponential
 * with full jitter, or the one in `Retry-After`, and never longer than the operation has left. For idempotent reads only.
 */
export function retryDelayMs({ failure, earlier, timeLeftMs, random }: RetryInput): number | undefined {
  const policy = policyFor(failure);
  // Each kind of failure has its own retries: those after a 429 say nothing about a 503.
  const retries = earlier.filter((each) => policyFor(each) === policy).length;
  if (policy === undefined || retries >= policy.maxRetries) return undefined;
  const requestedMs = failure.kind === "status" ? failure.retryAfterMs : undefined;
  const delayMs = requestedMs ?? policy.backoffMs * 2 ** retries * random;
  return delayMs < timeLeftMs ? delayMs : undefined;
}

function policyFor(failure: Failure): RetryPolicy | undefined {
  switch (failure.kind) {
    case "network":
      return failed;
    case "timeout":
      return timedOut;
    case "unreadable":
      return unreadable;
    case "unusable":
      return undefined;
    case "status":
      if (failure.status === 429) return rateLimited;
      return isTransientStatus(failure.status) ? failed : undefined;
  }
}

/**
 * The delay in a `Retry-After` header, in milliseconds. The header has seconds, or an HTTP date. Undefined when there is no
 * valid header. RFC 9110, 10.2.3.
 */
export function retryAfterMs(header: string | null, nowEpochMs: number): number | undefined {
  const value = header?.trim() ?? "";
  if (/^\d+(\.\d+)?$/.test(value)) return Number(value) * 1000;
  // Date.parse accepts too much. An HTTP date begins with the name of a day.
  const date = /^[A-Z][a-z]{2}/.test(value) ? Date.parse(value) : NaN;
  return Number.isNaN(date) ? undefined : Math.max(0, date - nowEpochMs);
}
