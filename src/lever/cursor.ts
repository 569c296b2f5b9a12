import { createHash } from "node:crypto";
import { z } from "zod";
import { badUserInput } from "../ats/errors.js";

/**
 * A place in a list, behind the last row that was dealt with. Lever's tokens point at pages; a place adds the row
 * within the page, by position, and by id in case rows have moved since.
 */
export interface Place {
  /** Which of the listing's segments; one more than there are means the end. */
  readonly segment: number;
  /** Lever's token of the page; null is the first. */
  readonly token: string | null;
  /** How many rows of the page are dealt with. */
  readonly rows: number;
  /** The last row touched, if any. */
  readonly row: string | null;
  /** When that row was only begun: how many of its nodes were given. It is then not among `rows`. */
  readonly nodes: number;
}

export const start: Place = { segment: 0, token: null, rows: 0, row: null, nodes: 0 };

const count = z.int().min(0);
const Stored = z.tuple([count, z.string().nullable(), count, z.string().nullable(), count]);

/** A cursor that is valid for one list only: `list` is the connection with its filter. */
export function encodeCursor(list: string, { segment, token, rows, row, nodes }: Place): string {
  const payload = JSON.stringify([segment, token, rows, row, nodes]);
  return Buffer.from(`${digest(list, payload)}${payload}`).toString("base64url");
}

/** The place a cursor stands for. Throws BAD_USER_INPUT unless it was made for the same list. */
export function decodeCursor(list: string, cursor: string): Place {
  const text = Buffer.from(cursor, "base64url").toString();
  const payload = text.slice(digestLength);
  if (text.slice(0, digestLength) === digest(list, payload)) {
    const stored = Stored.safeParse(JSON.parse(payload));
    if (stored.success) {
      const [segment, token, rows, row, nodes] = stored.data;
      return { segment, token, rows, row, nodes };
    }
  }
  throw badUserInput(
    "after is not a cursor of this list. A cursor goes on only with the connection and the filter it came from; leave after out to begin again.",
  );
}

/** The name of a list for its cursors: the same for filters that mean the same. */
export function listName(connection: string, filter: object): string {
  const entries = Object.entries(filter)
    .filter(([, value]) => value !== null && value !== undefined)
    .map(([name, value]) => [name, Array.isArray(value) ? [...new Set(value as unknown[])].sort() : (value as unknown)])
    .sort(([a], [b]) => (String(a) < String(b) ? -1 : 1));
  return JSON.stringify([connection, entries]);
}

const digestLength = 12;

function digest(list: string, payload: string): string {
  return createHash("sha256").update(`${list}\n${payload}`).digest("base64url").slice(0, digestLength);
}
