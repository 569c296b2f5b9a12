import { AtsError, badUserInput } from "../../ats/errors.js";
import { BadRequestFromProvider } from "../../upstream/http/upstream-errors.js";
import { type LeverPage, PaginationGuard } from "../client.js";
import { type CursorPosition, type RowKey, startPosition } from "./cursor.js";
import type { ConnectionSource } from "./listing.js";

/** A decided row: the nodes it still has to give, and the place behind it. */
interface FirstRow<Node> {
  readonly nodes: { readonly node: Node; readonly after: CursorPosition }[];
  readonly lead: boolean;
  readonly after: CursorPosition;
}

interface PendingRow<Row, Node> {
  readonly row: Row | AtsError;
  /** The place of the row itself, `rows` not counting it. */
  readonly position: CursorPosition;
  readonly after: CursorPosition;
  /** How many of the row's nodes an earlier page has given. */
  readonly consumedNodes: number;
  /** What the row yields; undefined while that is undecided, an error when it cannot be told. */
  outcome: FirstRow<Node> | Error | undefined;
}

/** Reads the rows of a listing from a place on, in order, across pages and segments, and has them judged. */
export class RowReader<Row, Node> {
  private readonly rows: PendingRow<Row, Node>[] = [];
  /** The page to read next, or the end when there is no such segment. */
  private next: CursorPosition;
  private resumeFrom: CursorPosition;
  private guard: PaginationGuard;
  private lastPage: LeverPage<Row> | undefined;
  /** What reading on came to, while there were still rows to give before it. */
  private failure: unknown;
  /** The rows met so far: one that moves while its list is read comes again on a later page. */
  private readonly seenIds = new Set<string>();

  constructor(
    private readonly source: ConnectionSource<Row, Node>,
    from: CursorPosition,
  ) {
    this.next = from;
    this.resumeFrom = from;
    this.guard = new PaginationGuard(from.token);
  }

  /** Whether there are rows in hand, or pages to read. */
  get hasMore(): boolean {
    return this.rows.length > 0 || this.next.listIndex < this.source.sourceLists.length;
  }

  get undecidedRows(): readonly Row[] {
    return this.rows.flatMap(({ row, outcome }) => (row instanceof AtsError || outcome !== undefined ? [] : row));
  }

  /** The first row in hand if it is decided. An unusable row is reported and yields nothing. */
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

  /** Takes the next page's rows in hand. False when there is none. */
  async readNextPage(): Promise<boolean> {
    const segment = this.source.sourceLists[this.next.listIndex];
    if (segment === undefined) return false;
    if (this.failure !== undefined) throw this.failure as Error;
    if (this.lastPage !== undefined) this.guard.check(this.lastPage);
    const pagePosition = this.next;
    const page = await segment.read(pagePosition.token).catch((error: unknown) => {
      throw this.resumeFrom.token !== null && isTokenRejected(error) ? staleCursor() : error;
    });
    this.lastPage = page.next === null ? undefined : page;
    // A page that names itself as the next is not gone past: reading on from it has to fail, not to begin it again.
    const stuck = page.next !== null && page.next === pagePosition.token;
    if (page.next === null) {
      this.next = { ...startPosition, listIndex: pagePosition.listIndex + 1 };
      this.guard = new PaginationGuard();
    } else {
      this.next = { ...startPosition, listIndex: pagePosition.listIndex, token: page.next };
    }
    const done = await this.consumedRows(page);
    this.resumeFrom = startPosition;
    for (const [index, row] of page.rows.entries()) {
      if (index < done.rows) continue;
      const key = row instanceof AtsError ? null : this.source.key(row);
      const position = { ...pagePosition, rows: index, row: key, nodes: 0 };
      const isLast = index === page.rows.length - 1;
      const item: PendingRow<Row, Node> = {
        row,
        position,
        after: isLast && !stuck ? this.next : { ...position, rows: index + 1 },
        consumedNodes: index === done.rows ? done.nodes : 0,
        outcome: undefined,
      };
      this.classify(item, segment.accepts);
      this.rows.push(item);
    }
    return true;
  }

  /** Decides as many of the rows in hand as the listing sees fit, reading on first where that cannot be in vain. */
  async resolveUndecided(wanted: number): Promise<void> {
    const { rowResolver } = this.source;
    if (rowResolver === undefined) throw new Error("A listing without a way to decide has an undecided row");
    if (rowResolver.atMostOneNode) {
      await this.readAhead(wanted);
    }
    const rows = this.undecidedRows;
    const portion = new Set(rows.slice(0, rowResolver.batchSize(rows, wanted)));
    const outcomes = await rowResolver.resolveRows([...portion]);
    for (const item of this.rows) {
      if (item.outcome !== undefined || !portion.has(item.row as Row)) continue;
      const nodes = outcomes.get(item.row as Row) ?? [];
      if (nodes instanceof Error) item.outcome = nodes;
      else this.setOutcome(item, nodes);
    }
  }

  private async readAhead(wanted: number): Promise<void> {
    try {
      while (this.undecidedRows.length < wanted && (await this.readNextPage()));
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
    item.outcome = { nodes: nodesWithPosition.slice(item.consumedNodes), lead, after: item.after };
  }

  /** How many rows of the page were dealt with before, and how many nodes of the next were given. */
  private async consumedRows({ rows }: LeverPage<Row>): Promise<{ readonly rows: number; readonly nodes: number }> {
    const { row, nodes, rows: consumed } = this.resumeFrom;
    if (row === null) return { rows: consumed, nodes: 0 };
    const keys = rows.map((each) => (each instanceof AtsError ? null : this.source.key(each)));
    // Where it was, or where others' moving has shifted it: a row that has moved itself has another key.
    const expected = nodes > 0 ? consumed : consumed - 1;
    const movedTo = keys.findIndex((key) => key !== null && key.id === row.id && isSamePosition(key, row));
    const index = keys[expected]?.id === row.id ? expected : movedTo;
    if (index >= 0) return nodes > 0 ? { rows: index, nodes } : { rows: index + 1, nodes: 0 };
    return { rows: firstAfter(row, keys, (await this.source.groups?.()) ?? []) ?? consumed, nodes: 0 };
  }
}

function isSamePosition(a: RowKey, b: RowKey): boolean {
  return a.group === b.group && a.time === b.time;
}

/**
 * The first row behind where `gone` lay. Lever lists opportunities by stage, in each stage the one advanced last first,
 * and postings the newest first (found on recorded lists; Lever's documentation does not say).
 */
function firstAfter(gone: RowKey, keys: readonly (RowKey | null)[], groups: readonly string[]): number | undefined {
  const isAfter = (key: RowKey) => key.time < gone.time || (key.time === gone.time && key.id > gone.id);
  const last = keys.findLastIndex((key) => key?.group === gone.group);
  if (last >= 0) {
    const behind = keys.findIndex((key) => key?.group === gone.group && isAfter(key));
    return behind < 0 ? last + 1 : behind;
  }
  const group = groups.indexOf(gone.group);
  if (group < 0) return undefined;
  const later = keys.findIndex((key) => key !== null && groups.indexOf(key.group) > group);
  return later < 0 ? keys.length : later;
}

/** Lever docs do not say how a token that is no longer good is refused; clients have met this text. */
function isTokenRejected(error: unknown): boolean {
  return error instanceof BadRequestFromProvider && error.upstreamMessage.includes("Invalid offset token");
}

function staleCursor(): AtsError {
  return badUserInput("Lever no longer takes this cursor: leave after out to begin again.");
}
