/** The rate limit of a provider's account. */
export interface RateLimit {
  /** Calls a second. */
  readonly rate: number;
  /** Calls that can be sent at the same time after a pause. */
  readonly burst: number;
}

/**
 * The part of a burst that is used. Calls that are sent at even intervals arrive at uneven ones. If one is late, the
 * next one arrives soon after it, and could find the provider's bucket empty. Therefore a twentieth of the burst, at
 * most one token, stays unused. At 10 calls a second, one token is 100 ms.
 */
export function usableBurst(burst: number): number {
  return Math.max(1, burst - Math.min(1, burst / 20));
}

/** How long this many calls wait for the rate limit, in milliseconds, when this many tokens are left. */
export function rateLimitedMs({ rate }: Pick<RateLimit, "rate">, calls: number, tokens: number): number {
  return (Math.max(0, calls - tokens) / rate) * 1000;
}
