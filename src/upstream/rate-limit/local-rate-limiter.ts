import type { RateLimiterState } from "../../ats/provider-connection.js";
import { type Clock, systemClock } from "../clock.js";
import type { Priority, RateBudget, Turn } from "./rate-limiter.js";
import type { RateLimit } from "../../ats/rate-limit.js";
import { TokenBucket } from "./token-bucket.js";
import { TurnQueue } from "./fair-queue.js";

/** One account's rate budget within this process. */
export class LocalBudget implements RateBudget {
  private cancelTimer: (() => void) | undefined;

  constructor(
    limit: RateLimit,
    private readonly clock: Clock = systemClock,
    private readonly queue = new TurnQueue(clock),
    private readonly bucket = new TokenBucket(limit, clock.now()),
  ) {}

  take(turn: Turn): Promise<void> {
    const granted = this.queue.wait(turn);
    this.serve();
    return granted;
  }

  pause(ms: number): void {
    this.bucket.pause(ms, this.clock.now());
    this.serve();
  }

  forecastMs(priority: Priority): number {
    return this.bucket.forecastMs(this.queue.turnsAhead(priority) + 1, this.clock.now());
  }

  state(): RateLimiterState {
    const tokens = this.bucket.left(this.clock.now());
    return { queued: this.queue.size, ratePerSecond: this.bucket.ratePerSecond, tokens, sharing: "no" };
  }

  /** Lets go whoever may go, now and as time passes. */
  serve(): void {
    this.stop();
    while (this.queue.size > 0) {
      const waitMs = this.bucket.waitMs(this.clock.now());
      if (waitMs > 0) {
        // Rounded up: setTimeout drops fractions, and a timer that fires too soon only fires again.
        this.cancelTimer = this.clock.after(Math.ceil(waitMs), () => {
          this.serve();
        });
        return;
      }
      if (this.queue.grantNext()) this.bucket.take();
    }
  }

  /** Lets nobody go any more, until `serve` or the next turn. */
  stop(): void {
    this.cancelTimer?.();
    this.cancelTimer = undefined;
  }
}
