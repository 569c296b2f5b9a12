import { AtsError } from "../../ats/errors.js";
import { leverError } from "../errors.js";
import type { LeverPage } from "../list-page.js";
import type { RowDensity, Span } from "./row-density.js";

/** A list of Lever's that can be read by date, in windows of time. */
export interface WindowedList<Row> {
  /** One page of the rows whose date is in a span. */
  readonly read: (span: Span, token: string | null) => Promise<LeverPage<Row>>;
  /** The date of a row, in milliseconds since 1970. Null if it cannot be read. */
  readonly timeOf: (row: Row) => number | null;
  readonly density: RowDensity;
  /** Receives the rows of each window that was read whole. */
  readonly onWindow?: (rows: readonly (Row | AtsError)[]) => void;
}

/** One that can be read in the order of the date. */
export interface DatedList<Row> extends WindowedList<Row> {
  /** The id of a row, which orders the rows of one millisecond. */
  readonly idOf: (row: Row) => string;
  /** Whether it probably has no more rows than two pages. */
  readonly isShort: boolean;
  /** Whether Lever's own order is the order of the date, with the latest first. It is then read without windows. */
  readonly isSorted: boolean;
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

/** Reads the rows of one list in the order of the date. */
export interface DatedRowReader<Row> {
  /** The nearest time that was not read. Undefined at the end. */
  readonly nextTime: number | undefined;
  /** The next rows. Undefined at the end. Throws UPSTREAM_BAD_RESPONSE if Lever sends rows of another time. */
  readMore(): Promise<readonly DatedRow<Row>[] | undefined>;
}

/** Ids have one length and small letters, so that their order by code unit is that by code point. */
export function compareIds(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

/** Throws UPSTREAM_BAD_RESPONSE if a page has a row outside of the time that was asked for. */
export function assertWithin<Row>({ from, to }: Span, { rows }: LeverPage<Row>, { timeOf }: WindowedList<Row>): void {
  const isOutside = rows.some((row) => {
    const time = row instanceof AtsError ? null : timeOf(row);
    return time !== null && (time < from || time > to);
  });
  if (isOutside) throw leverError("UPSTREAM_BAD_RESPONSE", "Lever lists rows outside of the time that was asked for.");
}
