import { describe, expect, it } from "vitest";
import { MemoryPool, entrySize } from "../../../src/upstream/cache/memory-pool.js";

const size = entrySize("a", "1 first");

describe("a pool of memory", () => {
  it("keeps the values of each cache apart", () => {
    const pool = new MemoryPool(10_000);
    const [one, other] = [pool.part<string>(), pool.part<string>()];
    one.set("key", "a");
    other.set("key", "b");
    expect([one.get("key"), other.get("key")]).toEqual(["a", "b"]);
    one.remove(() => true);
    expect([one.get("key"), other.get("key")]).toEqual([undefined, "b"]);
  });

  it("removes the least recently used value of all caches", () => {
    const pool = new MemoryPool(Math.floor(2.5 * size));
    const [one, other] = [pool.part<string>(), pool.part<string>()];
    one.set("first", "a");
    one.set("secnd", "b");
    one.get("first");
    other.set("third", "c");
    expect([one.get("first"), one.get("secnd"), other.get("third")]).toEqual(["a", undefined, "c"]);
  });

  it("looks only at the values of a cache that it holds, to remove some of them", () => {
    const pool = new MemoryPool(Math.floor(3.5 * size));
    const [one, other] = [pool.part<string>(), pool.part<string>()];
    for (const key of ["first", "secnd", "third"]) one.set(key, key.slice(0, 1));
    one.set("secnd", "x");
    one.delete("third");
    one.set("large", "y".repeat(10 * size));
    other.set("first", "z");
    const seen: string[] = [];
    one.remove((value) => seen.push(value) > 0 && value === "x");
    expect(seen).toEqual(["f", "x"]);
    expect([one.get("first"), one.get("secnd"), other.get("first")]).toEqual(["f", undefined, "z"]);
  });
});
