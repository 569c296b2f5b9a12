import type { RateLimiterState } from "../../ats/provider-connection.js";
import { randomUUID } from "node:crypto";
import { type Clock, systemClock } from "../clock.js";
import { LocalBudget } from "./local-rate-limiter.js";
import type { Priority, RateBudget, Turn } from "./rate-limiter.js";
import { type BucketAnswer, RedisBucket } from "./redis-token-bucket.js";
import type { SharedRedis } from "../redis/required-redis.js";
import type { RateLimit } from "../../ats/rate-limit.js";
import { TokenBucket } from "./token-bucket.js";
import { TurnQueue } from "./fair-queue.js";

export interface RedisBudgetOptions {
  /** The connection, which may serve the budgets of many accounts. */
  readonly redis: SharedRedis;
  /** Names the account among those that use this Redis; no secret. */
  readonly account: string;
  readonly limit: RateLimit;
  /** Redis does not answer: from now on this process keeps to its share of the limit. */
  onLost?(cause: unknown): void;
  /** Redis is there again, and the limit is shared again. */
  onFound?(): void;
}

// How often a process says that it is there, whether it has anything to send or not.
const greetingEveryMs = 5000;

/**
 * One account's rate budget, shared with other processes through Redis. Holds at most one reservation at a time, so
 * that a process with a long queue does not keep the others waiting. While Redis is lost each process keeps to an
 * equal share, by the number that shared it last.
 */
export class RedisBudget implements RateBudget {
  private readonly queue: TurnQueue;
  private readonly bucket: RedisBucket;
  /** While Redis is lost. */
  private share: LocalBudget | undefined;
  private serving = false;
  private closed = false;
  private pausedUntil = -Infinity;
  /** Unknown until Redis has answered once. */
  private replicas: number | undefined;
  private ratePerSecond: number;
  private tokens = 0;
  private reserved = 0;
  /** When what was reserved last may be used. */
  private nextTurnAt = -Infinity;
  private cancelGreeting: () => void = () => undefined;

  constructor(
    private readonly options: RedisBudgetOptions,
    private readonly clock: Clock = systemClock,
  ) {
    this.queue = new TurnQueue(clock);
    this.bucket = new RedisBucket({ ...options, replica: randomUUID() });
    this.ratePerSecond = options.limit.rate;
    this.greet();
  }

  take(turn: Turn): Promise<void> {
    const granted = this.queue.wait(turn);
    this.serve();
    return granted;
  }

  pause(ms: number): void {
    this.pausedUntil = Math.max(this.pausedUntil, this.clock.now() + ms);
    this.share?.pause(ms);
    this.tell(this.bucket.pause(ms));
  }

  forecastMs(priority: Priority): number {
    if (this.share !== undefined) return this.share.forecastMs(priority);
    // Every process that waits has one reservation: as many turns as there are go by between two of this one's.
    const turnMs = (1000 / this.ratePerSecond) * Math.max(1, this.reserved);
    const nextMs = Math.max(0, this.nextTurnAt - this.clock.now(), this.pausedUntil - this.clock.now());
    return nextMs + this.queue.turnsAhead(priority) * turnMs;
  }

  state(): RateLimiterState {
    if (this.share !== undefined) return { ...this.share.state(), sharing: "lost" };
    const { ratePerSecond, tokens } = this;
    return { queued: this.queue.size, ratePerSecond, tokens, sharing: "yes" };
  }

  /** Asks nothing more of Redis. Whoever still waits is left to their signals. */
  close(): void {
    this.closed = true;
    this.cancelGreeting();
    this.share?.stop();
  }

  private serve(): void {
    if (this.share !== undefined) this.share.serve();
    else if (!this.serving) void this.serveFromRedis();
  }

  private async serveFromRedis(): Promise<void> {
    this.serving = true;
    try {
      while (this.queue.size > 0 && !this.isLost() && !this.closed) {
        const { granted, waitMs } = this.learn(await this.bucket.take(this.queue.size));
        const pausedMeanwhile = granted > 0 && this.clock.now() < this.pausedUntil;
        this.nextTurnAt = this.clock.now() + waitMs;
        await this.until(this.nextTurnAt);
        let unused = Math.max(1, granted);
        const mayUse = !pausedMeanwhile && !this.isLost();
        while (mayUse && unused > 0 && this.queue.grantNext()) unused -= 1;
        if (unused > 0) this.learn(await this.bucket.giveBack(unused));
      }
    } catch (error) {
      this.lose(error);
    } finally {
      this.serving = false;
    }
  }

  private isLost(): boolean {
    return this.share !== undefined;
  }

  /** Resolves at this time, or at the end of a pause that comes between. */
  private async until(at: number): Promise<void> {
    for (;;) {
      const waitMs = Math.max(at, this.pausedUntil) - this.clock.now();
      if (waitMs <= 0) return;
      await new Promise<void>((resolve) => this.clock.after(Math.ceil(waitMs), resolve));
    }
  }

  private lose(cause: unknown): void {
    if (this.closed || this.isLost()) return;
    const replicas = this.replicas ?? this.options.redis.replicas;
    const rate = this.options.limit.rate / replicas;
    const limit = { rate, burst: Math.max(1, this.options.limit.burst / replicas) };
    const now = this.clock.now();
    // Empty: what was in the shared bucket may have been used to the last token.
    const bucket = new TokenBucket(limit, now, 0);
    if (now < this.pausedUntil) bucket.pause(this.pausedUntil - now, now);
    this.share = new LocalBudget(limit, this.clock, this.queue, bucket);
    this.options.onLost?.(cause);
    this.share.serve();
    void this.find();
  }

  private async find(): Promise<void> {
    while (!this.closed) {
      await this.options.redis.untilBack();
      try {
        // What has gathered in it meanwhile has been used by shares.
        this.learn(await this.bucket.empty());
      } catch {
        continue;
      }
      this.share?.stop();
      this.share = undefined;
      this.options.onFound?.();
      this.serve();
      return;
    }
  }

  private greet(): void {
    if (!this.isLost()) this.tell(this.bucket.greet());
    this.cancelGreeting = this.clock.after(greetingEveryMs, () => {
      this.greet();
    });
  }

  private tell(answer: Promise<BucketAnswer>): void {
    answer.then(
      (each) => this.learn(each),
      (error: unknown) => {
        this.lose(error);
      },
    );
  }

  private learn(answer: BucketAnswer): BucketAnswer {
    this.replicas = answer.replicas;
    this.options.redis.replicas = answer.replicas;
    this.ratePerSecond = answer.ratePerSecond;
    this.tokens = answer.tokens;
    this.reserved = answer.reserved;
    return answer;
  }
}
