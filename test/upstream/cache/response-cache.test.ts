import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import { describe, expect, it } from "vitest";
import type { CallContext } from "../../../src/ats/call-context.js";
import { AtsError, type ErrorCode } from "../../../src/ats/errors.js";
import { MemoryPool, entrySize } from "../../../src/upstream/cache/memory-pool.js";
import { ResponseCache } from "../../../src/upstream/cache/response-cache.js";
import type { ResponseCacheOptions } from "../../../src/upstream/cache/response-cache-options.js";
import type { CacheStore } from "../../../src/upstream/cache/cache-store.js";
import { ManualClock, settled } from "../../support/manual-clock.js";
import { clientDisconnected, testCallContext } from "../../support/test-call-context.js";

const ttlMs = 60_000;

function readText(response: unknown): string {
  if (typeof response !== "string") throw new Error("not text");
  return response;
}

/** A cache over a provider that counts its loads, and fails with `failing` while that is set. */
function startCache(options: Partial<ResponseCacheOptions> = {}) {
  const clock = new ManualClock();
  const cache = new ResponseCache({ ttlMs, clock, ...options });
  const provider = { loads: 0, failing: undefined as ErrorCode | undefined };
  const load = async (context: CallContext) => {
    context.stats.startCall({ endpoint: "/stages", attempt: 1, waitedMs: 0 });
    provider.loads += 1;
    const value = `value ${provider.loads}`;
    await settled();
    context.signal.throwIfAborted();
    if (provider.failing !== undefined) throw new AtsError(provider.failing, "Down.", { provider: "LEVER" });
    return value;
  };
  return {
    clock,
    cache,
    provider,
    get: (caller = testCallContext(), key = "stages") => cache.get(key, caller, load, readText),
  };
}

describe("a cached value", () => {
  it("is loaded once, and reused until its ttl ends", async () => {
    const { clock, get, provider } = startCache();
    const [first, second] = [testCallContext(), testCallContext()];
    expect(await get(first)).toEqual({ value: "value 1", ageMs: 0, stale: false });
    await clock.advance(ttlMs - 1);
    expect(await get(second)).toEqual({ value: "value 1", ageMs: ttlMs - 1, stale: false });
    expect(provider.loads).toBe(1);
    expect([first, second].map(({ calls, reused }) => [calls.length, reused()])).toEqual([
      [1, 0],
      [0, 1],
    ]);
  });

  it("is loaded once for all callers at the same time", async () => {
    const { get, provider } = startCache();
    const callers = Array.from({ length: 20 }, () => testCallContext());
    await Promise.all(callers.map((caller) => get(caller)));
    expect(provider.loads).toBe(1);
    expect(callers.map(({ calls }) => calls.length).reduce((sum, count) => sum + count)).toBe(1);
  });

  it("belongs to one key", async () => {
    const { get } = startCache();
    expect((await get(testCallContext(), "stages")).value).toBe("value 1");
    expect((await get(testCallContext(), "users")).value).toBe("value 2");
  });

  it("is kept when the operation that loaded it is aborted", async () => {
    const { get, provider } = startCache();
    const [first, second] = [testCallContext(), testCallContext()];
    const answers = Promise.allSettled([get(first), get(second)]);
    first.disconnect();
    expect(await answers).toMatchObject([{ reason: clientDisconnected }, { value: { value: "value 1" } }]);
    expect((await get()).value).toBe("value 1");
    expect(provider.loads).toBe(1);
  });

  it("is not kept when its load failed", async () => {
    const { get, provider } = startCache();
    provider.failing = "UPSTREAM_UNAVAILABLE";
    await expect(get()).rejects.toMatchObject({ code: "UPSTREAM_UNAVAILABLE" });
    provider.failing = undefined;
    expect((await get()).value).toBe("value 2");
  });

  it("is not kept with a ttl of 0", async () => {
    const { get } = startCache({ ttlMs: 0 });
    await get();
    expect((await get()).value).toBe("value 2");
  });

  it("is removed when space is needed, if it is the least recently used", async () => {
    const bytes = entrySize({ value: "value 1", loadedAt: 0, tags: [], retryAt: 0 }, "1 a");
    const { get, provider } = startCache({ memory: new MemoryPool(Math.floor(2.5 * bytes)) });
    await get(testCallContext(), "a");
    await get(testCallContext(), "b");
    await get(testCallContext(), "a");
    await get(testCallContext(), "c");
    expect(provider.loads).toBe(3);
    await get(testCallContext(), "a");
    expect(provider.loads).toBe(3);
    await get(testCallContext(), "b");
    expect(provider.loads).toBe(4);
  });
});

