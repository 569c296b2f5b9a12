import { AtsError } from "../../ats/errors.js";
import type { NodeRules, RowResolver } from "./listing.js";
import type { PositionedRow, RowSource } from "./row-source.js";

/** A decided row: its nodes that are not yet on a page, and the position after it. */
export interface DecidedRow<Node, Position> {
  readonly nodes: { readonly node: Node; readonly after: Position }[];
  readonly lead: boolean;
  /** Why the row may lack a node. */
  readonly omission: AtsError | undefined;
  readonly after: Position;
}

interface QueuedRow<Row, Node, Position> extends PositionedRow<Row, Position> {
  /** What the row yields. Undefined while that is undecided; an error when deciding failed. */
  outcome: DecidedRow<Node, Position> | Error | undefined;
}

/** The rows of a connection that were read and are not used up, in order. It decides what nodes each row yields. */
export class RowQueue<Row, Node, Position> {
  private readonly rows: QueuedRow<Row, Node, Position>[] = [];
  /** The error of reading ahead. It is thrown once the rows before it are used. */
  private failure: unknown;

  constructor(
    private readonly source: RowSource<Row, Position>,
    private readonly rules: NodeRules<Row, Node>,
  ) {}

  /** Whether rows are queued, or left to read. */
  get hasMore(): boolean {
    return this.rows.length > 0 || this.source.hasMore;
  }

  get isEmpty(): boolean {
    return this.rows.length === 0;
  }

  get hasUndecided(): boolean {
    return this.rows.some(({ row, outcome }) => outcome === undefined && !(row instanceof AtsError));
  }

  private get undecidedRows(): readonly Row[] {
    const undecided: Row[] = [];
    for (const { row, outcome } of this.rows) {
      if (outcome === undefined && !(row instanceof AtsError)) undecided.push(row);
    }
    return undecided;
  }

  /** The first row if it is decided. An unusable row is reported and yields no node. */
  first(): DecidedRow<Node, Position> | undefined {
    const item = this.rows[0];
    if (item === undefined) return undefined;
    if (item.row instanceof AtsError) {
      this.rules.reportError(item.row);
      this.setOutcome(item, []);
    } else if (item.outcome === undefined) {
      const nodes = this.rules.rowResolver?.resolveFromCache(item.row);
      if (nodes !== undefined) this.setOutcome(item, nodes);
    }
    if (item.outcome instanceof Error) throw item.outcome;
    return item.outcome;
  }

  dropFirst(): void {
    this.rows.shift();
  }

  /** Queues more rows. Resolves with false when there are none. */
  async readMore(): Promise<boolean> {
    if (this.failure !== undefined) throw this.failure as Error;
    const rows = await this.source.readMore();
    if (rows === undefined) return false;
    for (const { row, before, after, consumedNodes, isTaken } of rows) {
      // A spread takes many times as long in V8. The same in lever-order-rows.ts.
      const item: QueuedRow<Row, Node, Position> = { row, before, after, consumedNodes, isTaken, outcome: undefined };
      this.classify(item);
      this.rows.push(item);
    }
    return true;
  }

  /** Decides one batch of the queued rows. Reads more rows first where no call for them would be in vain. */
  async resolveUndecided(wanted: number): Promise<void> {
    const { rowResolver } = this.rules;
    if (rowResolver === undefined) throw new Error("Rules without a row resolver leave a row undecided");
    await this.readAhead(wanted, rowResolver);
    const batch = new Set(rowResolver.batchOf(this.undecidedRows, wanted).rows);
    const outcomes = await rowResolver.resolveRows([...batch]);
    for (const item of this.rows) {
      if (item.outcome !== undefined || !batch.has(item.row as Row)) continue;
      const nodes = outcomes.get(item.row as Row) ?? [];
      if (nodes instanceof Error) item.outcome = nodes;
      else this.setOutcome(item, nodes);
    }
  }

  private async readAhead(wanted: number, { mayReadAhead, batchOf }: RowResolver<Row, Node>): Promise<void> {
    try {
      while (mayReadAhead() && !batchOf(this.undecidedRows, wanted).isFull && (await this.readMore()));
    } catch (error) {
      this.failure = error;
    }
  }

  private classify(item: QueuedRow<Row, Node, Position>): void {
    const { row } = item;
    if (row instanceof AtsError) return;
    if (!item.isTaken) {
      this.setOutcome(item, []);
      return;
    }
    const result = this.rules.classify(row);
    if (result.kind === "passed") this.setOutcome(item, [], result.lead);
    else if (result.kind === "nodes") this.setOutcome(item, result.nodes);
  }

  private setOutcome(item: QueuedRow<Row, Node, Position>, nodes: readonly Node[], lead = false): void {
    const { row, before, after, consumedNodes } = item;
    const nodesWithPosition = nodes.map((node, index) => ({
      node,
      after: index === nodes.length - 1 ? after : this.source.afterNodes(before, index + 1),
    }));
    const omission = row instanceof AtsError ? undefined : this.rules.omission?.(row);
    const left = consumedNodes === 0 ? nodesWithPosition : nodesWithPosition.slice(consumedNodes);
    item.outcome = { nodes: left, lead, omission, after };
  }
}
