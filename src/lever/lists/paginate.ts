import { AtsError } from "../../ats/errors.js";
import type { Edge, Page } from "../../ats/page.js";
import { TooManyValues, isForbidden, isOverBudget } from "../errors.js";
import type { ConnectionSource } from "./listing.js";
import { type DecidedRow, RowQueue } from "./row-queue.js";

/** A page without what only the connection knows. */
export type PartialPage<Node> = Omit<Page<Node>, "confidential">;

/** The same with the leads that were passed over. */
type ReadPage<Node> = PartialPage<Node> & { readonly leads: number };

/**
 * Reads the first `first` nodes. Reads until it has them or the list ends, and no further. A page is shorter only at the
 * end or with an `error`. `hasNextPage` can be true although no later row yields a node. Throws if the first call fails.
 */
export async function paginate<Row, Node, Position>(
  source: ConnectionSource<Row, Node, Position>,
  first: number,
): Promise<ReadPage<Node>> {
  const { rows } = source;
  const queue = new RowQueue(rows, source);
  const page = new PageBuilder<Node, Position>((position) => rows.cursorOf(position), first, rows.start);
  try {
    for (;;) {
      for (let row = queue.first(); row !== undefined; row = queue.first()) {
        if (row.nodes.length > 0 && page.isFull) return page.build(true);
        const [node] = row.nodes.splice(0, 1);
        if (node !== undefined) page.addNode(node.node, node.after);
        if (row.nodes.length > 0) continue;
        queue.dropFirst();
        page.advance(row);
      }
      if (page.isFull) return page.build(queue.hasMore);
      if (queue.hasUndecided) await queue.resolveUndecided(page.missingNodes);
      else if (!(await queue.readMore())) return page.build(false);
    }
  } catch (error) {
    if (!(error instanceof AtsError) || (!rows.hasStarted && !isOverBudget(error))) throw error;
    // The list is split in another way from now on.
    if (error instanceof TooManyValues) throw error;
    // Reading on from a cursor would be refused too.
    if (page.isEmpty && isForbidden(error)) throw error;
    return page.buildPartial(error, queue.isEmpty ? rows.end : undefined);
  }
}

function withoutProgress({ code, message }: AtsError): AtsError {
  return new AtsError(code, `${message} This page ends where it began. If that repeats, allow more calls.`);
}

/** An edge whose cursor is encoded only when it is selected. Most are not. */
class LazyEdge<Node, Position> implements Edge<Node> {
  constructor(
    readonly node: Node,
    private readonly after: Position,
    private readonly cursorOf: (position: Position) => string,
  ) {}

  get cursor(): string {
    return this.cursorOf(this.after);
  }
}

/** The page while it is being read. */
class PageBuilder<Node, Position> {
  private readonly edges: Edge<Node>[] = [];
  private leads = 0;
  /** Leads after the last node. They count on the page that has a node after them, or the end of the list. */
  private pendingLeads = 0;
  private readonly omissions = new Map<string, AtsError>();
  private readonly start: Position;

  constructor(
    private readonly cursorOf: (position: Position) => string,
    private readonly first: number,
    /** After the last consumed row or node. */
    private position: Position,
  ) {
    this.start = position;
  }

  get isEmpty(): boolean {
    return this.edges.length === 0;
  }

  get isFull(): boolean {
    return this.edges.length === this.first;
  }

  get missingNodes(): number {
    return this.first - this.edges.length;
  }

  addNode(node: Node, after: Position): void {
    this.position = after;
    this.edges.push(new LazyEdge(node, after, this.cursorOf));
    this.countLeads();
  }

  /** Counts a consumed row. On a full page the last cursor moves after the row, so that it is not read again. */
  advance({ after, lead, omission }: Pick<DecidedRow<Node, Position>, "after" | "lead" | "omission">): void {
    this.position = after;
    if (lead) this.pendingLeads += 1;
    if (omission !== undefined) this.omissions.set(JSON.stringify([omission.code, omission.message]), omission);
    if (this.isFull) this.endAt(after);
  }

  build(hasNextPage: boolean): ReadPage<Node> {
    if (!hasNextPage) this.countLeads();
    return { ...this.parts(), hasNextPage };
  }

  /** `end` is where the next page begins, if that is after more than the consumed rows. */
  buildPartial(error: AtsError, end: Position = this.position): ReadPage<Node> {
    this.endAt(end);
    const endCursor = this.cursorOf(end);
    const isStuck = isOverBudget(error) && endCursor === this.cursorOf(this.start);
    return { ...this.parts(), hasNextPage: true, error: isStuck ? withoutProgress(error) : error, endCursor };
  }

  /** Moves the last cursor to the end of what was read. */
  private endAt(position: Position): void {
    const last = this.edges.at(-1);
    if (last !== undefined) this.edges[this.edges.length - 1] = new LazyEdge(last.node, position, this.cursorOf);
    this.countLeads();
  }

  private parts() {
    return { edges: this.edges, leads: this.leads, omissions: [...this.omissions.values()] };
  }

  private countLeads(): void {
    this.leads += this.pendingLeads;
    this.pendingLeads = 0;
  }
}
