import { AtsError } from "../../ats/errors.js";
import { type LeverPage, PageWalk } from "../list-page.js";
import {
  type DateStart,
  type DatedList,
  type DatedRow,
  type DatedRowReader,
  type PlaceInMillisecond,
  assertWithin,
  compareIds,
} from "./dated-rows.js";
import type { Span } from "./row-density.js";

/** Windows aim at this many rows, so that most of them take one call of 100. */
const rowsPerWindow = 80;

/** After a window without rows the next one is longer. After two, the rest is tried. */
const growth = 8;

/** The part of the rows of an unfinished window that the next, smaller one aims at. */
const shrink = 0.3;

/**
 * The rows of one list in the order of a date, which Lever does not offer: it is read in windows of time. A window holds
 * few enough rows to be read whole, and is sorted then. Lever docs: Opportunities, List (`created_at_start` and the like;
 * both ends are included).
 */
export class DateWindows<Row> implements DatedRowReader<Row> {
  /** The nearest time that was not read. */
  private edge: number;
  private readonly far: number;
  private emptyWindows = 0;
  /** The rest of a millisecond whose rows are too many to be sorted. */
  private place: PlaceInMillisecond | undefined;
  private walk = new PageWalk();
  /** The token of the page that follows in the walk. Null if a new one begins. */
  private expectedToken: string | null = null;
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

  get nextTime(): number | undefined {
    return this.isDone ? undefined : this.edge;
  }

  /** The rows of the next window. */
  async readMore(): Promise<readonly DatedRow<Row>[] | undefined> {
    if (this.isDone) return undefined;
    if (this.place !== undefined) return this.readPlace(this.place);
    const window = this.nextWindow();
    let { span } = window;
    for (;;) {
      const first = await this.readPage(span, null);
      const next = this.tokenAfter(first);
      if (next === null) return this.whole(span, first.rows);
      const isOneMillisecond = span.from === span.to;
      let { rows } = first;
      // A window of one page misses no row that moves meanwhile. Other windows are cut, but for a list that two pages hold.
      if (isOneMillisecond || (this.list.isShort && !window.isEstimated)) {
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
    const dated = this.dated(rows, span);
    this.list.density.note(
      span,
      dated.map(({ time }) => time),
    );
    this.list.onWindow?.(rows);
    this.emptyWindows = rows.length === 0 ? this.emptyWindows + 1 : 0;
    this.advance(this.direction === 1 ? span.to : span.from);
    return dated.sort((a, b) => this.direction * (a.time - b.time) || compareIds(a.id, b.id));
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
    assertWithin(span, page, this.list);
    return page;
  }

  private tokenAfter(page: LeverPage<Row>): string | null {
    this.expectedToken = this.walk.nextToken(page);
    return this.expectedToken;
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
