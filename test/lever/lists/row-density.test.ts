import { describe, expect, it } from "vitest";
import { RowDensity } from "../../../src/lever/lists/row-density.js";

const day = 86_400_000;
const start = 1.7e12;
/** Times from `start` on, so many a day. */
const times = (perDay: number, days: number) =>
  Array.from({ length: perDay * days }, (_, n) => start + Math.floor((n * day) / perDay));

describe("the density of rows", () => {
  it("is unknown at first", () => {
    expect(new RowDensity().reach(start, -1, 80)).toBeUndefined();
  });

  it.each([1, -1] as const)("tells how far a window reaches within what was read (direction %d)", (direction) => {
    const density = new RowDensity();
    density.note({ from: start, to: start + 100 * day }, times(10, 100));
    const edge = start + 50 * day;
    const reach = density.reach(edge, direction, 80)!;
    expect(Math.abs(reach - edge) / day).toBeCloseTo(8, 0);
  });

  it("is estimated by its neighbours where nothing was read", () => {
    const density = new RowDensity();
    density.note({ from: start, to: start + 10 * day }, times(10, 10));
    const reach = density.reach(start - 1, -1, 80)!;
    expect((start - reach) / day).toBeCloseTo(8, 0);
  });

  it("is not that of an import alone", () => {
    const density = new RowDensity();
    density.note({ from: start + 1, to: start + 10 * day }, times(10, 10));
    density.note({ from: start, to: start }, Array<number>(150).fill(start));
    const reach = density.reach(start - 1, -1, 80)!;
    expect((start - reach) / day).toBeGreaterThan(2);
  });

  it("says that a list ends", () => {
    const density = new RowDensity();
    density.note({ from: -Infinity, to: start + 5 * day }, times(10, 5));
    expect(density.reach(start + 2 * day, -1, 80)).toBe(-Infinity);
    density.note({ from: start + 5 * day + 1, to: Infinity }, []);
    expect(density.reach(start + 4 * day, 1, 80)).toBe(Infinity);
    expect(density.reach(Infinity, -1, 20)).toBeLessThan(start + 5 * day);
  });

  it("is replaced by what is read again", () => {
    const density = new RowDensity();
    density.note({ from: start, to: start + 10 * day }, times(10, 10));
    density.note({ from: start, to: start + 10 * day }, []);
    expect(density.reach(start, 1, 80)).toBeGreaterThan(start + 20 * day);
  });

  it("is the same after it was stored", () => {
    const density = new RowDensity();
    density.note({ from: -Infinity, to: start + 10 * day }, times(10, 10));
    density.note({ from: start + 10 * day + 1, to: Infinity }, []);
    const stored = new RowDensity(JSON.parse(JSON.stringify(density)));
    for (const edge of [start + day, start + 9 * day, Infinity]) {
      expect(stored.reach(edge, -1, 50)).toBe(density.reach(edge, -1, 50));
    }
  });
});
