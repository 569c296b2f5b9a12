import { describe, expect, it } from "vitest";
import { startLimiter, times } from "../../support/manual-rate-limiter.js";
import { clientDisconnected, testCallContext } from "../../support/test-call-context.js";

describe("background calls", () => {
  it("take at most a tenth of the rate, also with a full bucket", async () => {
    const { clock, acquire, sent } = startLimiter();
    const survey = testCallContext();
    times(5).forEach(() => void acquire(survey, "", "background"));
    await clock.advance(3500);
    expect(sent.map(({ at }) => at)).toEqual([0, 1000, 2000, 3000]);
  });

  it("take a tenth of the lower rate after a 429", async () => {
    const { clock, rateLimiter, acquire, sent } = startLimiter();
    rateLimiter.pauseFor(1000);
    times(9).forEach(() => void acquire(testCallContext(), "", "background"));
    await clock.advance(10_000);
    expect(sent[0]!.at).toBeGreaterThanOrEqual(1000);
    expect(sent.length).toBeLessThan(9);
  });

  it("wait while any other call waits", async () => {
    const { clock, acquire, names } = startLimiter({ rate: 10, burst: 1 });
    void acquire(testCallContext(), "background", "background");
    times(15).forEach((at) => void acquire(testCallContext(), `walk ${at}`, "walk"));
    await clock.advance(1400);
    expect(names()).toEqual(times(15).map((at) => `walk ${at}`));
    await clock.advance(1000);
    expect(names().at(-1)).toBe("background");
  });

  it("leave a token for the next operation, so that its forecast stays 0", async () => {
    const { clock, rateLimiter, acquire, sent } = startLimiter({ rate: 1, burst: 4 });
    times(30).forEach(() => void acquire(testCallContext(), "", "background"));
    for (const second of times(60)) {
      await clock.advance(1000);
      expect([rateLimiter.forecastMs("walk"), rateLimiter.state().queued], `second ${second}`).toEqual([0, 0]);
    }
    expect(sent.map(({ at }) => at)).toEqual(times(7).map((each) => each * 10_000));
  });

  it("do not take the last token of a burst", async () => {
    const { clock, rateLimiter, acquire, names } = startLimiter();
    times(18).forEach(() => void acquire(testCallContext(), "walk", "walk"));
    void acquire(testCallContext(), "background", "background");
    await clock.advance(50);
    expect(rateLimiter.forecastMs("walk")).toBe(0);
    expect(names()).not.toContain("background");
    await clock.advance(1000);
    expect(names()).toContain("background");
  });

  it("end when their signal is aborted, and then nothing is scheduled", async () => {
    const { clock, acquire, sent } = startLimiter();
    const survey = testCallContext();
    const waiting = times(2).map(() => acquire(survey, "", "background"));
    await clock.advance(10);
    survey.disconnect();
    await expect(Promise.all(waiting)).rejects.toBe(clientDisconnected);
    await clock.advance(0);
    expect([sent.length, clock.pending]).toEqual([1, 0]);
  });

  it("return the token that they do not use", async () => {
    const { clock, rateLimiter, acquire } = startLimiter({ rate: 0.001, burst: 4 });
    const before = rateLimiter.state().tokens;
    const refused = acquire(testCallContext({ cap: 0 }), "", "background");
    const outcome = expect(refused).rejects.toMatchObject({ code: "CALL_BUDGET_EXCEEDED" });
    await clock.advance(10);
    await outcome;
    expect(rateLimiter.state().tokens).toBeCloseTo(before, 3);
  });
});
