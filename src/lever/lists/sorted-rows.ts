import { AtsError } from "../../ats/errors.js";
import { leverError } from "../errors.js";
import { PageWalk } from "../list-page.js";
import {
  type DateStart,
  type DatedList,
  type DatedRow,
  type DatedRowReader,
  assertWithin,
  compareIds,
} from "./dated-rows.js";
import type { Span } from "./row-density.js";

/** The latest time that a date can have. ECMAScript: Time Values. */
const latestTime = 8.64e15;

/**
 * The rows of one list that Lever sorts by a date itself, the latest first. It is read page by page. A row whose date cannot
 * be read is dated one millisecond before the row that precedes it.
 */
export class SortedRows<Row> implements DatedRowReader<Row> {
  nextTime: number | undefined;
  private readonly span: Span;
  private readonly walk = new PageWalk();
  private token: string | null = null;
  private lastTime = latestTime;
  /** The last row whose date can be read. */
  private lastDated: DatedRow<Row> | undefined;

  constructor(
    private readonly list: DatedList<Row>,
    bounds: Span,
    start: DateStart | undefined,
  ) {
    this.span = { from: bounds.from, to: start?.time ?? bounds.to };
    this.nextTime = this.span.from <= this.span.to ? this.span.to : undefined;
  }

  /** The rows of the next page. Throws UPSTREAM_BAD_RESPONSE if they are not in order, too. */
  async readMore(): Promise<readonly DatedRow<Row>[] | undefined> {
    if (this.nextTime === undefined) return undefined;
    this.walk.assertWorthReading();
    const page = await this.list.read(this.span, this.token);
    assertWithin(this.span, page, this.list);
    const rows = page.rows.map((row) => this.dated(row));
    this.token = this.walk.nextToken(page);
    this.nextTime = this.token === null ? undefined : Math.min(this.span.to, this.lastTime);
    return rows;
  }

  private dated(row: Row | AtsError): DatedRow<Row> {
    const [time, id] = row instanceof AtsError ? [null, ""] : [this.list.timeOf(row), this.list.idOf(row)];
    const dated = { row, time: time ?? Math.min(this.span.to, this.lastTime - 1), id };
    if (time !== null) {
      if (this.lastDated !== undefined && !isInOrder(this.lastDated, dated)) {
        throw leverError("UPSTREAM_BAD_RESPONSE", "Lever does not list the latest of a stage first.");
      }
      this.lastDated = dated;
    }
    this.lastTime = dated.time;
    return dated;
  }
}

function isInOrder(a: DatedRow<unknown>, b: DatedRow<unknown>): boolean {
  return a.time > b.time || (a.time === b.time && compareIds(a.id, b.id) <= 0);
}
