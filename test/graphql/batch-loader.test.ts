import { describe, expect, it } from "vitest";
import { BatchLoader } from "../../src/graphql/batch-loader.js";

/** A loader of numbers by their text, and the batches that it has started to load. They wait for `start`. */
function numbers(start: Promise<void> = Promise.resolve()) {
  const batches: string[][] = [];
  const loader = new BatchLoader<string, number>(
    "number",
    (key) => key,
    async (keys) => {
      batches.push([...keys]);
      await start;
      if (keys.includes("broken")) throw new Error("This batch is broken.");
      const found = keys.filter((key) => key !== "unknown");
      return new Map(found.map((key) => [key, key === "bad" ? new Error("bad") : Number(key)]));
    },
  );
  return { loader, batches };
}

describe("a batch loader", () => {
  it("makes one batch of all keys of a turn, each once, in their order", async () => {
    const { loader, batches } = numbers();
    const answers = await Promise.all([loader.load("1"), loader.loadMany(["3", "2", "3"]), loader.load("2")]);
    expect(answers).toEqual([1, [3, 2, 3], 2]);
    expect(batches).toEqual([["1", "3", "2"]]);
  });

  it("waits for a batch that is loading, and loads only the other keys", async () => {
    let start!: () => void;
    const { loader, batches } = numbers(new Promise((resolve) => (start = resolve)));
    const first = loader.loadMany(["1", "2"]);
    await expect.poll(() => batches).toEqual([["1", "2"]]);
    const second = loader.loadMany(["2", "3"]);
    start();
    expect(await second).toEqual([2, 3]);
    expect(await first).toEqual([1, 2]);
    expect(batches).toEqual([["1", "2"], ["3"]]);
  });

  it("returns what it has loaded without a promise", async () => {
    const { loader, batches } = numbers();
    await loader.loadMany(["1", "unknown", "bad"]);
    expect(loader.loadMany(["bad", "1", "unknown"])).toEqual([new Error("bad"), 1, null]);
    await expect(loader.load("bad")).rejects.toThrow("bad");
    expect(await loader.load("unknown")).toBeNull();
    expect(batches).toHaveLength(1);
  });

  it("gives each key of a batch that failed its error, and loads it again for the next one", async () => {
    const { loader, batches } = numbers();
    const [many, one] = await Promise.allSettled([loader.loadMany(["1", "broken"]), loader.load("2")]);
    const error = new Error("This batch is broken.");
    expect(many).toEqual({ status: "fulfilled", value: [error, error] });
    expect(one).toEqual({ status: "rejected", reason: error });
    expect(await loader.load("1")).toBe(1);
    expect(batches).toEqual([["1", "broken", "2"], ["1"]]);
  });
});
