import { type RateLimit, rateLimitedMs, usableBurst } from "../../ats/rate-limit.js";

/** How much of the configured rate comes back each second after a 429. */
export const recoveryPerSecond = 0.1;

/** After a 429 the rate falls no lower than this many a second. */
export const minRate = 1;

/** A wave of 429s, all answers to calls sent before the first was heard, lowers the rate but once. */
export const rateCutCooldownMs = 1000;

/**
 * The arithmetic of a token bucket whose rate falls by half at a 429 and comes back bit by bit (additive increase,
 * multiplicative decrease). Starts full: the first burst is as good as any. Times are a clock's milliseconds.
 */
export class TokenBucket {
  private readonly capacity: number;
  private tokens: number;
  private rate: number;
  private refilledAt: number;
  private pausedUntil = -Infinity;
  private rateCutAt = -Infinity;

  constructor(
    private readonly limit: RateLimit,
    now: number,
    tokens = usableBurst(limit.burst),
  ) {
    this.capacity = usableBurst(limit.burst);
    this.tokens = tokens;
    this.rate = limit.rate;
    this.refilledAt = now;
  }

  get ratePerSecond(): number {
    return this.rate;
  }

  /** Milliseconds until a token is there; 0 when there is one. A guess that never errs on the short side. */
  waitMs(now: number): number {
    this.refill(now);
    if (now < this.pausedUntil) return this.pausedUntil - now;
    return this.tokens >= 1 ? 0 : ((1 - this.tokens) / this.rate) * 1000;
  }

  /** Milliseconds until so many tokens will have been there, at the present rate. */
  forecastMs(tokens: number, now: number): number {
    this.refill(now);
    return Math.max(0, this.pausedUntil - now) + rateLimitedMs({ rate: this.rate }, tokens, this.tokens);
  }

  /** Tokens that are there and may be used. */
  available(now: number): number {
    this.refill(now);
    return now < this.pausedUntil ? 0 : Math.max(0, this.tokens);
  }

  /** Takes the token that is there. */
  take(): void {
    this.tokens -= 1;
  }

  /** Nothing for `ms` milliseconds; then from one token on, at half the rate. */
  pauseFor(ms: number, now: number): void {
    this.refill(now);
    this.pausedUntil = Math.max(this.pausedUntil, now + ms);
    // Others use the account too: whatever was thought to be there is not.
    this.tokens = Math.min(this.tokens, 1);
    if (now - this.rateCutAt < rateCutCooldownMs) return;
    this.rateCutAt = now;
    this.rate = Math.max(Math.min(minRate, this.limit.rate), this.rate / 2);
  }

  private refill(now: number): void {
    const from = Math.max(this.refilledAt, Math.min(now, this.pausedUntil));
    const seconds = (now - from) / 1000;
    this.refilledAt = now;
    this.tokens = Math.min(this.capacity, this.tokens + this.rate * seconds);
    this.rate = Math.min(this.limit.rate, this.rate + this.limit.rate * recoveryPerSecond * seconds);
  }
}
