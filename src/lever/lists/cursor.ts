import { createHash } from "node:crypto";
import { z } from "zod";
import { badUserInput } from "../../ats/errors.js";

/**
 * A place in a list, behind the last row that was dealt with. Lever's tokens point at pages; a place adds the row
 * within the page, by position, and by the row itself in case rows have moved since.
 */
export interface CursorPosition {
  /** Which of the listing's segments; one more than there are means the end. */
  readonly listIndex: number;
  /** Lever's token of the page; null is the first. */
  readonly token: string | null;
  /** How many rows of the page are dealt with. */
  readonly rows: number;
  /** The last row touched, if any. */
  readonly row: RowKey | null;
  /** When that row was only begun: how many of its nodes were given. It is then not among `rows`. */
  readonly nodes: number;
}

/** A row, and by what its list is ordered: rows of a group lie together, the newest first. */
export interface RowKey {
  readonly id: string;
  readonly group: string;
  /** Milliseconds since 1970. */
  readonly time: number;
}

export const startPosition: CursorPosition = { listIndex: 0, token: null, rows: 0, row: null, nodes: 0 };

const count = z.int().min(0);
const Row = z.tuple([z.string(), z.string(), z.number()]);
// Lever's tokens have some 100 characters, and go into an address.
const Token = z.string().max(4000);
const CursorPayload = z.tuple([count, Token.nullable(), count, Row.nullable(), count, z.literal("without").optional()]);

/**
 * A cursor that is valid for one list only: `list` is the connection with its filter. `without` says that the list was
 * read without what is confidential, for want of the grant.
 */
export function encodeCursor(
  list: string,
  { listIndex, token, rows, row, nodes }: CursorPosition,
  withoutConfidential: boolean,
): string {
  const key = row === null ? null : [row.id, row.group, row.time];
  const payload = JSON.stringify([listIndex, token, rows, key, nodes, ...(withoutConfidential ? ["without"] : [])]);
  return toCursor(`${digest(list, payload)}${payload}`);
}

/** What a cursor stands for. Throws BAD_USER_INPUT unless it was made for the same list. */
export function decodeCursor(
  list: string,
  cursor: string,
): { readonly position: CursorPosition; readonly withoutConfidential: boolean } {
  const text = Buffer.from(cursor, "base64url").toString();
  const payload = text.slice(digestLength);
  // Encoded again and compared: the decoder passes over what is no base64url.
  if (text.slice(0, digestLength) === digest(list, payload) && toCursor(text) === cursor) {
    const stored = CursorPayload.safeParse(parsed(payload));
    if (stored.success) {
      const [listIndex, token, rows, key, nodes, withoutConfidential] = stored.data;
      const row = key === null ? null : { id: key[0], group: key[1], time: key[2] };
      return {
        position: { listIndex, token, rows, row, nodes },
        withoutConfidential: withoutConfidential !== undefined,
      };
    }
  }
  throw badUserInput(
    "after is not a cursor of this list. A cursor goes on only with the connection and the filter it came from; leave after out to begin again.",
  );
}

/** Anybody can work out a digest: behind one that fits there may be anything. */
function parsed(payload: string): unknown {
  try {
    return JSON.parse(payload);
  } catch {
    return undefined;
  }
}

/** The name of a list for its cursors: the same for filters that mean the same. */
export function listName(connection: string, filter: object): string {
  const entries = Object.entries(filter)
    .filter(([, value]) => value !== null && value !== undefined)
    .map(([name, value]) => [name, Array.isArray(value) ? [...new Set(value as unknown[])].sort() : (value as unknown)])
    .sort(([a], [b]) => (String(a) < String(b) ? -1 : 1));
  return JSON.stringify([connection, entries]);
}

function toCursor(text: string): string {
  return Buffer.from(text).toString("base64url");
}

const digestLength = 12;

function digest(list: string, payload: string): string {
  return createHash("sha256").update(`${list}\n${payload}`).digest("base64url").slice(0, digestLength);
}
