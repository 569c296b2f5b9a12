import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { usableBurst } from "../../../src/ats/rate-limit.js";
import { settled } from "../../support/manual-clock.js";
import { maxExcessCalls } from "../../support/max-excess-calls.js";
import { clientDisconnected, testCallContext } from "../../support/test-call-context.js";
import { startLimiter, times } from "../../support/manual-rate-limiter.js";

describe("the token bucket", () => {
  it("allows the burst except one token immediately, and then one call every 100 ms", async () => {
    const { clock, acquire, sent } = startLimiter();
    const caller = testCallContext();
    times(24).forEach(() => void acquire(caller));
    await clock.advance(500);
    expect(sent.map(({ at }) => at)).toEqual([...times(19).map(() => 0), 100, 200, 300, 400, 500]);
  });

  it("fills up again while no calls come, but not above its size", async () => {
    const { clock, acquire, sent } = startLimiter();
    times(19).forEach(() => void acquire(testCallContext()));
    await clock.advance(60_000);
    times(25).forEach(() => void acquire(testCallContext()));
    await settled();
    expect(sent).toHaveLength(19 + 19);
  });

  it("works with a bucket of one token", async () => {
    const { clock, acquire, sent } = startLimiter({ rate: 1, burst: 1 });
    times(3).forEach(() => void acquire(testCallContext()));
    await clock.advance(2000);
    expect(sent.map(({ at }) => at)).toEqual([0, 1000, 2000]);
  });

  it("adds the waiting time to calls that wait, and to no others", async () => {
    const { clock, acquire } = startLimiter({ rate: 1, burst: 1 });
    const [first, second] = [testCallContext(), testCallContext()];
    void acquire(first);
    void acquire(second);
    await clock.advance(1000);
    expect([first.waitedMs(), second.waitedMs()]).toEqual([0, 1000]);
  });

  it("is not exceeded in any period, and has no unused tokens while a call waits", async () => {
    const step = fc.oneof(
      fc.record({ acquire: fc.nat(4), priority: fc.constantFrom("reference", "walk") }),
      fc.record({ pass: fc.integer({ min: 1, max: 700 }) }),
      fc.record({ disconnect: fc.nat(4) }),
    );
    const limits = fc.record({ rate: fc.integer({ min: 1, max: 40 }), burst: fc.integer({ min: 1, max: 25 }) });
    await fc.assert(
      fc.asyncProperty(limits, fc.array(step, { maxLength: 150 }), async (limit, steps) => {
        const { clock, rateLimiter, acquire, sent } = startLimiter(limit);
        const callers = times(5).map(() => testCallContext());
        const capacity = usableBurst(limit.burst);
        let tokens = capacity;
        let counted = { at: 0, sent: 0 };
        for (const each of steps) {
          if ("acquire" in each) acquire(callers[each.acquire]!, "", each.priority).catch(() => undefined);
          else if ("disconnect" in each) {
            callers[each.disconnect]!.disconnect();
            callers[each.disconnect] = testCallContext();
          } else await clock.advance(each.pass);
          await settled();
          // A second bucket, which the test counts: each sent call takes a token, and time fills it.
          for (const { at } of sent.slice(counted.sent)) {
            tokens = Math.min(capacity, tokens + (limit.rate * (at - counted.at)) / 1000) - 1;
            counted = { at, sent: counted.sent + 1 };
          }
          const now = Math.min(capacity, tokens + (limit.rate * (clock.now() - counted.at)) / 1000);
          const oneMs = limit.rate / 1000;
          if (rateLimiter.state().queued > 0) expect(now).toBeLessThan(1 + oneMs + 1e-6);
        }
        expect(maxExcessCalls(sent, limit)).toBeLessThan(1e-6);
      }),
      { numRuns: 60 },
    );
  });
});

