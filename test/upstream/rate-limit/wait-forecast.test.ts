import fc from "fast-check";
import { describe, expect, it, onTestFinished } from "vitest";
import { LocalBudget } from "../../../src/upstream/rate-limit/local-rate-limiter.js";
import type { Priority } from "../../../src/upstream/rate-limit/rate-limiter.js";
import { RedisBudget } from "../../../src/upstream/rate-limit/redis-rate-limiter.js";
import { SharedRedis } from "../../../src/upstream/redis/required-redis.js";
import { TurnQueue } from "../../../src/upstream/rate-limit/fair-queue.js";
import { ManualClock } from "../../support/manual-clock.js";
import { hasRedis, startRedisServer } from "../../support/redis-server.js";
import { testCaller } from "../../support/test-caller.js";

const priority = fc.constantFrom<Priority>("reference", "walk");

/** What waits: an operation each, with so many calls of one kind; and how many turns have gone by before. */
const waiting = fc.record({
  operations: fc.array(fc.record({ priority, calls: fc.integer({ min: 1, max: 5 }) }), { maxLength: 12 }),
  gone: fc.integer({ min: 0, max: 10 }),
});

describe("the forecast of a wait", () => {
  it("counts the turns that really go before", () => {
    fc.assert(
      fc.property(waiting, priority, ({ operations, gone }, own) => {
        const queue = new TurnQueue(new ManualClock());
        const wait = (of: Priority, admit: () => void, caller = testCaller()) =>
          void queue.wait({ caller, priority: of, admit });
        for (const each of operations) {
          const caller = testCaller();
          for (let call = 0; call < each.calls; call += 1) wait(each.priority, () => undefined, caller);
        }
        for (let turn = 0; turn < gone; turn += 1) queue.grantNext();
        const ahead = queue.turnsAhead(own);
        let turns = 0;
        let isGranted = false as boolean;
        wait(own, () => {
          isGranted = true;
        });
        for (; queue.grantNext() && !isGranted;) turns += 1;
        expect(ahead).toBe(turns);
      }),
    );
  });

  it("is none while there are tokens, and then the time that the turns before take, and a pause", async () => {
    const clock = new ManualClock();
    const budget = new LocalBudget({ rate: 10, burst: 20 }, clock);
    const ask = () => budget.take({ caller: testCaller(), priority: "walk", admit: () => undefined });
    for (let call = 0; call < 19; call += 1) {
      expect(budget.forecastMs("walk")).toBe(0);
      await ask();
    }
    expect(budget.forecastMs("walk")).toBeCloseTo(100);
    void ask();
    void ask();
    expect(budget.forecastMs("walk")).toBeCloseTo(300);
    await clock.advance(150);
    expect(budget.forecastMs("walk")).toBeCloseTo(150);
    // At half the rate, once the pause is over.
    budget.pause(5000);
    expect(budget.forecastMs("walk")).toBeCloseTo(5000 + 300);
  });

  it.runIf(hasRedis)("reckons with the turns of other processes over Redis", async () => {
    const redis = await startRedisServer();
    onTestFinished(() => redis[Symbol.asyncDispose]());
    const limit = { rate: 20, burst: 1 };
    const [first, second] = [0, 1].map(() => {
      const shared = new SharedRedis(redis.url);
      const budget = new RedisBudget({ redis: shared, account: "account", limit });
      onTestFinished(() => {
        budget.close();
        shared.close();
      });
      return budget;
    }) as [RedisBudget, RedisBudget];
    const ask = (budget: RedisBudget) =>
      budget.take({ caller: testCaller(), priority: "reference", admit: () => undefined });
    await ask(first);
    const waiting = Array.from({ length: 10 }, () => ask(first));
    await waiting[0];
    // Alone: nine turns and its own, 50 ms each.
    expect(first.forecastMs("reference")).toBeGreaterThan(400);
    expect(first.forecastMs("reference")).toBeLessThan(600);
    waiting.push(...Array.from({ length: 10 }, () => ask(second)));
    await waiting[3];
    // Six turns, and as many of the other.
    expect(first.forecastMs("reference")).toBeGreaterThan(500);
    expect(first.forecastMs("reference")).toBeLessThan(900);
    await Promise.all(waiting);
    expect(first.forecastMs("reference")).toBeLessThan(100);
    // A pause that only the other has heard of is known with the first turn that meets it.
    second.pause(1500);
    await expect.poll(() => second.state().ratePerSecond).toBeLessThan(20);
    void ask(first);
    await expect.poll(() => first.forecastMs("reference")).toBeGreaterThan(1000);
  });
});
