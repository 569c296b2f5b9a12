/**
 * The budget of one key: holds up to `capacity` requests, refilled by `rate` a second. Starts full. The clock is
 * given with each call, in milliseconds, and must not run backwards. Lever docs: Rate Limits.
 */
export class TokenBucket {
  readonly #rate: number;
  readonly #capacity: number;
  #tokens: number;
  #at: number | undefined;

  /** A rate of Infinity never refuses. */
  constructor(rate: number, capacity: number) {
    this.#rate = rate;
    this.#capacity = capacity;
    this.#tokens = capacity;
  }

  /** Takes one token: 0 when there was one, else the milliseconds until there will be. */
  take(now: number): number {
    if (this.#rate === Infinity) return 0;
    const elapsed = now - (this.#at ?? now);
    this.#at = now;
    this.#tokens = Math.min(this.#capacity, this.#tokens + (elapsed * this.#rate) / 1000);
    // Refills add up fractions: without the margin a token that is due could be refused.
    if (this.#tokens >= 1 - 1e-9) {
      this.#tokens -= 1;
      return 0;
    }
    return ((1 - this.#tokens) * 1000) / this.#rate;
  }
}