describe("aborted calls", () => {
  it("leave the queue immediately, and take no tokens", async () => {
    const { clock, acquire, sent } = startLimiter({ rate: 1, burst: 1 });
    const [aborted, other] = [testCallContext(), testCallContext()];
    void acquire(testCallContext(), "first");
    const left = times(10).map(() => acquire(aborted, "left"));
    void acquire(other, "stayed");
    const outcomes = Promise.allSettled(left);
    await clock.advance(500);
    aborted.disconnect();
    expect(await outcomes).toEqual(times(10).map(() => ({ status: "rejected", reason: clientDisconnected })));
    expect(aborted.waitedMs()).toBe(500);
    await clock.advance(500);
    expect(sent).toEqual([
      { name: "first", at: 0 },
      { name: "stayed", at: 1000 },
    ]);
  });

  it("are not queued for an aborted caller", async () => {
    const { rateLimiter, acquire, sent } = startLimiter();
    const caller = testCallContext();
    caller.disconnect();
    await expect(acquire(caller)).rejects.toBe(clientDisconnected);
    expect([rateLimiter.state().queued, sent.length]).toEqual([0, 0]);
  });

  it("are skipped when the caller has reached its limit of calls", async () => {
    const { clock, acquire, sent } = startLimiter({ rate: 1, burst: 1 });
    const [capped, other] = [testCallContext({ cap: 1 }), testCallContext()];
    void acquire(capped, "capped");
    const refused = times(5).map(() => acquire(capped, "capped"));
    const outcomes = Promise.allSettled(refused);
    void acquire(other, "other");
    await clock.advance(1000);
    for (const outcome of await outcomes)
      expect(outcome).toMatchObject({ status: "rejected", reason: { code: "CALL_BUDGET_EXCEEDED" } });
    expect(sent).toEqual([
      { name: "capped", at: 0 },
      { name: "other", at: 1000 },
    ]);
  });
});

describe("an unused token", () => {
  it("goes to the next call", async () => {
    const { acquire, sent } = startLimiter({ rate: 1, burst: 1 });
    await expect(acquire(testCallContext({ cap: 0 }))).rejects.toMatchObject({ code: "CALL_BUDGET_EXCEEDED" });
    await acquire(testCallContext(), "next");
    expect(sent).toEqual([{ name: "next", at: 0 }]);
  });
});

describe("after a 429", () => {
  it("no call is sent until the pause ends, and then the rate is half and grows again", async () => {
    const { clock, rateLimiter, acquire, sent } = startLimiter();
    void acquire(testCallContext());
    rateLimiter.pauseFor(3000);
    times(200).forEach(() => void acquire(testCallContext()));
    await clock.advance(2999);
    expect(sent).toHaveLength(1);
    expect(rateLimiter.state()).toEqual({ queued: 200, ratePerSecond: 5, tokens: 0, sharing: "no" });
    const sentBetween = (from: number, to: number) => sent.filter(({ at }) => at > from && at <= to).length;
    await clock.advance(1);
    expect(sent).toHaveLength(2);
    await clock.advance(20_000);
    // The rate grows by one a second: from 5 to 6 in the first.
    [5.5, 6.5, 7.5, 8.5, 9.5, 10, 10].forEach((ideal, second) => {
      const count = sentBetween(3000 + second * 1000, 4000 + second * 1000);
      expect(Math.abs(count - ideal)).toBeLessThanOrEqual(1);
    });
    expect(rateLimiter.state().ratePerSecond).toBe(10);
  });

  it("simultaneous 429s halve the rate once, and repeated ones reduce it to one a second", async () => {
    const { clock, rateLimiter } = startLimiter();
    times(20).forEach(() => {
      rateLimiter.pauseFor(100);
    });
    expect(rateLimiter.state().ratePerSecond).toBe(5);
    for (let second = 0; second < 10; second += 1) {
      await clock.advance(1000);
      rateLimiter.pauseFor(1000);
    }
    expect(rateLimiter.state().ratePerSecond).toBe(1);
  });

  it("a shorter pause does not end a longer one", async () => {
    const { clock, rateLimiter, acquire, sent } = startLimiter();
    rateLimiter.pauseFor(5000);
    rateLimiter.pauseFor(100);
    void acquire(testCallContext());
    await clock.advance(4999);
    expect(sent).toHaveLength(0);
    await clock.advance(1);
    expect(sent).toHaveLength(1);
  });
});
