/** The rate limit of a provider's account. */
export interface RateLimit {
  /** Calls a second. */
  readonly rate: number;
  /** Calls at once, after a rest. */
  readonly burst: number;
}

/**
 * How much of a burst is used. Calls that are sent evenly arrive unevenly: a late one and the next one are closer
 * together at the provider than here, and the second would find the bucket empty. A twentieth of the burst, at most one
 * token, stays unused: at 10 calls a second, 100 ms.
 */
export function usableBurst(burst: number): number {
  return Math.max(1, burst - Math.min(1, burst / 20));
}

/** How long this many calls wait for the rate limit alone, in milliseconds, when this many tokens are left. */
export function rateLimitedMs({ rate }: Pick<RateLimit, "rate">, calls: number, tokens: number): number {
  return (Math.max(0, calls - tokens) / rate) * 1000;
}
