import { AtsError } from "../../ats/errors.js";
import type { Order } from "../../ats/page.js";
import type { DatePosition } from "./date-cursor.js";
import { DateWindows } from "./date-windows.js";
import { type DateStart, type DatedList, type DatedRow, type DatedRowReader, compareIds } from "./dated-rows.js";
import type { Span } from "./row-density.js";
import type { PositionedRow, RowSource } from "./row-source.js";
import { SortedRows } from "./sorted-rows.js";

export interface DateOrderOptions<Row> {
  /** Lever's lists, which are merged. */
  readonly lists: readonly MergedList<Row>[];
  readonly direction: Order<string>["direction"];
  /** The time within which dates can be. */
  readonly bounds: Span;
  /** The position to go on from. Null for the first page. */
  readonly from: DatePosition | null;
  /** Why the lists could not be chosen. Reading them throws it. */
  readonly failure?: AtsError | undefined;
  readonly cursorOf: (position: DatePosition | null) => string;
  /** Receives the time of the first row that is read. */
  readonly onFirstTime?: (time: number) => void;
}

export interface MergedList<Row> extends DatedList<Row> {
  /** Whether the row is taken from this list. */
  readonly accepts: (row: Row) => boolean;
}

interface MergingList<Row> {
  readonly list: MergedList<Row>;
  readonly index: number;
  readonly reader: DatedRowReader<Row>;
  /** Read rows that are not merged yet. */
  rows: DatedRow<Row>[];
}

/** The rows of several lists of Lever's, merged in the order of a date. */
export class DateOrderRows<Row> implements RowSource<Row, DatePosition | null> {
  readonly start: DatePosition | null;
  hasStarted = false;
  private readonly merging: readonly MergingList<Row>[];
  private readonly direction: 1 | -1;
  private last: DatePosition | null;
  /** The ids of the rows so far. A row that two lists hold comes once. */
  private readonly seen = new Set<string>();

  constructor(private readonly options: DateOrderOptions<Row>) {
    const { lists, from, bounds } = options;
    this.direction = options.direction === "ASC" ? 1 : -1;
    this.start = from;
    this.last = from;
    this.merging = lists.map((list, index) => ({
      list,
      index,
      reader: readerOf(list, this.direction, bounds, from === null ? undefined : startOf(from, index)),
      rows: [],
    }));
  }

  get hasMore(): boolean {
    return this.merging.some(({ rows, reader }) => rows.length > 0 || reader.nextTime !== undefined);
  }

  /** After the last row, or at the nearest time that was not read. */
  get end(): DatePosition | null {
    const times = this.merging.flatMap(({ rows, reader }) => rows[0]?.time ?? reader.nextTime ?? []);
    const next = this.direction === 1 ? Math.min(...times) : Math.max(...times);
    const isFurther = this.last === null || this.direction * (next - this.last.time) > 0;
    return Number.isFinite(next) && isFurther ? { time: next, id: "", nodes: null } : this.last;
  }

  afterNodes(before: DatePosition | null, nodes: number): DatePosition | null {
    return before === null ? null : { ...before, nodes };
  }

  cursorOf(position: DatePosition | null): string {
    return this.options.cursorOf(position);
  }

  async readMore(): Promise<readonly PositionedRow<Row, DatePosition | null>[] | undefined> {
    if (this.options.failure !== undefined) throw this.options.failure;
    const merged: PositionedRow<Row, DatePosition | null>[] = [];
    while (merged.length === 0) {
      await this.fill();
      if (this.merging.every(({ rows }) => rows.length === 0)) return undefined;
      while (this.canMerge()) merged.push(...this.mergeNext());
    }
    return merged;
  }

  /** Reads on in each list without a row, all of them at the same time. */
  private async fill(): Promise<void> {
    const reads = this.merging.map(async (each) => {
      while (each.rows.length === 0) {
        const rows = await each.reader.readMore();
        if (rows === undefined) return;
        this.hasStarted = true;
        each.rows = rows.filter((dated) => {
          const isLeft = this.isAfterStart(dated, each);
          // Another list can have the row at another place.
          if (!isLeft && !(dated.row instanceof AtsError)) this.seen.add(dated.id);
          return isLeft;
        });
      }
    });
    const failed = (await Promise.allSettled(reads)).find((result) => result.status === "rejected");
    if (failed !== undefined) throw failed.reason as Error;
  }

  /** Whether the next row of each list is known, so that the first of them is the next one of all. */
  private canMerge(): boolean {
    return (
      this.merging.some(({ rows }) => rows.length > 0) &&
      this.merging.every(({ rows, reader }) => rows.length > 0 || reader.nextTime === undefined)
    );
  }

  private mergeNext(): PositionedRow<Row, DatePosition | null>[] {
    const [first] = this.merging.filter(({ rows }) => rows.length > 0).sort((a, b) => this.compare(a, b));
    const next = first?.rows.shift();
    if (first === undefined || next === undefined) return [];
    const { row, time, id, place } = next;
    if (this.last === null) this.options.onFirstTime?.(time);
    const position = { time, id, ...(place !== undefined && { place: { ...place, list: first.index } }) };
    const from = this.start;
    const startNodes = from?.time === time && from.id === id ? (from.nodes ?? 0) : 0;
    this.last = { ...position, nodes: null };
    return [
      {
        row,
        before: { ...position, nodes: 0 },
        after: this.last,
        consumedNodes: startNodes,
        isTaken: this.takes(next, first.list),
      },
    ];
  }

  private takes({ row, id }: DatedRow<Row>, list: MergedList<Row>): boolean {
    if (row instanceof AtsError) return true;
    if (!list.accepts(row) || this.seen.has(id)) return false;
    this.seen.add(id);
    return true;
  }

  /** By time and id. Rows of a millisecond that are too many to be sorted come last in it, list by list. */
  private compare(a: MergingList<Row>, b: MergingList<Row>): number {
    const [left, right] = [a.rows[0], b.rows[0]];
    if (left === undefined || right === undefined) return 0;
    if (left.time !== right.time) return this.direction * (left.time - right.time);
    if (left.place !== undefined || right.place !== undefined) {
      return Number(left.place !== undefined) - Number(right.place !== undefined) || a.index - b.index;
    }
    return compareIds(left.id, right.id);
  }

  /** Whether a row comes after the position where this page begins. The lists go on at its millisecond. */
  private isAfterStart({ time, id, place }: DatedRow<Row>, { index }: MergingList<Row>): boolean {
    const from = this.start;
    if (from?.time !== time) return true;
    if (from.place !== undefined) return place !== undefined && index >= from.place.list;
    if (place !== undefined) return true;
    const order = compareIds(id, from.id);
    return order > 0 || (order === 0 && from.nodes !== null);
  }
}

/**
 * Reads a list as Lever sorts it, if it does, and otherwise in windows. A place in a millisecond is from a walk in windows:
 * it goes on in them.
 */
function readerOf<Row>(
  list: DatedList<Row>,
  direction: 1 | -1,
  bounds: Span,
  start: DateStart | undefined,
): DatedRowReader<Row> {
  return list.isSorted && direction === -1 && start?.place === undefined
    ? new SortedRows(list, bounds, start)
    : new DateWindows(list, direction, bounds, start);
}

/** Where a list goes on from a position: in its millisecond, of which some rows may be given. */
function startOf({ time, nodes, place }: DatePosition, index: number): DateStart {
  if (place?.list !== index) return { time };
  const { token, rows } = place;
  return { time, place: { token, rows: nodes === null ? rows : rows - 1 } };
}
