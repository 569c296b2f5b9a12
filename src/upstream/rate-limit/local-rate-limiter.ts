import type { RateLimiterState } from "../../ats/provider-connection.js";
import { type Clock, systemClock } from "../clock.js";
import type { Priority, RateLimiter, QueuedCall } from "./rate-limiter.js";
import type { RateLimit } from "../../ats/rate-limit.js";
import { TokenBucket } from "./token-bucket.js";
import { FairQueue } from "./fair-queue.js";

/** The rate limiter of an account that only this process uses. */
export class LocalRateLimiter implements RateLimiter {
  private cancelTimer: (() => void) | undefined;

  constructor(
    limit: RateLimit,
    private readonly clock: Clock = systemClock,
    private readonly queue = new FairQueue(clock),
    private readonly bucket = new TokenBucket(limit, clock.now()),
  ) {}

  acquire(call: QueuedCall): Promise<void> {
    const granted = this.queue.enqueue(call);
    this.dispatch();
    return granted;
  }

  pauseFor(ms: number): void {
    this.bucket.pauseFor(ms, this.clock.now());
    this.dispatch();
  }

  forecastMs(priority: Priority): number {
    return this.bucket.forecastMs(this.queue.callsAhead(priority) + 1, this.clock.now());
  }

  state(): RateLimiterState {
    const tokens = this.bucket.available(this.clock.now());
    return { queued: this.queue.size, ratePerSecond: this.bucket.ratePerSecond, tokens, sharing: "no" };
  }

  /** Releases the calls that may be sent now, and schedules the next ones. */
  dispatch(): void {
    this.stopDispatching();
    while (this.queue.size > 0) {
      const waitMs = this.bucket.waitMs(this.clock.now());
      if (waitMs > 0) {
        // Rounded up, because setTimeout drops fractions, and a timer that fires too early has to be set again.
        this.cancelTimer = this.clock.schedule(Math.ceil(waitMs), () => {
          this.dispatch();
        });
        return;
      }
      if (this.queue.dequeue()) this.bucket.take();
    }
  }

  /** Releases no more calls until `dispatch` or `acquire` is called. */
  stopDispatching(): void {
    this.cancelTimer?.();
    this.cancelTimer = undefined;
  }
}
