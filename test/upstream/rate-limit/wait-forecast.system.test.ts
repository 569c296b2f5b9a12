import fc from "fast-check";
import { describe, expect, it, onTestFinished } from "vitest";
import { LocalRateLimiter } from "../../../src/upstream/rate-limit/local-rate-limiter.js";
import type { OperationPriority } from "../../../src/upstream/rate-limit/rate-limiter.js";
import { RedisRateLimiter } from "../../../src/upstream/rate-limit/redis-rate-limiter.js";
import { RequiredRedis } from "../../../src/upstream/redis/required-redis.js";
import { FairQueue } from "../../../src/upstream/rate-limit/fair-queue.js";
import { ManualClock } from "../../support/manual-clock.js";
import { hasRedis, startRedisServer } from "../../support/redis-server.js";
import { testCallContext } from "../../support/test-call-context.js";

const priority = fc.constantFrom<OperationPriority>("reference", "walk");

/** Waiting operations with the number and priority of their calls, and how many calls were taken from the queue before. */
const waiting = fc.record({
  operations: fc.array(fc.record({ priority, calls: fc.integer({ min: 1, max: 5 }) }), { maxLength: 12 }),
  dequeued: fc.integer({ min: 0, max: 10 }),
});

describe("the forecast of a wait", () => {
  it("counts the calls that are sent before", () => {
    fc.assert(
      fc.property(waiting, priority, ({ operations, dequeued }, own) => {
        const queue = new FairQueue(new ManualClock());
        const wait = (of: OperationPriority, onDequeue: () => void, context = testCallContext()) =>
          void queue.enqueue({ context, priority: of, onDequeue });
        for (const each of operations) {
          const caller = testCallContext();
          for (let call = 0; call < each.calls; call += 1) wait(each.priority, () => undefined, caller);
        }
        for (let turn = 0; turn < dequeued; turn += 1) queue.dequeue();
        const ahead = queue.callsAhead(own);
        let turns = 0;
        let isGranted = false as boolean;
        wait(own, () => {
          isGranted = true;
        });
        for (; queue.dequeue() && !isGranted;) turns += 1;
        expect(ahead).toBe(turns);
      }),
    );
  });

  it("is 0 while there are tokens, and then the time of the calls before and of a pause", async () => {
    const clock = new ManualClock();
    const rateLimiter = new LocalRateLimiter({ rate: 10, burst: 20 }, clock);
    const acquire = () =>
      rateLimiter.acquire({ context: testCallContext(), priority: "walk", onDequeue: () => undefined });
    for (let call = 0; call < 19; call += 1) {
      expect(rateLimiter.forecastMs("walk")).toBe(0);
      await acquire();
    }
    expect(rateLimiter.forecastMs("walk")).toBeCloseTo(100);
    void acquire();
    void acquire();
    expect(rateLimiter.forecastMs("walk")).toBeCloseTo(300);
    await clock.advance(150);
    expect(rateLimiter.forecastMs("walk")).toBeCloseTo(150);
    // After the pause, the rate is half.
    rateLimiter.pauseFor(5000);
    expect(rateLimiter.forecastMs("walk")).toBeCloseTo(5000 + 300);
  });

  it.runIf(hasRedis)("includes the calls of other processes over Redis", async () => {
    const redis = await startRedisServer();
    onTestFinished(() => redis[Symbol.asyncDispose]());
    const limit = { rate: 10, burst: 1 };
    const [first, second] = [0, 1].map(() => {
      const shared = new RequiredRedis(redis.url);
      const rateLimiter = new RedisRateLimiter({ redis: shared, account: "account", limit });
      onTestFinished(() => {
        rateLimiter.close();
        shared.close();
      });
      return rateLimiter;
    }) as [RedisRateLimiter, RedisRateLimiter];
    const acquire = (rateLimiter: RedisRateLimiter) =>
      rateLimiter.acquire({ context: testCallContext(), priority: "reference", onDequeue: () => undefined });
    await acquire(first);
    const waiting = Array.from({ length: 10 }, () => acquire(first));
    let waitingCalls = waiting.length;
    for (const each of waiting) void each.then(() => (waitingCalls -= 1));
    /** The forecast, compared with 100 ms for each call of this replica that waits, and for the next one. */
    const ratio = () => first.forecastMs("reference") / ((waitingCalls + 1) * 100);
    await waiting[0];
    await expect.poll(ratio, { interval: 10 }).toBeGreaterThan(0.7);
    expect(ratio()).toBeLessThan(1.3);
    // As many calls of the other replica come between them.
    waiting.push(...Array.from({ length: 10 }, () => acquire(second)));
    await expect.poll(ratio, { interval: 10 }).toBeGreaterThan(1.5);
    expect(first.forecastMs("reference")).toBeLessThan(2200);
    await Promise.all(waiting);
    expect(first.forecastMs("reference")).toBeLessThan(200);
    // A pause that only the other replica knows becomes known with the next call.
    second.pauseFor(1500);
    await expect.poll(() => second.state().ratePerSecond).toBeLessThan(10);
    void acquire(first);
    await expect.poll(() => first.forecastMs("reference")).toBeGreaterThan(1000);
  });
});
