import { z } from "zod";
import { compareText } from "../../ats/folded-text.js";
import type { Order } from "../../ats/page.js";
import { listName } from "./cursor.js";
import { Time, foreignCursor, openCursor, sealCursor } from "./sealed-cursor.js";

/**
 * A position in a list with an order: after the row with this key and id. It has nothing of Lever's pages, so that every
 * process goes on from it.
 */
export interface KeyPosition {
  /** What the order sorts by: milliseconds since 1970, or folded text. Null for a row without it: those come last. */
  readonly key: number | string | null;
  /** The id of the row, which orders rows with the same key. */
  readonly id: string;
}

const KeyPayload = z.tuple([z.union([Time, z.string(), z.null()]), z.string()]);

/** A cursor that is valid for one list only, see `orderedListName`. */
export function encodeKeyCursor(list: string, { key, id }: KeyPosition): string {
  return sealCursor(list, [key, id]);
}

/** The position that a cursor encodes. Throws BAD_USER_INPUT unless it was made for the same list. */
export function decodeKeyCursor(list: string, cursor: string): KeyPosition {
  const payload = KeyPayload.safeParse(openCursor(list, cursor));
  if (!payload.success) throw foreignCursor();
  const [key, id] = payload.data;
  return { key, id };
}

/** The name of a list in its cursors: the connection with its filter and order. Equal ones give the same name. */
export function orderedListName(connection: string, filter: object, { field, direction }: Order<string>): string {
  return listName(connection, { ...filter, orderBy: `${field} ${direction}` });
}

/**
 * Compares rows by key, then by id, ascending in both directions. Rows without a key come last in both directions. Text is
 * compared by code point.
 */
export function compareKeys(a: KeyPosition, b: KeyPosition, direction: Order<string>["direction"]): number {
  if (a.key !== b.key) {
    if (a.key === null) return 1;
    if (b.key === null) return -1;
    const ascending = compareValues(a.key, b.key);
    if (ascending !== 0) return direction === "ASC" ? ascending : -ascending;
  }
  return compareText(a.id, b.id);
}

function compareValues(a: number | string, b: number | string): number {
  return typeof a === "number" && typeof b === "number" ? a - b : compareText(String(a), String(b));
}
