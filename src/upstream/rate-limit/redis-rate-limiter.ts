import type { RateLimiterState } from "../../ats/provider-connection.js";
import { randomUUID } from "node:crypto";
import { type Clock, systemClock } from "../clock.js";
import { LocalRateLimiter } from "./local-rate-limiter.js";
import type { Priority, RateLimiter, QueuedCall } from "./rate-limiter.js";
import { type BucketState, RedisTokenBucket } from "./redis-token-bucket.js";
import type { RequiredRedis } from "../redis/required-redis.js";
import type { RateLimit } from "../../ats/rate-limit.js";
import { TokenBucket } from "./token-bucket.js";
import { FairQueue } from "./fair-queue.js";

export interface RedisRateLimiterOptions {
  /** The connection, which may serve the budgets of many accounts. */
  readonly redis: RequiredRedis;
  /** Names the account among those that use this Redis; no secret. */
  readonly account: string;
  readonly limit: RateLimit;
  /** Redis does not answer: from now on this process keeps to its share of the limit. */
  onDisconnected?(cause: unknown): void;
  /** Redis is there again, and the limit is shared again. */
  onReconnected?(): void;
}

// How often a process says that it is there, whether it has anything to send or not.
const heartbeatIntervalMs = 5000;

/**
 * One account's rate budget, shared with other processes through Redis. Holds at most one reservation at a time, so
 * that a process with a long queue does not keep the others waiting. While Redis is lost each process keeps to an
 * equal share, by the number that shared it last.
 */
export class RedisRateLimiter implements RateLimiter {
  private readonly queue: FairQueue;
  private readonly bucket: RedisTokenBucket;
  /** While Redis is lost. */
  private fallback: LocalRateLimiter | undefined;
  private isDispatching = false;
  private closed = false;
  private pausedUntil = -Infinity;
  /** Unknown until Redis has answered once. */
  private replicas: number | undefined;
  private ratePerSecond: number;
  private tokens = 0;
  private reserved = 0;
  /** When what was reserved last may be used. */
  private nextCallAt = -Infinity;
  private cancelHeartbeat: () => void = () => undefined;

  constructor(
    private readonly options: RedisRateLimiterOptions,
    private readonly clock: Clock = systemClock,
  ) {
    this.queue = new FairQueue(clock);
    this.bucket = new RedisTokenBucket({ ...options, replica: randomUUID() });
    this.ratePerSecond = options.limit.rate;
    this.heartbeat();
  }

  acquire(call: QueuedCall): Promise<void> {
    const granted = this.queue.enqueue(call);
    this.dispatch();
    return granted;
  }

  pauseFor(ms: number): void {
    this.pausedUntil = Math.max(this.pausedUntil, this.clock.now() + ms);
    this.fallback?.pauseFor(ms);
    this.fireAndForget(this.bucket.pause(ms));
  }

  forecastMs(priority: Priority): number {
    if (this.fallback !== undefined) return this.fallback.forecastMs(priority);
    // Every process that waits has one reservation: as many turns as there are go by between two of this one's.
    const turnMs = (1000 / this.ratePerSecond) * Math.max(1, this.reserved);
    const nextMs = Math.max(0, this.nextCallAt - this.clock.now(), this.pausedUntil - this.clock.now());
    return nextMs + this.queue.callsAhead(priority) * turnMs;
  }

  state(): RateLimiterState {
    if (this.fallback !== undefined) return { ...this.fallback.state(), sharing: "lost" };
    const { ratePerSecond, tokens } = this;
    return { queued: this.queue.size, ratePerSecond, tokens, sharing: "yes" };
  }

  /** Asks nothing more of Redis. Whoever still waits is left to their signals. */
  close(): void {
    this.closed = true;
    this.cancelHeartbeat();
    this.fallback?.stopDispatching();
  }

  private dispatch(): void {
    if (this.fallback !== undefined) this.fallback.dispatch();
    else if (!this.isDispatching) void this.dispatchFromRedis();
  }

  private async dispatchFromRedis(): Promise<void> {
    this.isDispatching = true;
    try {
      while (this.queue.size > 0 && !this.isLost() && !this.closed) {
        const { granted, waitMs } = this.updateFrom(await this.bucket.takeOrReserve(this.queue.size));
        const pausedMeanwhile = granted > 0 && this.clock.now() < this.pausedUntil;
        this.nextCallAt = this.clock.now() + waitMs;
        await this.waitUntil(this.nextCallAt);
        let unused = Math.max(1, granted);
        const mayUse = !pausedMeanwhile && !this.isLost();
        while (mayUse && unused > 0 && this.queue.dequeue()) unused -= 1;
        if (unused > 0) this.updateFrom(await this.bucket.returnTokens(unused));
      }
    } catch (error) {
      this.onDisconnect(error);
    } finally {
      this.isDispatching = false;
    }
  }

  private isLost(): boolean {
    return this.fallback !== undefined;
  }

  /** Resolves at this time, or at the end of a pause that comes between. */
  private async waitUntil(at: number): Promise<void> {
    for (;;) {
      const waitMs = Math.max(at, this.pausedUntil) - this.clock.now();
      if (waitMs <= 0) return;
      await new Promise<void>((resolve) => this.clock.schedule(Math.ceil(waitMs), resolve));
    }
  }

  private onDisconnect(cause: unknown): void {
    if (this.closed || this.isLost()) return;
    const replicas = this.replicas ?? this.options.redis.replicas;
    const rate = this.options.limit.rate / replicas;
    const limit = { rate, burst: Math.max(1, this.options.limit.burst / replicas) };
    const now = this.clock.now();
    // Empty: what was in the shared bucket may have been used to the last token.
    const bucket = new TokenBucket(limit, now, 0);
    if (now < this.pausedUntil) bucket.pauseFor(this.pausedUntil - now, now);
    this.fallback = new LocalRateLimiter(limit, this.clock, this.queue, bucket);
    this.options.onDisconnected?.(cause);
    this.fallback.dispatch();
    void this.reconnect();
  }

  private async reconnect(): Promise<void> {
    while (!this.closed) {
      await this.options.redis.waitUntilBack();
      try {
        // What has gathered in it meanwhile has been used by shares.
        this.updateFrom(await this.bucket.drain());
      } catch {
        continue;
      }
      this.fallback?.stopDispatching();
      this.fallback = undefined;
      this.options.onReconnected?.();
      this.dispatch();
      return;
    }
  }

  private heartbeat(): void {
    if (!this.isLost()) this.fireAndForget(this.bucket.heartbeat());
    this.cancelHeartbeat = this.clock.schedule(heartbeatIntervalMs, () => {
      this.heartbeat();
    });
  }

  private fireAndForget(answer: Promise<BucketState>): void {
    answer.then(
      (each) => this.updateFrom(each),
      (error: unknown) => {
        this.onDisconnect(error);
      },
    );
  }

  private updateFrom(answer: BucketState): BucketState {
    this.replicas = answer.replicas;
    this.options.redis.replicas = answer.replicas;
    this.ratePerSecond = answer.ratePerSecond;
    this.tokens = answer.tokens;
    this.reserved = answer.reserved;
    return answer;
  }
}