describe("an expired value", () => {
  it("is served immediately during one refresh, which counts for the operation that started it", async () => {
    const { clock, get, provider } = startCache();
    await get();
    await clock.advance(ttlMs);
    const [first, second] = [testCallContext(), testCallContext()];
    const stale = { value: "value 1", ageMs: ttlMs, stale: true };
    expect(await Promise.all([get(first), get(second)])).toEqual([stale, stale]);
    first.disconnect();
    await settled();
    await settled();
    expect(await get()).toEqual({ value: "value 2", ageMs: 0, stale: false });
    expect(provider.loads).toBe(2);
    expect([first, second].map(({ calls, reused }) => [calls.length, reused()])).toEqual([
      [1, 1],
      [0, 1],
    ]);
  });

  it("is not served after twice its ttl if a new one can be loaded", async () => {
    const { clock, get } = startCache();
    await get();
    await clock.advance(2 * ttlMs);
    expect(await get()).toEqual({ value: "value 2", ageMs: 0, stale: false });
  });

  it.each(["UPSTREAM_UNAVAILABLE", "UPSTREAM_TIMEOUT", "UPSTREAM_RATE_LIMITED"] as const)(
    "is served for up to ten times its ttl when the load fails with %s",
    async (code) => {
      const { clock, get, provider } = startCache();
      await get();
      provider.failing = code;
      await clock.advance(9 * ttlMs);
      const caller = testCallContext();
      expect(await get(caller)).toEqual({ value: "value 1", ageMs: 9 * ttlMs, stale: true });
      expect(caller.reused()).toBe(1);
      await clock.advance(ttlMs);
      await expect(get()).rejects.toMatchObject({ code });
    },
  );

  it("is not served when the load fails although the provider is available", async () => {
    const { clock, get, provider } = startCache();
    await get();
    provider.failing = "UPSTREAM_UNAUTHENTICATED";
    await clock.advance(3 * ttlMs);
    await expect(get()).rejects.toMatchObject({ code: "UPSTREAM_UNAUTHENTICATED" });
  });

  it("is served without a wait while the provider is down, with a new load every five seconds", async () => {
    const { clock, get, provider } = startCache();
    await get();
    provider.failing = "UPSTREAM_UNAVAILABLE";
    await clock.advance(3 * ttlMs);
    await get();
    await clock.advance(4999);
    await get();
    expect(provider.loads).toBe(2);
    provider.failing = undefined;
    await clock.advance(1);
    expect(await get()).toEqual({ value: "value 3", ageMs: 0, stale: false });
  });

  it("is refreshed again five seconds after a failed refresh", async () => {
    const { clock, get, provider } = startCache();
    await get();
    provider.failing = "UPSTREAM_UNAVAILABLE";
    await clock.advance(ttlMs);
    for (let read = 0; read < 3; read += 1) {
      expect((await get()).stale).toBe(true);
      await settled();
      await settled();
    }
    expect(provider.loads).toBe(2);
    await clock.advance(5000);
    await get();
    expect(provider.loads).toBe(3);
  });
});

describe("a strict cache", () => {
  it.each([true, false])(
    "removes expired values from memory although they are not read again (strict: %s)",
    async (strict) => {
      setFlagsFromString("--expose-gc");
      const collect = runInNewContext("gc") as () => void;
      const store: CacheStore = {
        get: () => Promise.resolve({ stored: { response: "kept", ageMs: 100 } }),
        set: () => undefined,
      };
      const cache = new ResponseCache({ ttlMs: 600, strict, store });
      const read = () => ({ text: "person" });
      const held = new WeakRef((await cache.get("people", testCallContext(), () => Promise.resolve(""), read)).value);
      const isHeld = async () => {
        await settled();
        collect();
        return held.deref() !== undefined;
      };
      expect(await isHeld()).toBe(true);
      await new Promise((resolve) => setTimeout(resolve, 700));
      expect(await isHeld()).toBe(!strict);
      // Used last, so that the cache itself is not collected before.
      expect(cache.epoch).toBe(0);
    },
  );
});
