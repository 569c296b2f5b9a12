import type { AtsError } from "../../ats/errors.js";

/** The rows of a connection after a position, in its order. `Position` is what its cursors hold. */
export interface RowSource<Row, Position> {
  /**
   * Reads more rows. Undefined at the end. Throws the error of a failed call, after the rows before it were returned.
   */
  readMore(): Promise<readonly PositionedRow<Row, Position>[] | undefined>;
  /** Whether rows may be left to read. */
  readonly hasMore: boolean;
  /** Whether a call has succeeded. */
  readonly hasStarted: boolean;
  /** Where reading began. */
  readonly start: Position;
  /** The position after every row that was read. */
  readonly end: Position;
  /** The position after the first `nodes` nodes of a row. */
  afterNodes(before: Position, nodes: number): Position;
  cursorOf(position: Position): string;
}

/** A row, or the error of an unusable one, with its place. */
export interface PositionedRow<Row, Position> {
  readonly row: Row | AtsError;
  /** The position of the row itself. */
  readonly before: Position;
  readonly after: Position;
  /** How many of the row's nodes are on an earlier page. */
  readonly consumedNodes: number;
  /** False for a row that yields nothing here, because it comes from elsewhere too. */
  readonly isTaken: boolean;
}
