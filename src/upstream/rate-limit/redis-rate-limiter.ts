import { randomUUID } from "node:crypto";
import type { RateLimiterState } from "../../ats/provider-connection.js";
import type { RateLimit } from "../../ats/rate-limit.js";
import { type Clock, systemClock } from "../clock.js";
import type { RequiredRedis } from "../redis/required-redis.js";
import { BackgroundCalls } from "./background-calls.js";
import { FairQueue } from "./fair-queue.js";
import { type OperationPriority, type QueuedCall, type RateLimiter, isForOperation } from "./rate-limiter.js";
import { RedisTokenBucket } from "./redis-token-bucket.js";
import { type Local, type LimiterMode, type Shared, localMode, sharedMode } from "./redis-limiter-mode.js";

export interface RedisRateLimiterOptions {
  /** The connection. It can serve the rate limiters of many accounts. */
  readonly redis: RequiredRedis;
  /** Names the account in Redis. It is not a secret. */
  readonly account: string;
  readonly limit: RateLimit;
  /** Redis does not answer. From now on this process uses its share of the limit. */
  onDisconnected?(cause: unknown): void;
  /** Redis answers again, and the limit is shared again. */
  onReconnected?(): void;
}

/** How long after Redis has answered, but refused to write, it is tried again, in milliseconds. */
const refusalDelayMs = 1000;

/** How often a process reports to Redis that it runs, in milliseconds. It does so without calls, too. */
const heartbeatIntervalMs = 5000;

/**
 * The rate limiter of an account that several processes use, through Redis. It has at most one reservation at a time, so
 * that a long queue in one process does not delay the others. While Redis is lost, each process uses an equal share of the
 * limit, by the latest known number of processes. See docs/decisions/rate-limiter.md.
 */
export class RedisRateLimiter implements RateLimiter {
  private readonly queue: FairQueue;
  private readonly background: BackgroundCalls;
  private readonly bucket: RedisTokenBucket;
  private mode: LimiterMode = sharedMode();
  private pausedUntil = -Infinity;
  private cancelHeartbeat: () => void = () => undefined;

  constructor(
    private readonly options: RedisRateLimiterOptions,
    private readonly clock: Clock = systemClock,
  ) {
    this.queue = new FairQueue(clock);
    this.bucket = new RedisTokenBucket({ ...options, replica: randomUUID() });
    this.background = new BackgroundCalls({
      clock,
      ratePerSecond: () => this.state().ratePerSecond,
      takeSpareToken: () => this.takeSpareToken(),
      returnToken: () => {
        if (this.mode.kind === "shared") this.withoutWaiting(this.bucket.returnTokens(1));
      },
    });
    this.sendHeartbeat();
  }

  acquire(call: QueuedCall): Promise<void> {
    if (!isForOperation(call)) return this.background.enqueue(call);
    const granted = this.queue.enqueue(call);
    this.dispatch();
    return granted;
  }

  pauseFor(ms: number): void {
    this.pausedUntil = Math.max(this.pausedUntil, this.clock.now() + ms);
    if (this.mode.kind === "local") this.mode.limiter.pauseFor(ms);
    this.withoutWaiting(this.bucket.pause(ms));
  }

  forecastMs(priority: OperationPriority): number {
    const { mode, clock } = this;
    if (mode.kind === "local") return mode.limiter.forecastMs(priority);
    const { ratePerSecond = this.options.limit.rate, reserved = 0 } = this.bucket.latest ?? {};
    const nextCallAt = mode.kind === "shared" ? mode.nextCallAt : -Infinity;
    // Each process that waits has one reservation. So this one gets every nth token, where n is their number.
    const intervalMs = (1000 / ratePerSecond) * Math.max(1, reserved);
    const nextMs = Math.max(0, nextCallAt - clock.now(), this.pausedUntil - clock.now());
    return nextMs + this.queue.callsAhead(priority) * intervalMs;
  }

