import type { RateLimiterState } from "../../ats/provider-connection.js";
import { type Clock, systemClock } from "../clock.js";
import { BackgroundCalls } from "./background-calls.js";
import { type OperationPriority, type QueuedCall, type RateLimiter, isForOperation } from "./rate-limiter.js";
import type { RateLimit } from "../../ats/rate-limit.js";
import { TokenBucket } from "./token-bucket.js";
import { FairQueue } from "./fair-queue.js";

/** The rate limiter of an account that only this process uses. */
export class LocalRateLimiter implements RateLimiter {
  private readonly background: BackgroundCalls;
  private cancelTimer: (() => void) | undefined;

  constructor(
    limit: RateLimit,
    private readonly clock: Clock = systemClock,
    private readonly queue = new FairQueue(clock),
    private readonly bucket = new TokenBucket(limit, clock.now()),
  ) {
    this.background = new BackgroundCalls({
      clock,
      ratePerSecond: () => this.bucket.ratePerSecond,
      takeSpareToken: () => this.takeSpareToken(),
      returnToken: () => {
        this.bucket.putBack();
      },
    });
  }

  acquire(call: QueuedCall): Promise<void> {
    if (!isForOperation(call)) return this.background.enqueue(call);
    const granted = this.queue.enqueue(call);
    this.dispatch();
    return granted;
  }

  pauseFor(ms: number): void {
    this.bucket.pauseFor(ms, this.clock.now());
    this.dispatch();
  }

  forecastMs(priority: OperationPriority): number {
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

  /** Takes a token for a call that no operation waits for. False if another call waits, or if no token can be spared. */
  takeSpareToken(): boolean {
    return this.queue.size === 0 && this.bucket.takeSpare(this.clock.now());
  }

  /** Releases no more calls until `dispatch` or `acquire` is called. */
  stopDispatching(): void {
    this.cancelTimer?.();
    this.cancelTimer = undefined;
  }
}
