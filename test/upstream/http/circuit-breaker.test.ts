import { describe, expect, it } from "vitest";
import { CircuitBreaker } from "../../../src/upstream/http/circuit-breaker.js";
import { ManualClock } from "../../support/manual-clock.js";

/** A circuit breaker after ten failures in six seconds. */
async function openBreaker() {
  const clock = new ManualClock();
  const breaker = new CircuitBreaker(clock);
  for (let failure = 0; failure < 10; failure += 1) {
    breaker.record("failed");
    if (failure < 9) await clock.advance(600);
  }
  return { clock, breaker };
}

describe("a circuit breaker", () => {
  it("opens when all calls to a host fail", async () => {
    const { breaker } = await openBreaker();
    expect(breaker.isOpen).toBe(true);
  });

  it("does not open for many failures at the same moment", () => {
    const breaker = new CircuitBreaker(new ManualClock());
    for (let failure = 0; failure < 300; failure += 1) breaker.record("failed");
    expect(breaker.isOpen).toBe(false);
  });

  it("does not open for a few failures over a long time", async () => {
    const clock = new ManualClock();
    const breaker = new CircuitBreaker(clock);
    for (let failure = 0; failure < 9; failure += 1) {
      breaker.record("failed");
      await clock.advance(60_000);
    }
    expect(breaker.isOpen).toBe(false);
  });

  it("does not open while some calls succeed", async () => {
    const clock = new ManualClock();
    const breaker = new CircuitBreaker(clock);
    for (let call = 0; call < 100; call += 1) {
      breaker.record(call % 10 === 9 ? "alive" : "failed");
      await clock.advance(1000);
    }
    expect(breaker.isOpen).toBe(false);
  });

  it("allows one call every two seconds, and closes when that succeeds", async () => {
    const { clock, breaker } = await openBreaker();
    await clock.advance(1999);
    expect(breaker.isOpen).toBe(true);
    await clock.advance(1);
    expect(breaker.isOpen).toBe(false);
    breaker.beforeCall();
    expect(breaker.isOpen).toBe(true);
    breaker.record("alive");
    expect(breaker.isOpen).toBe(false);
    breaker.record("failed");
    expect(breaker.isOpen).toBe(false);
  });

  it("stays open when that call fails or has no outcome", async () => {
    const { clock, breaker } = await openBreaker();
    for (const outcome of ["failed", "unknown"] as const) {
      await clock.advance(2000);
      breaker.beforeCall();
      breaker.record(outcome);
      expect(breaker.isOpen).toBe(true);
    }
    await clock.advance(2000);
    expect(breaker.isOpen).toBe(false);
  });
});