  state(): RateLimiterState {
    if (this.mode.kind === "local") return { ...this.mode.limiter.state(), sharing: "lost" };
    const { tokens = 0, ratePerSecond = this.options.limit.rate } = this.bucket.latest ?? {};
    return { queued: this.queue.size, ratePerSecond, tokens, sharing: "yes" };
  }

  /** Stops sending commands to Redis. Calls that wait end when their signals are aborted. */
  close(): void {
    if (this.mode.kind === "local") this.mode.limiter.stopDispatching();
    this.mode = { kind: "closed" };
    this.background.stop();
    this.cancelHeartbeat();
  }

  private dispatch(): void {
    if (this.mode.kind === "local") this.mode.limiter.dispatch();
    else if (this.mode.kind === "shared" && !this.mode.isDispatching) void this.dispatchShared(this.mode);
  }

  private async dispatchShared(shared: Shared): Promise<void> {
    shared.isDispatching = true;
    try {
      while (this.queue.size > 0 && this.mode === shared) {
        const { granted, waitMs } = await this.bucket.takeOrReserve(this.queue.size);
        const pausedMeanwhile = granted > 0 && this.clock.now() < this.pausedUntil;
        shared.nextCallAt = this.clock.now() + waitMs;
        await this.waitUntil(shared.nextCallAt);
        let unused = Math.max(1, granted);
        const mayUse = !pausedMeanwhile && this.mode === shared;
        while (mayUse && unused > 0 && this.queue.dequeue()) unused -= 1;
        if (unused > 0) await this.bucket.returnTokens(unused);
      }
    } catch (error) {
      this.useLocalShare(error);
    } finally {
      shared.isDispatching = false;
    }
  }

  /** See `LocalRateLimiter.takeSpareToken`. */
  private async takeSpareToken(): Promise<boolean> {
    const { mode } = this;
    if (mode.kind === "local") return mode.limiter.takeSpareToken();
    if (mode.kind === "closed" || this.queue.size > 0 || this.clock.now() < this.pausedUntil) return false;
    const state = await this.bucket.takeSpare().catch((error: unknown) => {
      this.useLocalShare(error);
    });
    return state !== undefined && state.granted > 0 && this.mode === mode;
  }

  /** Resolves at this time, or after a pause that begins before it. */
  private async waitUntil(at: number): Promise<void> {
    for (;;) {
      const waitMs = Math.max(at, this.pausedUntil) - this.clock.now();
      if (waitMs <= 0) return;
      await new Promise<void>((resolve) => this.clock.schedule(Math.ceil(waitMs), resolve));
    }
  }

  /** Redis is lost: each process uses its share of the limit until Redis answers again. */
  private useLocalShare(cause: unknown): void {
    if (this.mode.kind !== "shared") return;
    const { limit, redis } = this.options;
    const replicas = this.bucket.latest?.replicas ?? redis.replicas;
    const local = localMode(limit, replicas, this.clock, this.queue, this.pausedUntil);
    this.mode = local;
    this.options.onDisconnected?.(cause);
    this.dispatch();
    void this.shareAgain(local);
  }

  private async shareAgain(local: Local): Promise<void> {
    while (this.mode === local) {
      await this.options.redis.waitUntilBack();
      try {
        // The processes have used, as shares, what the shared bucket has gained.
        await this.bucket.drain();
      } catch {
        // It answers, but cannot write: it can be a replica, or full.
        await new Promise<void>((resolve) => this.clock.schedule(refusalDelayMs, resolve));
        continue;
      }
      if (this.mode !== local) return;
      local.limiter.stopDispatching();
      this.mode = sharedMode();
      this.options.onReconnected?.();
      this.dispatch();
    }
  }

  private sendHeartbeat(): void {
    if (this.mode.kind === "shared") this.withoutWaiting(this.bucket.heartbeat());
    this.cancelHeartbeat = this.clock.schedule(heartbeatIntervalMs, () => {
      this.sendHeartbeat();
    });
  }

  /** Lets a command run. If it fails, Redis is lost. */
  private withoutWaiting(response: Promise<unknown>): void {
    response.catch((error: unknown) => {
      this.useLocalShare(error);
    });
  }
}
