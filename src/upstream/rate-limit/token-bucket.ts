import { type RateLimit, rateLimitedMs, usableBurst } from "../../ats/rate-limit.js";

/** The share of the configured rate that comes back each second after a 429. */
export const recoveryPerSecond = 0.1;

/** The lowest rate after 429s, in calls per second. */
export const minRate = 1;

/** Within this time, in milliseconds, several 429s lower the rate only once: their calls were sent before the first 429. */
export const rateCutCooldownMs = 1000;

/** A call that no operation waits for needs this many tokens in the bucket, so that the next operation finds one. */
export const sparedTokens = 2;

/**
 * A token bucket. A 429 halves its rate, which then grows back step by step (additive increase, multiplicative decrease).
 * The bucket starts full. All times are milliseconds of a clock. The Lua script of `redis-token-bucket.ts` computes the
 * same, so change both together. test/upstream/rate-limit/redis-token-bucket.system.test.ts compares them.
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

  /** Milliseconds until there is a token, at the present rate; 0 if there is one. The rate can grow, so this is an upper bound. */
  waitMs(now: number): number {
    this.refill(now);
    if (now < this.pausedUntil) return this.pausedUntil - now;
    return this.tokens >= 1 ? 0 : ((1 - this.tokens) / this.rate) * 1000;
  }

  /** Milliseconds until the bucket has gained this many tokens, at the present rate. Tokens that it has now count. */
  forecastMs(tokens: number, now: number): number {
    this.refill(now);
    return Math.max(0, this.pausedUntil - now) + rateLimitedMs({ rate: this.rate }, tokens, this.tokens);
  }

  /** The tokens that can be used now. */
  available(now: number): number {
    this.refill(now);
    return now < this.pausedUntil ? 0 : Math.max(0, this.tokens);
  }

  /** Takes one token. The caller has checked that there is one. */
  take(): void {
    this.tokens -= 1;
  }

  /** Returns a token that was taken and not used. */
  putBack(): void {
    this.tokens = Math.min(this.capacity, this.tokens + 1);
  }

  /** Takes a token if another one is left then, or if the bucket is full. False if it takes none. */
  takeSpare(now: number): boolean {
    if (this.available(now) < Math.min(sparedTokens, this.capacity)) return false;
    this.take();
    return true;
  }

  /** Gives no token for `ms` milliseconds. After that it has one token, and half the rate. */
  pauseFor(ms: number, now: number): void {
    this.refill(now);
    this.pausedUntil = Math.max(this.pausedUntil, now + ms);
    // Others use the account too, so the provider has fewer tokens than this bucket.
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
