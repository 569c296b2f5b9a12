import { expect, it } from "vitest";
import { approximateSize } from "../../../src/upstream/cache/approximate-size.js";
import { MemoryPool } from "../../../src/upstream/cache/memory-pool.js";

const entry = (value: string) => ({ value, loadedAt: 0, tags: [value], retryAt: -Infinity });

it("a pool of memory keeps the values of each cache apart", () => {
  const pool = new MemoryPool(10_000);
  const [one, other] = [pool.part(), pool.part()];
  one.set("key", entry("a"), undefined);
  other.set("key", entry("b"), undefined);
  expect([one.get("key")?.value, other.get("key")?.value]).toEqual(["a", "b"]);
  one.remove(() => true);
  expect([one.get("key"), other.get("key")?.value]).toEqual([undefined, "b"]);
});

it("a pool of memory removes the least recently used value of all caches", () => {
  const pool = new MemoryPool(Math.floor(2.5 * approximateSize("a")));
  const [one, other] = [pool.part(), pool.part()];
  one.set("first", entry("a"), undefined);
  one.set("second", entry("b"), undefined);
  one.get("first");
  other.set("third", entry("c"), undefined);
  expect([one.get("first"), one.get("second"), other.get("third")].map((each) => each?.value)).toEqual([
    "a",
    undefined,
    "c",
  ]);
});
