import { LocalRateLimiter } from "../../src/upstream/rate-limit/local-rate-limiter.js";
import type { Priority } from "../../src/upstream/rate-limit/rate-limiter.js";
import { ManualClock } from "./manual-clock.js";
import type { TestCallContext } from "./test-call-context.js";

/** The rate limit of Lever. */
export const lever = { rate: 10, burst: 20 };

/** A rate limiter with a manual clock. `sent` are the calls that it allowed, in their order, with their times. */
export function startLimiter(limit = lever) {
  const clock = new ManualClock();
  const rateLimiter = new LocalRateLimiter(limit, clock);
  const sent: { name: string; at: number }[] = [];
  return {
    clock,
    rateLimiter,
    sent,
    names: () => sent.map(({ name }) => name),
    acquire: (context: TestCallContext, name = "", priority: Priority = "reference") =>
      rateLimiter.acquire({
        context,
        priority,
        onDequeue() {
          context.stats.startCall({ endpoint: name, attempt: 1, waitedMs: 0 });
          sent.push({ name, at: clock.now() });
        },
      }),
  };
}

/** The numbers from 0 to `count` - 1, to repeat a step. */
export const times = (count: number) => [...Array(count).keys()];
