import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import { expect, it } from "vitest";
import type { CallContext } from "../../../src/ats/call-context.js";
import { ResponseCache } from "../../../src/upstream/cache/response-cache.js";
import { RunningOperations } from "../../../src/upstream/cache/running-operations.js";
import { ManualClock, settled } from "../../support/manual-clock.js";
import { testCallContext } from "../../support/test-call-context.js";

/** A cache that keeps nothing beyond the operations that run, and these operations. */
function startCache() {
  const clock = new ManualClock();
  const operations = new RunningOperations();
  const cache = new ResponseCache({ ttlMs: 0, clock, operations });
  const provider = { loads: 0 };
  const load = () => Promise.resolve(`response ${(provider.loads += 1)}`);
  return {
    cache,
    clock,
    provider,
    begin: () => {
      const operation = { ...testCallContext(), startedAt: clock.now() };
      operations.add(operation);
      return operation;
    },
    get: (context: CallContext) => cache.get("people", context, load, (text) => ({ text })),
  };
}

it("serves an operation that began before the response was requested", async () => {
  const { begin, clock, get, provider } = startCache();
  const [first, second] = [begin(), begin()];
  await clock.advance(1);
  const { value } = await get(first);
  first.disconnect();
  await clock.advance(1);
  expect((await get(second)).value).toBe(value);
  expect(provider.loads).toBe(1);
});

it("does not serve an operation that began after the request", async () => {
  const { begin, clock, get, provider } = startCache();
  await get(begin());
  await clock.advance(1);
  await get(begin());
  expect(provider.loads).toBe(2);
});

it("is not held when no operation runs that it could serve", async () => {
  setFlagsFromString("--expose-gc");
  const collect = runInNewContext("gc") as () => void;
  const { begin, cache, clock, get } = startCache();
  const [first, second] = [begin(), begin()];
  await clock.advance(1);
  const held = new WeakRef((await get(first)).value);
  await clock.advance(1);
  const later = begin();
  const isHeld = async () => {
    await settled();
    collect();
    return held.deref() !== undefined;
  };
  first.disconnect();
  expect(await isHeld()).toBe(true);
  second.disconnect();
  expect(await isHeld()).toBe(false);
  later.disconnect();
  // Used last, so that the cache itself is not collected before.
  expect(cache.epoch).toBe(0);
});
