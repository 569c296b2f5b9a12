import { AtsError } from "../../ats/errors.js";
import { leverError } from "../errors.js";
import { type LeverPage, PageWalk } from "../list-page.js";
import type { RowDensity, Span } from "./row-density.js";

/** A list of Lever's that can be read by date. */
export interface DatedList<Row> {
  /** One page of the rows whose date is in a span. */
  readonly read: (span: Span, token: string | null) => Promise<LeverPage<Row>>;
  /** The date of a row, in milliseconds since 1970. Null if it cannot be read. */
  readonly timeOf: (row: Row) => number | null;
  /** The id that orders rows of one millisecond. */
  readonly idOf: (row: Row) => string;
  readonly density: RowDensity;
  /** Whether it probably has no more rows than two pages. */
  readonly isShort: boolean;
  /** Whether Lever's own order is the order of the date, with the latest first. It is then read without windows. */
  readonly isSorted: boolean;
  /** Receives the rows of each window that was read whole. */
  readonly onWindow?: (rows: readonly (Row | AtsError)[]) => void;
}

/** A row, or the error of an unusable one, in the order of its list. */
export interface DatedRow<Row> {
  readonly row: Row | AtsError;
  readonly time: number;
  readonly id: string;
  /** Its place among the rows of a millisecond that are too many to be sorted. */
  readonly place?: PlaceInMillisecond;
}

/** A place in Lever's order: the token of the page, and how many of its rows come before. */
export interface PlaceInMillisecond {
  readonly token: string | null;
  readonly rows: number;
}

/** Where a list goes on: at a time, and in its millisecond at a place if that has too many rows to be sorted. */
export interface DateStart {
  readonly time: number;
  readonly place?: PlaceInMillisecond;
}

/** Windows aim at this many rows, so that most of them take one call of 100. */
const rowsPerWindow = 80;

/** With more wanted rows than this, the second page of a window is needed anyway. */
const manyRows = 50;

/** After a window without rows the next one is longer. After two, the rest is tried. */
const growth = 8;

/** The part of the rows of an unfinished window that the next, smaller one aims at. */
const shrink = 0.3;

/**
 * The rows of one list in the order of a date, which Lever does not offer: it is read in windows of time. A window holds
 * few enough rows to be read whole, and is sorted then. Lever docs: Opportunities, List (`created_at_start` and the like;
 * both ends are included).
 */
export class DateWindows<Row> {
  /** The nearest time that was not read. */
  private edge: number;
  private readonly far: number;
  private emptyWindows = 0;
  /** The rest of a millisecond whose rows are too many to be sorted. */
  private place: PlaceInMillisecond | undefined;
  private walk = new PageWalk();
  /** The token of the page that follows in the walk. Null if a new one begins. */
  private expectedToken: string | null = null;
  /** Of a sorted list: the span that its pages are from, and its last row. */
  private sortedSpan: Span | undefined;
  private lastSorted: DatedRow<Row> | undefined;
  private isDone: boolean;

  constructor(
    private readonly list: DatedList<Row>,
    /** 1 for the oldest first, -1 for the newest first. */
    private readonly direction: 1 | -1,
    bounds: Span,
    start: DateStart | undefined,
  ) {
    const [near, far] = direction === 1 ? [bounds.from, bounds.to] : [bounds.to, bounds.from];
    this.far = far;
    this.edge = start?.time ?? near;
    this.place = start?.place;
    this.isDone = this.isBeyond(this.edge);
  }

  /** The nearest time that was not read. Undefined at the end. */
  get nextTime(): number | undefined {
    return this.isDone ? undefined : this.edge;
  }

  /**
   * The rows of the next window. Undefined at the end. `wanted` rows are still needed. Throws UPSTREAM_BAD_RESPONSE if
   * Lever sends rows of another time.
   */
  async readMore(wanted: number): Promise<readonly DatedRow<Row>[] | undefined> {
    if (this.isDone) return undefined;
    if (this.place !== undefined) return this.readPlace(this.place);
    if (this.list.isSorted && this.direction === -1) return this.readSorted();
    const window = this.nextWindow();
    let { span } = window;
    for (;;) {
      const first = await this.readPage(span, null);
      const next = this.tokenAfter(first);
      if (next === null) return this.whole(span, first.rows);
      const isOneMillisecond = span.from === span.to;
      let { rows } = first;
      // A short list is read whole, and a page with many rows needs those of a second page of Lever's too.
      if (isOneMillisecond || (window.isEstimated ? wanted > manyRows : this.list.isShort)) {
        const second = await this.readPage(span, next);
        const nextButOne = this.tokenAfter(second);
        rows = [...rows, ...second.rows];
        if (nextButOne === null) return this.whole(span, rows);
        if (isOneMillisecond) {
          this.place = { token: nextButOne, rows: 0 };
          return [...this.placed(first, { token: null, rows: 0 }), ...this.placed(second, { token: next, rows: 0 })];
        }
      }
      span = this.smaller(span, this.timesOf(rows, span));
    }
  }

