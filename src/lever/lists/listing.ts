import type { AtsError } from "../../ats/errors.js";
import type { LeverPage } from "../list-page.js";
import type { RowSource } from "./row-source.js";

/** How a connection is made of the rows of Lever's lists. */
export interface ConnectionSource<Row, Node, Position> extends NodeRules<Row, Node> {
  readonly rows: RowSource<Row, Position>;
}

/** What nodes the rows of a connection yield. */
export interface NodeRules<Row, Node> {
  /** What a row yields, as far as that is known without a call. */
  readonly classify: (row: Row) => RowResult<Node>;
  /** Decides undecided rows. Required if `classify` leaves any undecided. */
  readonly rowResolver?: RowResolver<Row, Node>;
  /** Why this row may lack a node that it would otherwise have. The page then has the error, and goes on. */
  readonly omission?: (row: Row) => AtsError | undefined;
  /** Reports a row that is left out to the client. */
  readonly reportError: (error: AtsError) => void;
}

export interface SourceList<Row> {
  readonly read: (token: string | null) => Promise<LeverPage<Row>>;
  /** Whether the row is taken from this list. Of the source lists that may hold a row, exactly one accepts it. */
  readonly accepts: (row: Row) => boolean;
}

/** The row yields no node, because it is a lead or for another reason; it yields nodes; or deciding takes calls. */
export type RowResult<Node> =
  | { readonly kind: "passed"; readonly lead: boolean }
  | { readonly kind: "nodes"; readonly nodes: readonly Node[] }
  | { readonly kind: "undecided" };

export interface RowResolver<Row, Node> {
  /** Makes calls to find the nodes of each row. An error belongs to its row alone. */
  readonly resolveRows: (rows: readonly Row[]) => Promise<ReadonlyMap<Row, readonly Node[] | Error>>;
  /** The nodes of a row, if earlier calls have found them. */
  readonly resolveFromCache: (row: Row) => readonly Node[] | undefined;
  /** The first of these rows that are decided together when this many nodes are wanted. At least one. */
  readonly batchOf: (rows: readonly Row[], wantedNodes: number) => RowBatch<Row>;
  /**
   * Whether further rows may be read first, and decided together with these. Requires that a row yields at most one node,
   * and that a call is left to decide the rows.
   */
  readonly mayReadAhead: () => boolean;
}

export interface RowBatch<Row> {
  readonly rows: readonly Row[];
  /** Whether they can yield as many nodes as are wanted. */
  readonly isFull: boolean;
}
