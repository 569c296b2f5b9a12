import { AtsError, badUserInput } from "../../ats/errors.js";
import { TokenRejected } from "../errors.js";
import { type LeverPage, PageWalk } from "../list-page.js";
import { type CursorPosition, type RowKey, startPosition } from "./cursor.js";
import type { SourceList } from "./listing.js";
import { type ConsumedRows, consumedRows } from "./resume-position.js";
import type { PositionedRow, RowSource } from "./row-source.js";

export interface LeverOrderOptions<Row> {
  /** Lever's lists, which are read one after the other. */
  readonly lists: readonly SourceList<Row>[];
  /** Why the lists could not be chosen. Reading them throws it. */
  readonly failure?: AtsError | undefined;
  readonly from: CursorPosition;
  readonly key: (row: Row) => RowKey;
  /** The order of the groups of rows. Null if it is unknown. */
  readonly groups?: (() => Promise<readonly string[] | null>) | undefined;
  readonly cursorOf: (position: CursorPosition) => string;
}

/** The rows of Lever's lists in the order in which Lever sends them, page by page. */
export class LeverOrderRows<Row> implements RowSource<Row, CursorPosition> {
  readonly start: CursorPosition;
  hasStarted = false;
  /** The page to read next. The end when there is no such list. */
  private next: CursorPosition;
  /** The position to find in the first page. */
  private resumeFrom: CursorPosition;
  private walk: PageWalk;
  /** The error after the last row. It is thrown when more rows are wanted. */
  private failure: unknown;
  /** The rows read so far. A row that moves while its list is read comes again on a later page. */
  private readonly seenIds = new Set<string>();

  constructor(private readonly options: LeverOrderOptions<Row>) {
    this.start = options.from;
    this.next = options.from;
    this.resumeFrom = options.from;
    this.walk = new PageWalk(options.from.token, options.from.trail);
    this.failure = options.failure;
  }

  get hasMore(): boolean {
    return this.next.listIndex < this.options.lists.length;
  }

  get end(): CursorPosition {
    return this.next;
  }

  afterNodes(before: CursorPosition, nodes: number): CursorPosition {
    return { ...before, nodes };
  }

  cursorOf(position: CursorPosition): string {
    return this.options.cursorOf(position);
  }

  async readMore(): Promise<readonly PositionedRow<Row, CursorPosition>[] | undefined> {
    if (this.failure !== undefined) throw this.failure as Error;
    const list = this.options.lists[this.next.listIndex];
    if (list === undefined) return undefined;
    this.walk.assertWorthReading();
    const pagePosition = this.next;
    const page = await list.read(pagePosition.token).catch((error: unknown) => {
      throw this.resumeFrom.token !== null && error instanceof TokenRejected ? staleCursor() : error;
    });
    this.hasStarted = true;
    const keys = page.rows.map((row) => (row instanceof AtsError ? null : this.options.key(row)));
    const consumed = await consumedRows(this.resumeFrom, keys, async () => this.options.groups?.() ?? []);
    this.resumeFrom = startPosition;
    this.next = this.positionAfter(page, pagePosition, keys, consumed);
    const { listIndex, token, trail } = pagePosition;
    const positioned: PositionedRow<Row, CursorPosition>[] = [];
    for (const [index, row] of page.rows.entries()) {
      if (index < consumed.rows) continue;
      const key = keys[index] ?? null;
      const before: CursorPosition = { listIndex, token, trail, rows: index, row: key, nodes: 0 };
      const isLast = index === page.rows.length - 1;
      const after = isLast ? this.next : { listIndex, token, trail, rows: index + 1, row: key, nodes: 0 };
      const consumedNodes = index === consumed.rows ? consumed.nodes : 0;
      positioned.push({ row, before, after, consumedNodes, isTaken: this.takes(row, key, list) });
    }
    return positioned;
  }

  private takes(row: Row | AtsError, key: RowKey | null, { accepts }: SourceList<Row>): boolean {
    if (row instanceof AtsError || key === null) return true;
    if (!accepts(row) || this.seenIds.has(key.id)) return false;
    this.seenIds.add(key.id);
    return true;
  }

  /**
   * The start of the next page or of the next list. If nothing tells what follows the page, its end, or `position` itself
   * where no row follows that.
   */
  private positionAfter(
    page: LeverPage<Row>,
    position: CursorPosition,
    keys: readonly (RowKey | null)[],
    consumed: ConsumedRows,
  ): CursorPosition {
    const { listIndex } = position;
    try {
      const next = this.walk.nextToken(page);
      if (next !== null) return { ...startPosition, listIndex, token: next, trail: this.walk.trailOfNext };
      this.walk = new PageWalk();
      return { ...startPosition, listIndex: listIndex + 1 };
    } catch (error) {
      this.failure = error;
      if (consumed.rows >= keys.length) return position;
      return { ...position, rows: keys.length, row: keys.at(-1) ?? null, nodes: 0 };
    }
  }
}

function staleCursor(): AtsError {
  return badUserInput("Lever no longer accepts this cursor. Omit after to start again.");
}
