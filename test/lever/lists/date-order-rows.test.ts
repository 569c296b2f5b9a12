import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { LeverPage } from "../../../src/lever/list-page.js";
import { type DatePosition, decodeDateCursor, encodeDateCursor } from "../../../src/lever/lists/date-cursor.js";
import { DateOrderRows } from "../../../src/lever/lists/date-order-rows.js";
import { RowDensity, type Span } from "../../../src/lever/lists/row-density.js";
import { propertyRuns } from "../../support/property-runs.js";

interface Row {
  readonly id: string;
  readonly time: number;
  /** Its place in Lever's order. */
  readonly rank: number;
  readonly lists: readonly number[];
}

/** A list of Lever's, a page of `pageSize` rows at a time. Counts its calls. */
function leverList(rows: readonly Row[], pageSize: number) {
  const list = { calls: 0, read };
  return list;
  async function read({ from, to }: Span, token: string | null): Promise<LeverPage<Row>> {
    list.calls += 1;
    const found = rows.filter(({ time }) => time >= from && time <= to).sort((a, b) => a.rank - b.rank);
    const start = token === null ? 0 : Number(token);
    const next = start + pageSize < found.length ? String(start + pageSize) : null;
    return { rows: found.slice(start, start + pageSize), next };
  }
}

const uuid = (n: number) => n.toString(16).padStart(8, "0");

const spread = fc.oneof(fc.integer({ min: 0, max: 1e12 }), fc.integer({ min: 5e11, max: 5e11 + 100 }));
const imported = fc.constantFrom(7e11, 7e11 + 1, 7e11 + 2);

/** Accounts with few rows in one millisecond, and with many. */
const accounts = fc.oneof(rowsAt(spread, 2), rowsAt(fc.oneof(spread, imported), 1), rowsAt(imported, 1));

function rowsAt(times: fc.Arbitrary<number>, maxLists: number): fc.Arbitrary<Row[]> {
  const row = fc.record({
    time: times,
    rank: fc.nat(1000),
    lists: fc.subarray([0, 1, 2], { minLength: 1, maxLength: maxLists }),
  });
  return fc
    .array(row, { maxLength: 120, size: "max" })
    .map((rows) => rows.map((each, index): Row => ({ ...each, id: uuid((index * 7919) % 100_003) })));
}

describe("rows in the order of a date", () => {
  it("come once each and in order, however the walk is cut into pages", async () => {
    await fc.assert(
      fc.asyncProperty(
        accounts,
        fc.constantFrom("ASC" as const, "DESC" as const),
        fc.integer({ min: 3, max: 12 }),
        fc.array(fc.integer({ min: 1, max: 40 }), { minLength: 1, maxLength: 10 }),
        fc.boolean(),
        async (rows, direction, pageSize, pageSizes, forgets) => {
          const lists = [0, 1, 2].map((index) =>
            leverList(
              rows.filter((row) => row.lists.includes(index)),
              pageSize,
            ),
          );
          let densities = lists.map(() => new RowDensity());
          const found: Row[] = [];
          let cursor: string | null = null;
          for (let page = 0; ; page += 1) {
            if (forgets) densities = lists.map(() => new RowDensity());
            const wanted = pageSizes[page % pageSizes.length] ?? 1;
            const from: DatePosition | null = cursor === null ? null : decodeDateCursor("list", cursor).position;
            const source: DateOrderRows<Row> = new DateOrderRows<Row>({
              lists: lists.map(({ read }, index) => ({
                read,
                timeOf: ({ time }: Row) => time,
                idOf: ({ id }: Row) => id,
                accepts: () => true,
                density: densities[index] ?? new RowDensity(),
                isShort: index === 1,
                isSorted: false,
              })),
              direction,
              bounds: { from: -Infinity, to: Infinity },
              from,
              cursorOf: (position) => encodeDateCursor("list", position, {}),
            });
            let position = source.start;
            let given = 0;
            let isEnd = false;
            while (given < wanted && !isEnd) {
              const more = await source.readMore();
              isEnd = more === undefined;
              for (const { row, after, isTaken } of more ?? []) {
                if (given === wanted) break;
                position = after;
                if (!isTaken) continue;
                found.push(row as Row);
                given += 1;
              }
            }
            if (isEnd) break;
            cursor = source.cursorOf(position);
          }
          const order = direction === "ASC" ? 1 : -1;
          const isInOrder = (a: Row, b: Row) => order * (a.time - b.time) || (a.id < b.id ? -1 : 1);
          expect(found.map(({ id }) => id).sort()).toEqual(rows.map(({ id }) => id).sort());
          const byTime = new Map(rows.map((row) => [row.time, rows.filter(({ time }) => time === row.time).length]));
          expect(found.map(({ time }) => time)).toEqual([...rows].sort(isInOrder).map(({ time }) => time));
          // More rows of one millisecond than two pages hold come in Lever's order.
          const sortable = (row: Row) => (byTime.get(row.time) ?? 0) <= 2 * pageSize;
          const expected = [...rows].sort(isInOrder).filter(sortable);
          expect(found.filter(sortable)).toEqual(expected);
        },
      ),
      { numRuns: propertyRuns(60, 500) },
    );
  });
});
