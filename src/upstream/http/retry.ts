/** Why a call brought no answer to go by. */
export type Failure =
  | { readonly kind: "status"; readonly status: number; readonly retryAfterMs: number | undefined }
  /** No connection, or one that broke before the answer was whole. */
  | { readonly kind: "network" }
  | { readonly kind: "timeout" }
  /** An answer that is whole and of no use: not JSON, or too large. */
  | { readonly kind: "body" };

export interface RetryInput {
  readonly failure: Failure;
  /** How often this read has been retried before. */
  readonly retries: number;
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

// A 429 says that the call was not even tried, so it is worth more patience than a failure.
const rateLimited: RetryPolicy = { maxRetries: 4, backoffMs: 500 };
const failed: RetryPolicy = { maxRetries: 2, backoffMs: 200 };
const timedOut: RetryPolicy = { maxRetries: 1, backoffMs: 200 };

const transientStatuses = new Set([500, 502, 503, 504]);

/**
 * How many milliseconds to wait before the same read is sent again; undefined to give up. Exponential backoff with
 * full jitter, or what `Retry-After` asks for; never longer than the operation has left. For idempotent reads only.
 */
export function retryDelayMs({ failure, retries, timeLeftMs, random }: RetryInput): number | undefined {
  const policy = policyFor(failure);
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
    case "body":
      return undefined;
    case "status":
      if (failure.status === 429) return rateLimited;
      return transientStatuses.has(failure.status) ? failed : undefined;
  }
}

/**
 * What a `Retry-After` header asks for, in milliseconds: seconds, or an HTTP date seen from `nowEpochMs`. Undefined for
 * no header and for one that makes no sense. RFC 9110, 10.2.3.
 */
export function retryAfterMs(header: string | null, nowEpochMs: number): number | undefined {
  const value = header?.trim() ?? "";
  if (/^\d+(\.\d+)?$/.test(value)) return Number(value) * 1000;
  // Date.parse is lenient; an HTTP date begins with the day's name.
  const date = /^[A-Z][a-z]{2}/.test(value) ? Date.parse(value) : NaN;
  return Number.isNaN(date) ? undefined : Math.max(0, date - nowEpochMs);
}
