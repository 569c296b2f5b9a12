import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { AtsError } from "../../../src/ats/errors.js";
import type { LeverPage } from "../../../src/lever/list-page.js";
import { readInWindows } from "../../../src/lever/lists/concurrent-windows.js";
import { RowDensity, type Span } from "../../../src/lever/lists/row-density.js";
import { propertyRuns } from "../../support/property-runs.js";
import { VirtualLever } from "../../support/virtual-lever.js";

interface Row {
  readonly id: number;
  readonly time: number;
}

const allTime: Span = { from: -Infinity, to: Infinity };
const day = 86_400_000;
const now = Date.UTC(2025, 0, 1);

/** Reads a list whole, as Lever would answer: 0.5 s a call, 10 calls a second. */
async function count(
  times: readonly number[],
  density = new RowDensity(),
  { bounds = allTime, order }: { bounds?: Span; order?: "any" | "newest" | "oldest" } = {},
) {
  const rows = times.map((time, id): Row => ({ id, time }));
  const lever = new VirtualLever(rows, order);
  const ids = new Set<number>();
  const list = { read: (span: Span, token: string | null) => lever.read(span, token), timeOf, density };
  const reading = readInWindows<Row>(list, bounds, (page) => {
    for (const row of page) if (!(row instanceof AtsError)) ids.add(row.id);
  });
  await lever.runUntil(reading);
  return { found: ids.size, lever };
}

const timeOf = ({ time }: Row) => time;
/** The times of so many rows in so many days, always the same ones. */
const spread = (rows: number, days: number, age = (part: number) => part) =>
  Array.from({ length: rows }, (_, index) => Math.round(now - days * day * age(((index * 7919) % rows) / rows)));

/** Lists of this many rows. */
const accounts: Record<string, (rows: number) => readonly number[]> = {
  "a steady account": (rows) => spread(rows, 3000),
  "an account that grows": (rows) => spread(rows, 3000, (part) => part ** 3),
  "an account with imports": (rows) => [
    ...spread(rows * 0.6, 3000),
    ...Array.from({ length: rows * 0.15 }, (_, i) => now - 700 * day + i * 40),
    ...Array.from({ length: rows * 0.05 }, () => now - 1200 * day),
    ...spread(rows * 0.2, 5, (part) => 100 + part),
  ],
  "an account with a gap of years": (rows) => [
    ...spread(rows / 2, 300),
    ...spread(rows / 2, 300).map((time) => time - 3000 * day),
  ],
};

describe.each(Object.entries(accounts))("the rows of %s", (_what, timesOf) => {
  it.each([
    ["any", 20_000, 0.4],
    ["newest", 20_000, 0.4],
    // Lever's order is never like this.
    ["oldest", 20_000, 0.6],
  ] as const)(
    "in the order %s, %d of them, are counted in less than %d of the time that they take page by page",
    async (order, rows, part) => {
      const density = new RowDensity();
      const first = await count(timesOf(rows), density, { order });
      expect(first.found).toBe(rows);
      const pageByPageMs = (rows / 100) * first.lever.callMs;
      expect(first.lever.now).toBeLessThan(part * pageByPageMs);
      expect(first.lever.mostInFlight).toBe(8);
      // Once the density is known, there are few calls more than pages.
      const second = await count(timesOf(rows), density, { order });
      expect(second.found).toBe(rows);
      expect(second.lever.calls).toBeLessThan(1.35 * (rows / 100));
    },
  );
});

it("100,000 rows are counted in less than 0.4 of the time that they take page by page", async () => {
  const { found, lever } = await count(spread(100_000, 3000));
  expect(found).toBe(100_000);
  expect(lever.now).toBeLessThan(0.4 * 1000 * lever.callMs);
  expect(lever.calls).toBeLessThan(1700);
});

describe("a list that is read in windows", () => {
  it.each([
    [0, 1],
    [1, 1],
    [100, 1],
    [101, 2],
    [200, 2],
    [300, 3],
  ])("with %d rows takes %d calls", async (rows, calls) => {
    const { found, lever } = await count(spread(rows, 400));
    expect(found).toBe(rows);
    expect(lever.calls).toBe(calls);
  });

  it.each([350, 500, 800, 1500, 3000])("with %d rows takes at most twice its pages and six calls", async (rows) => {
    const { lever } = await count(spread(rows, 400));
    expect(lever.calls).toBeLessThanOrEqual(2 * Math.ceil(rows / 100) + 6);
  });

  it("of one millisecond is read page by page", async () => {
    const { found, lever } = await count(spread(2500, 0));
    expect(found).toBe(2500);
    expect(lever.calls).toBeLessThan(50);
  });

  it("has each row, if rows lie anywhere and if anything was known", async () => {
    const moment = fc.oneof(fc.integer({ min: 0, max: 1e12 }), fc.integer({ min: 5e11, max: 5e11 + 50 }));
    const known = new RowDensity();
    await fc.assert(
      fc.asyncProperty(fc.array(moment, { maxLength: 3000, size: "max" }), fc.boolean(), async (times, forgets) => {
        const { found } = await count(times, forgets ? new RowDensity() : known);
        expect(found).toBe(times.length);
      }),
      { numRuns: propertyRuns(20, 200) },
    );
  });

  it("is read within its bounds only", async () => {
    const times = spread(2000, 400);
    const bounds = { from: now - 200 * day, to: now - 100 * day };
    const { found, lever } = await count(times, new RowDensity(), { bounds });
    expect(found).toBe(times.filter((time) => time >= bounds.from && time <= bounds.to).length);
    expect(lever.spans.every(({ from, to }) => from >= bounds.from && to <= bounds.to)).toBe(true);
  });

  it("fails if rows are of another time, and if a page leads back", async () => {
    const density = new RowDensity();
    const other = { read: async () => page([{ id: 1, time: 5 }], null), timeOf, density };
    const circle = { read: async () => page([{ id: 1, time: 15 }], "again"), timeOf, density };
    const bounds = { from: 10, to: 20 };
    for (const list of [other, circle]) {
      await expect(readInWindows<Row>(list, bounds, () => undefined)).rejects.toMatchObject({
        code: "UPSTREAM_BAD_RESPONSE",
      });
    }
  });
});

function page(rows: readonly Row[], next: string | null): LeverPage<Row> {
  return { rows, next };
}
