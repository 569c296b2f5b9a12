import { describe, expect, it } from "vitest";
import { LocalRateLimiter } from "../../../src/upstream/rate-limit/local-rate-limiter.js";
import { ManualClock } from "../../support/manual-clock.js";
import { type Step, json, redirect, startScriptedServer } from "../../support/scripted-server.js";
import { testCallContext } from "../../support/test-call-context.js";
import { errorOf, startTransport } from "../../support/test-transport.js";

describe("the rate limiter", () => {
  it("is asked before every request, also for retries and redirects", async () => {
    await using server = await startScriptedServer(json({}, 503), redirect("/there"), json({}));
    const turns: string[] = [];
    const rateLimiter = new LocalRateLimiter({ rate: 1000, burst: 1000 });
    const take = rateLimiter.acquire.bind(rateLimiter);
    rateLimiter.acquire = (call) => {
      turns.push(call.priority);
      return take(call);
    };
    const caller = testCallContext();
    await startTransport(server, { rateLimiter }).get(caller);
    expect(server.log).toEqual(["GET /stages", "GET /stages", "GET /there"]);
    expect(turns).toHaveLength(3);
    expect(caller.calls).toEqual(["/stages", "/stages", "/stages"]);
  });

  it("is paused for all operations by a 429, for the time of Retry-After", async () => {
    await using server = await startScriptedServer(json({}, 429, { "retry-after": "0.2" }), json({}));
    const { get } = startTransport(server);
    const [first, second] = [testCallContext(), testCallContext()];
    const startedAt = performance.now();
    const one = get(first);
    await expect.poll(() => server.log.length).toBe(1);
    await Promise.all([one, get(second)]);
    expect(performance.now() - startedAt).toBeGreaterThan(190);
    expect(first.waitedMs()).toBeGreaterThan(150);
    expect(server.log).toHaveLength(3);
  });

  it("is also paused by a 429 that is not retried", async () => {
    await using server = await startScriptedServer(json({}, 429, { "retry-after": "30" }));
    const rateLimiter = new LocalRateLimiter({ rate: 1000, burst: 1000 });
    const paused: number[] = [];
    rateLimiter.pauseFor = (ms) => paused.push(ms);
    const caller = testCallContext({ deadline: performance.now() + 10_000 });
    const error = await errorOf(startTransport(server, { rateLimiter }).get(caller));
    expect(error.code).toBe("UPSTREAM_RATE_LIMITED");
    expect(paused).toEqual([30_000]);
  });

  it("sends no call above the caller's limit, and counts only calls that are sent", async () => {
    await using server = await startScriptedServer(json({}, 503));
    const caller = testCallContext({ cap: 2 });
    expect(await errorOf(startTransport(server).get(caller))).toMatchObject({ code: "CALL_BUDGET_EXCEEDED" });
    expect(server.log).toHaveLength(2);
    expect(caller.calls).toHaveLength(2);
  });
});

describe("a host whose calls all fail", () => {
  it("receives no calls, not even queued ones, until a call succeeds again", async () => {
    await using server = await startScriptedServer(...Array<Step>(10).fill(json({}, 501)), json({ data: 1 }));
    const clock = new ManualClock();
    const rateLimiter = new LocalRateLimiter({ rate: 1000, burst: 1000 }, clock);
    const { get, transport } = startTransport(server, { clock, rateLimiter });
    for (let read = 0; read < 10; read += 1) {
      await clock.advance(600);
      await get().catch(() => undefined);
    }
    expect(transport.health().down).toBe(true);
    rateLimiter.pauseFor(1000);
    const caller = testCallContext();
    expect(await errorOf(get(caller))).toMatchObject({ code: "UPSTREAM_UNAVAILABLE", provider: "LEVER" });
    expect(server.log).toHaveLength(10);
    expect(caller.calls).toEqual([]);
    await clock.advance(2000);
    const both = await Promise.allSettled([get(), get()]);
    expect(both).toMatchObject([{ status: "fulfilled" }, { status: "rejected" }]);
    expect(server.log).toHaveLength(11);
    expect(transport.health().down).toBe(false);
    await get();
    expect(server.log).toHaveLength(12);
  });
});
