import type { AtsError } from "../../ats/errors.js";
import type { LeverPage } from "../client.js";
import type { RowKey } from "./cursor.js";

/** How a connection is made from Lever's rows. */
export interface ConnectionSource<Row, Node> {
  /** Names the list for its cursors: see `listName`. */
  readonly name: string;
  /** The lists of Lever that make up this one, read one behind the other. */
  readonly sourceLists: readonly SourceList<Row>[];
  readonly key: (row: Row) => RowKey;
  /** The groups of rows in their order, as far as it is known. */
  readonly groups?: () => Promise<readonly string[]>;
  /** What a row comes to, as far as that can be told without a call. */
  readonly classify: (row: Row) => RowResult<Node>;
  /** For lists whose rows can be undecided: how to decide them. */
  readonly rowResolver?: RowResolver<Row, Node>;
  /** Tells the client of a row that is lost. */
  readonly reportError: (error: AtsError) => void;
}

export interface SourceList<Row> {
  readonly read: (token: string | null) => Promise<LeverPage<Row>>;
  /** Whether the row belongs to this segment: of the segments that may hold it, one accepts it. */
  readonly accepts: (row: Row) => boolean;
}

/** A row is passed over, as a lead or otherwise; it yields nodes; or telling takes calls. */
export type RowResult<Node> =
  | { readonly kind: "passed"; readonly lead: boolean }
  | { readonly kind: "nodes"; readonly nodes: readonly Node[] }
  | { readonly kind: "undecided" };

export interface RowResolver<Row, Node> {
  /** The nodes of each row, at the cost of calls. An error belongs to its row alone. */
  readonly resolveRows: (rows: readonly Row[]) => Promise<ReadonlyMap<Row, readonly Node[] | Error>>;
  /** The nodes of a row where an earlier call has already told them. */
  readonly resolveFromCache: (row: Row) => readonly Node[] | undefined;
  /** How many of these rows, from the first, to decide in one go when so many nodes are wanted. At least 1. */
  readonly batchSize: (rows: readonly Row[], wantedNodes: number) => number;
  /** Whether a row yields one node at most: rows may then be gathered from several pages before they are decided. */
  readonly atMostOneNode: boolean;
}
