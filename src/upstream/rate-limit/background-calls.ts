import type { Clock } from "../clock.js";
import { FairQueue } from "./fair-queue.js";
import type { QueuedCall } from "./rate-limiter.js";

export interface BackgroundCallsOptions {
  readonly clock: Clock;
  /** The present rate of the account, in calls per second. */
  readonly ratePerSecond: () => number;
  /** Takes a token if no other call waits, and if others still find one. */
  readonly takeSpareToken: () => boolean | Promise<boolean>;
  /** Returns a token that was not used. */
  readonly returnToken: () => void;
}

/** Background calls take at most one of this many tokens. */
const tokensPerCall = 10;

/** The calls that no operation waits for. They go one by one, at most at a tenth of the rate, while no other call waits. */
export class BackgroundCalls {
  private readonly queue: FairQueue;
  private nextAt = -Infinity;
  private isReleasing = false;
  private cancelTimer: (() => void) | undefined;

  constructor(private readonly options: BackgroundCallsOptions) {
    this.queue = new FairQueue(options.clock);
  }

  /** See `RateLimiter.acquire`. */
  enqueue(call: QueuedCall): Promise<void> {
    const granted = this.queue.enqueue({ ...call, priority: "walk" }).finally(() => {
      if (this.queue.size === 0) this.stop();
    });
    this.schedule();
    return granted;
  }

  /** Releases no more calls until `enqueue` is called. */
  stop(): void {
    this.cancelTimer?.();
    this.cancelTimer = undefined;
  }

  private schedule(): void {
    if (this.isReleasing || this.cancelTimer !== undefined || this.queue.size === 0) return;
    const { clock } = this.options;
    const waitMs = Math.max(0, Math.ceil(this.nextAt - clock.now()));
    this.cancelTimer = clock.schedule(waitMs, () => {
      this.cancelTimer = undefined;
      void this.release();
    });
  }

  private async release(): Promise<void> {
    const { clock, ratePerSecond, takeSpareToken, returnToken } = this.options;
    this.isReleasing = true;
    this.nextAt = clock.now() + (tokensPerCall * 1000) / ratePerSecond();
    if ((await takeSpareToken()) && !this.queue.dequeue()) returnToken();
    this.isReleasing = false;
    this.schedule();
  }
}
