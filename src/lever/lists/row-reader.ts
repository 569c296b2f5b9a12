import { AtsError, badUserInput } from "../../ats/errors.js";
import { TokenRejected } from "../errors.js";
import { type LeverPage, PageWalk } from "../list-page.js";
import { type CursorPosition, type RowKey, startPosition } from "./cursor.js";
import type { ConnectionSource } from "./listing.js";
import { type ConsumedRows, consumedRows } from "./resume-position.js";

/** A decided row: its nodes that are not yet on a page, and the position after it. */
export interface FirstRow<Node> {
  readonly nodes: { readonly node: Node; readonly after: CursorPosition }[];
  readonly lead: boolean;
  /** Why the row may lack a node. */
  readonly omission: AtsError | undefined;
  readonly after: CursorPosition;
}

interface PendingRow<Row, Node> {
  readonly row: Row | AtsError;
  /** The position of the row itself. Its `rows` does not count the row. */
  readonly position: CursorPosition;
  readonly after: CursorPosition;
  /** How many of the row's nodes are on an earlier page. */
  readonly consumedNodes: number;
  /** What the row yields. Undefined while that is undecided; an error when deciding failed. */
  outcome: FirstRow<Node> | Error | undefined;
}

/** Reads and classifies the rows of a connection from a position on, in order, across pages and source lists. */
export class RowReader<Row, Node> {
  private readonly rows: PendingRow<Row, Node>[] = [];
  /** The page to read next. The end when there is no such source list. */
  private next: CursorPosition;
  private resumeFrom: CursorPosition;
  private walk: PageWalk;
  private pagesRead = 0;
  /** The error after the last buffered row. It is thrown once the rows before it are used. */
  private failure: unknown;
  /** The rows read so far. A row that moves while its list is read comes again on a later page. */
  private readonly seenIds = new Set<string>();

  constructor(
    private readonly source: ConnectionSource<Row, Node>,
    from: CursorPosition,
  ) {
    this.next = from;
    this.resumeFrom = from;
    this.walk = new PageWalk(from.token, from.trail);
    this.failure = source.failure;
  }

  /** Whether rows are buffered, or pages are left to read. */
  get hasMore(): boolean {
    return this.rows.length > 0 || this.next.listIndex < this.source.sourceLists.length;
  }

  /** Whether a page was read. */
  get hasStarted(): boolean {
    return this.pagesRead > 0;
  }

  /** Where reading goes on when no rows are buffered. Undefined when some are. */
  get positionAfterRows(): CursorPosition | undefined {
    return this.rows.length === 0 ? this.next : undefined;
  }

  get undecidedRows(): readonly Row[] {
    return this.rows.flatMap(({ row, outcome }) => (row instanceof AtsError || outcome !== undefined ? [] : row));
  }

  /** The first buffered row if it is decided. An unusable row is reported and yields no node. */
  first(): FirstRow<Node> | undefined {
    const item = this.rows[0];
    if (item === undefined) return undefined;
    if (item.row instanceof AtsError) {
      this.source.reportError(item.row);
      this.setOutcome(item, []);
    } else if (item.outcome === undefined) {
      const nodes = this.source.rowResolver?.resolveFromCache(item.row);
      if (nodes !== undefined) this.setOutcome(item, nodes);
    }
    if (item.outcome instanceof Error) throw item.outcome;
    return item.outcome;
  }

  dropFirst(): void {
    this.rows.shift();
  }

  /** Buffers the next page's rows. Resolves with false when there is no page. */
  async readNextPage(): Promise<boolean> {
    if (this.failure !== undefined) throw this.failure as Error;
    const sourceList = this.source.sourceLists[this.next.listIndex];
    if (sourceList === undefined) return false;
    this.walk.assertWorthReading();
    const pagePosition = this.next;
    const page = await sourceList.read(pagePosition.token).catch((error: unknown) => {
      throw this.resumeFrom.token !== null && error instanceof TokenRejected ? staleCursor() : error;
    });
    const keys = page.rows.map((row) => (row instanceof AtsError ? null : this.source.key(row)));
    const consumed = await consumedRows(this.resumeFrom, keys, async () =>
      this.source.groups === undefined ? [] : this.source.groups(),
    );
    this.resumeFrom = startPosition;
    this.pagesRead += 1;
    this.next = this.positionAfter(page, pagePosition, keys, consumed);
    for (const [index, row] of page.rows.entries()) {
      if (index < consumed.rows) continue;
      const position = { ...pagePosition, rows: index, row: keys[index] ?? null, nodes: 0 };
      const isLast = index === page.rows.length - 1;
      const item: PendingRow<Row, Node> = {
        row,
        position,
        after: isLast ? this.next : { ...position, rows: index + 1 },
        consumedNodes: index === consumed.rows ? consumed.nodes : 0,
        outcome: undefined,
      };
      this.classify(item, sourceList.accepts);
      this.rows.push(item);
    }
    return true;
  }

  /** Decides one batch of the buffered rows. Reads more pages first where no row of them would be read in vain. */
  async resolveUndecided(wanted: number): Promise<void> {
    const { rowResolver } = this.source;
    if (rowResolver === undefined) throw new Error("A source without a row resolver has an undecided row");
    await this.readAhead(wanted, rowResolver.mayReadAhead);
    const rows = this.undecidedRows;
    const batch = new Set(rows.slice(0, rowResolver.batchSize(rows, wanted)));
    const outcomes = await rowResolver.resolveRows([...batch]);
    for (const item of this.rows) {
      if (item.outcome !== undefined || !batch.has(item.row as Row)) continue;
      const nodes = outcomes.get(item.row as Row) ?? [];
      if (nodes instanceof Error) item.outcome = nodes;
      else this.setOutcome(item, nodes);
    }
  }

  /**
   * The start of the next page or of the next source list. If nothing tells what follows the page, its end, or `position`
   * itself where no row follows that.
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

  private async readAhead(wanted: number, mayReadAhead: () => boolean): Promise<void> {
    try {
      while (mayReadAhead() && this.undecidedRows.length < wanted && (await this.readNextPage()));
    } catch (error) {
      this.failure = error;
    }
  }

  private classify(item: PendingRow<Row, Node>, accepts: (row: Row) => boolean): void {
    const { row } = item;
    if (row instanceof AtsError) return;
    const { id } = this.source.key(row);
    if (!accepts(row) || this.seenIds.has(id)) {
      this.setOutcome(item, []);
      return;
    }
    this.seenIds.add(id);
    const result = this.source.classify(row);
    if (result.kind === "passed") this.setOutcome(item, [], result.lead);
    else if (result.kind === "nodes") this.setOutcome(item, result.nodes);
  }

  private setOutcome(item: PendingRow<Row, Node>, nodes: readonly Node[], lead = false): void {
    const nodesWithPosition = nodes.map((node, index) => ({
      node,
      after: index === nodes.length - 1 ? item.after : { ...item.position, nodes: index + 1 },
    }));
    const { row, after } = item;
    const omission = row instanceof AtsError ? undefined : this.source.omission?.(row);
    item.outcome = { nodes: nodesWithPosition.slice(item.consumedNodes), lead, omission, after };
  }
}

function staleCursor(): AtsError {
  return badUserInput("Lever no longer accepts this cursor. Omit after to start again.");
}
