/** A provider's published limit: so many calls a second, and so many at once after a rest. */
export interface Limit {
  /** Tokens a second. */
  readonly rate: number;
  /** The capacity. */
  readonly burst: number;
}

/** How much of the configured rate comes back each second after a 429. */
export const recoveryPerSecond = 0.1;

/** After a 429 the rate falls no lower than this many a second. */
export const lowestRate = 1;

/** A wave of 429s, all answers to calls sent before the first was heard, lowers the rate but once. */
export const sameWaveMs = 1000;

/**
 * The arithmetic of a token bucket whose rate falls by half at a 429 and comes back bit by bit (additive increase,
 * multiplicative decrease). Starts full: the first burst is as good as any. Times are a clock's milliseconds.
 */
export class TokenBucket {
  private readonly capacity: number;
  private tokens: number;
  private rate: number;
  private countedAt: number;
  private pausedUntil = -Infinity;
  private loweredAt = -Infinity;

  constructor(
    private readonly limit: Limit,
    now: number,
    tokens = usableBurst(limit.burst),
  ) {
    this.capacity = usableBurst(limit.burst);
    this.tokens = tokens;
    this.rate = limit.rate;
    this.countedAt = now;
  }

  get ratePerSecond(): number {
    return this.rate;
  }

  /** Milliseconds until a token is there; 0 when there is one. A guess that never errs on the short side. */
  waitMs(now: number): number {
    this.count(now);
    if (now < this.pausedUntil) return this.pausedUntil - now;
    return this.tokens >= 1 ? 0 : ((1 - this.tokens) / this.rate) * 1000;
  }

  /** Milliseconds until so many tokens will have been there, at the present rate. */
  forecastMs(tokens: number, now: number): number {
    this.count(now);
    return Math.max(0, this.pausedUntil - now) + limitedMs({ rate: this.rate }, tokens, this.tokens);
  }

  /** Tokens that are there and may be used. */
  left(now: number): number {
    this.count(now);
    return now < this.pausedUntil ? 0 : Math.max(0, this.tokens);
  }

  /** Takes the token that is there. */
  take(): void {
    this.tokens -= 1;
  }

  /** Nothing for `ms` milliseconds; then from one token on, at half the rate. */
  pause(ms: number, now: number): void {
    this.count(now);
    this.pausedUntil = Math.max(this.pausedUntil, now + ms);
    // Others use the account too: whatever was thought to be there is not.
    this.tokens = Math.min(this.tokens, 1);
    if (now - this.loweredAt < sameWaveMs) return;
    this.loweredAt = now;
    this.rate = Math.max(Math.min(lowestRate, this.limit.rate), this.rate / 2);
  }

  private count(now: number): void {
    const from = Math.max(this.countedAt, Math.min(now, this.pausedUntil));
    const seconds = (now - from) / 1000;
    this.countedAt = now;
    this.tokens = Math.min(this.capacity, this.tokens + this.rate * seconds);
    this.rate = Math.min(this.limit.rate, this.rate + this.limit.rate * recoveryPerSecond * seconds);
  }
}

/**
 * How much of a burst is used. Calls sent evenly arrive unevenly: one that is late and the next that is not are closer
 * together at the provider than they were here, and would find its bucket empty. A twentieth of the burst, at most one
 * token, is left as slack: at 10 a second, 100 ms.
 */
export function usableBurst(burst: number): number {
  return Math.max(1, burst - Math.min(1, burst / 20));
}

/** How long so many calls wait for the limit alone, in milliseconds, when so many tokens are there. */
export function limitedMs({ rate }: Pick<Limit, "rate">, calls: number, tokens: number): number {
  return (Math.max(0, calls - tokens) / rate) * 1000;
}
