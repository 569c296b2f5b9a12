import { describe, expect, it } from "vitest";
import { LocalRateLimiter } from "../../../src/upstream/rate-limit/local-rate-limiter.js";
import { ManualClock } from "../../support/manual-clock.js";
import { json, startScriptedServer } from "../../support/scripted-server.js";
import { testCallContext } from "../../support/test-call-context.js";
import { errorOf, startTransport } from "../../support/test-transport.js";

describe("credentials", () => {
  it("are unknown until a response shows their state, and then have the state of the latest one", async () => {
    await using server = await startScriptedServer(
      json({}, 503, { "retry-after": "60" }),
      json({}, 401),
      json({}, 403),
    );
    const { transport, get } = startTransport(server);
    const health = () => transport.health().credentials;
    expect(health()).toBe("unknown");
    await get(testCallContext({ deadline: performance.now() + 1000 })).catch(() => undefined);
    expect(health()).toBe("unknown");
    await get().catch(() => undefined);
    expect(health()).toBe("rejected");
    await get().catch(() => undefined);
    expect(health()).toBe("ok");
  });

  it("that were rejected are unknown again after a minute", async () => {
    await using server = await startScriptedServer(json({}, 401));
    const clock = new ManualClock();
    const rateLimiter = new LocalRateLimiter({ rate: 10, burst: 10 }, clock);
    const { transport, get } = startTransport(server, { clock, rateLimiter });
    await get().catch(() => undefined);
    await clock.advance(59_000);
    expect(transport.health().credentials).toBe("rejected");
    await clock.advance(1000);
    expect(transport.health().credentials).toBe("unknown");
  });

  it("are renewed once after a 401", async () => {
    await using server = await startScriptedServer(json({}, 401), json({ data: 1 }), json({}, 401));
    let token = 1;
    const { get } = startTransport(server, {
      authorization: () => Promise.resolve(`Bearer ${token}`),
      onUnauthorized: () => {
        token += 1;
        return Promise.resolve(true);
      },
    });
    expect(await get()).toEqual({ found: true, body: { data: 1 } });
    expect(await errorOf(get())).toMatchObject({ code: "UPSTREAM_UNAUTHENTICATED" });
    expect(server.authorizations).toEqual(["Bearer 1", "Bearer 2", "Bearer 2", "Bearer 3"]);
  });
});
