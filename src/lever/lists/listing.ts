import type { AtsError } from "../../ats/errors.js";
import type { LeverPage } from "../list-page.js";
import type { RowKey } from "./cursor.js";

/** How a connection is made of the rows of Lever's lists. */
export interface ConnectionSource<Row, Node> {
  /** The name of the list in its cursors, see `listName`. */
  readonly name: string;
  /** The lists of Lever that make up the connection. They are read one after the other. */
  readonly sourceLists: readonly SourceList<Row>[];
  /** Why the lists could not be chosen. Reading them throws it. */
  readonly failure?: AtsError;
  readonly key: (row: Row) => RowKey;
  /** The order of the groups of rows. Null if it is unknown. */
  readonly groups?: () => Promise<readonly string[] | null>;
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
  /** How many of these rows, from the first, to decide together when this many nodes are wanted. At least 1. */
  readonly batchSize: (rows: readonly Row[], wantedNodes: number) => number;
  /**
   * Whether rows of further pages may be read first, and decided together. Requires that a row yields at most one node,
   * and that a call is left to decide the rows.
   */
  readonly mayReadAhead: () => boolean;
}

/** A list that cannot be read, for a reason that its page has. */
export function failedSource<Row, Node>(name: string, failure: AtsError): ConnectionSource<Row, Node> {
  const noRow = () => {
    throw new Error("A list that failed has no rows");
  };
  return { name, sourceLists: [], failure, key: noRow, classify: noRow, reportError: noRow };
}