  /** The next page of a list that is sorted. Throws UPSTREAM_BAD_RESPONSE if it is not. */
  private async readSorted(): Promise<readonly DatedRow<Row>[]> {
    const span = this.spanTo(this.far);
    const page = await this.readPage(this.sortedSpan ?? span, this.expectedToken);
    this.sortedSpan ??= span;
    const rows = this.dated(page.rows, span);
    const isInOrder = rows.every(({ time, id }, index) => {
      const before = rows[index - 1] ?? this.lastSorted;
      return before === undefined || before.time > time || (before.time === time && compareIds(before.id, id) <= 0);
    });
    if (!isInOrder) throw leverError("UPSTREAM_BAD_RESPONSE", "Lever does not list the latest of a stage first.");
    this.lastSorted = rows.at(-1) ?? this.lastSorted;
    if (this.tokenAfter(page) === null) this.isDone = true;
    else this.edge = this.lastSorted?.time ?? this.edge;
    return rows;
  }

  /** The window to read, and whether its number of rows is an estimate. Otherwise nothing is known of them. */
  private nextWindow(): { readonly span: Span; readonly isEstimated: boolean } {
    const reach = this.list.density.reach(this.edge, this.direction, rowsPerWindow);
    if (reach === undefined || this.emptyWindows > 1) return { span: this.spanTo(this.far), isEstimated: false };
    if (!Number.isFinite(reach)) return { span: this.spanTo(this.far), isEstimated: true };
    const length = Number.isFinite(this.edge) ? reach - this.edge : 0;
    return { span: this.spanTo(reach + (this.emptyWindows > 0 ? growth * length : 0)), isEstimated: true };
  }

  /** From the edge to a time, but not beyond the bounds. */
  private spanTo(time: number): Span {
    const { edge, far } = this;
    return this.direction === 1
      ? { from: edge, to: Math.min(far, Math.max(edge, time)) }
      : { from: Math.max(far, Math.min(edge, time)), to: edge };
  }

  /** A smaller window, by the dates of some of its rows. */
  private smaller(span: Span, times: readonly number[]): Span {
    const sorted = [...times].sort((a, b) => this.direction * (a - b));
    const end = this.direction === 1 ? span.to : span.from;
    const aim = sorted[Math.floor(sorted.length * shrink)] ?? end;
    // All of these rows have the time of the end: the window before it.
    return this.spanTo(aim === end ? aim - this.direction : aim);
  }

  private whole(span: Span, rows: readonly (Row | AtsError)[]): readonly DatedRow<Row>[] {
    const times = this.timesOf(rows, span);
    this.list.density.note(span, times);
    this.list.onWindow?.(rows);
    this.emptyWindows = rows.length === 0 ? this.emptyWindows + 1 : 0;
    this.advance(this.direction === 1 ? span.to : span.from);
    return this.dated(rows, span).sort((a, b) => this.direction * (a.time - b.time) || compareIds(a.id, b.id));
  }

  private dated(rows: readonly (Row | AtsError)[], span: Span): DatedRow<Row>[] {
    const times = this.timesOf(rows, span);
    return rows.map((row, index) => ({
      row,
      time: times[index] ?? this.edge,
      id: row instanceof AtsError ? "" : this.list.idOf(row),
    }));
  }

  /** A page of a millisecond with too many rows. */
  private async readPlace(place: PlaceInMillisecond): Promise<readonly DatedRow<Row>[]> {
    const page = await this.readPage({ from: this.edge, to: this.edge }, place.token);
    const rows = this.placed(page, place);
    const next = this.tokenAfter(page);
    this.place = next === null ? undefined : { token: next, rows: 0 };
    if (next === null) this.advance(this.edge);
    return rows;
  }

  /** The rows of such a page after a place, in Lever's order. */
  private placed(page: LeverPage<Row>, { token, rows: skipped }: PlaceInMillisecond): DatedRow<Row>[] {
    return page.rows.slice(skipped).map((row, index) => ({
      row,
      time: this.edge,
      id: row instanceof AtsError ? "" : this.list.idOf(row),
      place: { token, rows: skipped + index + 1 },
    }));
  }

  private async readPage(span: Span, token: string | null): Promise<LeverPage<Row>> {
    if (token === null || token !== this.expectedToken) this.walk = new PageWalk(token);
    const page = await this.list.read(span, token);
    if (page.rows.some((row) => !(row instanceof AtsError) && this.isOutside(row, span))) {
      throw leverError("UPSTREAM_BAD_RESPONSE", "Lever lists rows outside of the time that was asked for.");
    }
    return page;
  }

  private tokenAfter(page: LeverPage<Row>): string | null {
    this.expectedToken = this.walk.nextToken(page);
    return this.expectedToken;
  }

  private isOutside(row: Row, { from, to }: Span): boolean {
    const time = this.list.timeOf(row);
    return time !== null && (time < from || time > to);
  }

  /** The times of rows. One that cannot be read is that of the far end of the window. */
  private timesOf(rows: readonly (Row | AtsError)[], span: Span): number[] {
    const times = rows.map((row) => (row instanceof AtsError ? null : this.list.timeOf(row)));
    const known = times.filter((time) => time !== null);
    const last = this.direction === 1 ? Math.max(...known, span.from) : Math.min(...known, span.to);
    const end = this.direction === 1 ? span.to : span.from;
    const unknown = Number.isFinite(end) ? end : Number.isFinite(last) ? last : 0;
    return times.map((time) => time ?? unknown);
  }

  private advance(readTo: number): void {
    this.edge = readTo + this.direction;
    this.isDone = this.isBeyond(this.edge);
  }

  private isBeyond(time: number): boolean {
    return !Number.isFinite(time) ? time === this.direction * Infinity : this.direction * (time - this.far) > 0;
  }
}

/** Ids have one length and small letters, so that their order by code unit is that by code point. */
export function compareIds(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
