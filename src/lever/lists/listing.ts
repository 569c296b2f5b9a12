import type { AtsError } from "../../ats/errors.js";
import type { LeverPage } from "../client.js";
import type { RowKey } from "./cursor.js";

/** How a connection is made from Lever's rows. */
export interface Listing<Row, Node> {
  /** Names the list for its cursors: see `listName`. */
  readonly name: string;
  /** The lists of Lever that make up this one, read one behind the other. */
  readonly segments: readonly Segment<Row>[];
  readonly key: (row: Row) => RowKey;
  /** The groups of rows in their order, as far as it is known. */
  readonly groups?: () => Promise<readonly string[]>;
  /** What a row comes to, as far as that can be told without a call. */
  readonly judge: (row: Row) => Verdict<Node>;
  /** For lists whose rows can be undecided: how to decide them. */
  readonly deciding?: Deciding<Row, Node>;
  /** Tells the client of a row that is lost. */
  readonly report: (error: AtsError) => void;
}

export interface Segment<Row> {
  readonly read: (token: string | null) => Promise<LeverPage<Row>>;
  /** Whether the row belongs to this segment: of the segments that may hold it, one accepts it. */
  readonly accepts: (row: Row) => boolean;
}

/** A row is passed over, as a lead or otherwise; it yields nodes; or telling takes calls. */
export type Verdict<Node> =
  | { readonly kind: "passed"; readonly lead: boolean }
  | { readonly kind: "nodes"; readonly nodes: readonly Node[] }
  | { readonly kind: "undecided" };

export interface Deciding<Row, Node> {
  /** The nodes of each row, at the cost of calls. An error belongs to its row alone. */
  readonly decide: (rows: readonly Row[]) => Promise<ReadonlyMap<Row, readonly Node[] | Error>>;
  /** The nodes of a row where an earlier call has already told them. */
  readonly inHand: (row: Row) => readonly Node[] | undefined;
  /** How many of these rows, from the first, to decide in one go when so many nodes are wanted. At least 1. */
  readonly portion: (rows: readonly Row[], wanted: number) => number;
  /** Whether a row yields one node at most: rows may then be gathered from several pages before they are decided. */
  readonly atMostOneNode: boolean;
}
