import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { testCallContext } from "../../support/test-call-context.js";
import { startLimiter, times } from "../../support/manual-rate-limiter.js";

describe("fairness", () => {
  it("lets an operation of 3 calls finish while another one has 300", async () => {
    const { clock, acquire, sent } = startLimiter();
    const [big, small] = [testCallContext(), testCallContext()];
    times(300).forEach(() => void acquire(big, "big"));
    await clock.advance(1000);
    expect(clock.pending).toBe(1);
    times(3).forEach(() => void acquire(small, "small"));
    await clock.advance(30_000);
    expect(sent.filter(({ name }) => name === "small").map(({ at }) => at - 1000)).toEqual([200, 400, 600]);
    expect(sent).toHaveLength(303);
  });

  it("sends two reads by id for each page of a walk", async () => {
    const { clock, acquire, names } = startLimiter({ rate: 1, burst: 1 });
    const [walker, reader] = [testCallContext(), testCallContext()];
    times(4).forEach(() => void acquire(walker, "walk", "walk"));
    times(4).forEach(() => void acquire(reader, "id", "reference"));
    await clock.advance(10_000);
    expect(names()).toEqual(["walk", "id", "id", "walk", "id", "id", "walk", "walk"]);
  });

  it("keeps the order within an operation", async () => {
    const { clock, acquire, names } = startLimiter({ rate: 1, burst: 1 });
    const [one, other] = [testCallContext(), testCallContext()];
    for (const name of ["a1", "a2", "a3"]) void acquire(one, name);
    for (const name of ["b1", "b2"]) void acquire(other, name);
    await clock.advance(5000);
    expect(names()).toEqual(["a1", "a2", "b1", "a3", "b2"]);
  });

  it("lets a walk continue, even if many operations read by id", async () => {
    const { clock, acquire, names } = startLimiter({ rate: 1, burst: 1 });
    void acquire(testCallContext(), "id");
    void acquire(testCallContext(), "walk", "walk");
    for (const second of times(10)) {
      times(5).forEach(() => void acquire(testCallContext(), `id ${second}`));
      await clock.advance(1000);
    }
    expect(names().indexOf("walk")).toBeLessThanOrEqual(3);
  });

  it("gives each waiting operation one call before any has another one", async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.integer({ min: 1, max: 12 }), { minLength: 2, maxLength: 8 }), async (sizes) => {
        const { clock, acquire, names } = startLimiter({ rate: 10, burst: 1 });
        void acquire(testCallContext(), "first");
        sizes.forEach((size, index) => {
          const caller = testCallContext();
          times(size).forEach(() => void acquire(caller, String(index)));
        });
        await clock.advance(20_000);
        const left = [...sizes];
        const served = sizes.map(() => 0);
        for (const name of names().slice(1)) {
          const waiting = served.filter((_, index) => left[index]! > 0);
          expect(served[Number(name)]).toBe(Math.min(...waiting));
          served[Number(name)]! += 1;
          left[Number(name)]! -= 1;
        }
        expect(left.every((count) => count === 0)).toBe(true);
      }),
      { numRuns: 40 },
    );
  });
});
