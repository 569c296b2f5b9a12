/**
 * The rate limit of one key. The bucket holds up to `capacity` tokens, starts full, and gets `rate` tokens per second.
 * The caller passes the time, in milliseconds; it must not go backwards. Lever docs: Rate Limits.
 */
export class TokenBucket {
  readonly #rate: number;
  readonly #capacity: number;
  #tokens: number;
  #at: number | undefined;

  /** A rate of Infinity turns the limit off. */
  constructor(rate: number, capacity: number) {
    this.#rate = rate;
    this.#capacity = capacity;
    this.#tokens = capacity;
  }

  /** Takes a token and returns 0, or returns the milliseconds until the next token. */
  take(now: number): number {
    if (this.#rate === Infinity) return 0;
    const elapsed = now - (this.#at ?? now);
    this.#at = now;
    this.#tokens = Math.min(this.#capacity, this.#tokens + (elapsed * this.#rate) / 1000);
    // Rounding errors add up: without the margin, a token can come too late.
    if (this.#tokens >= 1 - 1e-9) {
      this.#tokens -= 1;
      return 0;
    }
    return ((1 - this.#tokens) * 1000) / this.#rate;
  }
}
