import { AtsError } from "../../ats/errors.js";

/**
 * What a read does with a cached entry: return it, return it and load a new one in the background, load a new one, or load
 * a new one and return the entry if the provider is down.
 */
export type CacheDecision = "serve" | "serve-and-refresh" | "load" | "load-or-serve";

export interface Freshness {
  readonly ageMs: number;
  readonly ttlMs: number;
  /** Whether an entry is never returned after its ttl. */
  readonly strict: boolean;
  /** Whether a load failed a moment ago, because the provider is down. */
  readonly failedRecently: boolean;
}

/** Up to this many times its ttl, an entry is returned while a new one is loaded. */
const staleWhileRevalidateTtls = 2;

/** Up to this many times its ttl, an entry is returned if the provider is down. */
const staleIfErrorTtls = 10;

export function decide({ ageMs, ttlMs, strict, failedRecently }: Freshness): CacheDecision {
  if (ageMs < ttlMs) return "serve";
  if (strict || ageMs >= ttlMs * staleIfErrorTtls) return "load";
  if (failedRecently) return "serve";
  return ageMs < ttlMs * staleWhileRevalidateTtls ? "serve-and-refresh" : "load-or-serve";
}

const unavailableCodes = new Set(["UPSTREAM_UNAVAILABLE", "UPSTREAM_TIMEOUT", "UPSTREAM_RATE_LIMITED"]);

/** Whether an error means that the provider is down. */
export function isUnavailable(error: unknown): boolean {
  return error instanceof AtsError && unavailableCodes.has(error.code);
}
