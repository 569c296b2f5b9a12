import { createHash } from "node:crypto";
import { z } from "zod";
import { badUserInput } from "../../ats/errors.js";
import { maxTokenLength } from "../list-page.js";
import { type PageTrail, emptyTrail, trailDigests } from "../page-trail.js";

/**
 * A position in a connection, after the last row that is consumed. Lever's tokens point at pages. A position adds the
 * row in the page: its index, and its key in case rows have moved since.
 */
export interface CursorPosition {
  /** The index of the source list. The number of source lists means the end. */
  readonly listIndex: number;
  /** Lever's token of the page. Null for the first page. */
  readonly token: string | null;
  /** The pages of the list that led to this one. */
  readonly trail: PageTrail;
  /** How many rows of the page are consumed. */
  readonly rows: number;
  /** The key of the last row that was consumed, or consumed in part. */
  readonly row: RowKey | null;
  /** How many nodes of that row are on earlier pages, if it is consumed in part. `rows` does not count it then. */
  readonly nodes: number;
}

/** The id of a row, and the order of its list: the rows of a group are together, the newest first. */
export interface RowKey {
  readonly id: string;
  readonly group: string;
  /** Milliseconds since 1970. */
  readonly time: number;
}

export const startPosition: CursorPosition = {
  listIndex: 0,
  token: null,
  trail: emptyTrail,
  rows: 0,
  row: null,
  nodes: 0,
};

const count = z.int().min(0);
const Row = z.tuple([z.string(), z.string(), z.number()]);
const Token = z.string().max(maxTokenLength);
const CursorPayload = z.tuple([
  count,
  Token.nullable(),
  count,
  Row.nullable(),
  count,
  count,
  z.string().regex(trailDigests),
  z.literal("without").optional(),
]);

/**
 * A cursor that is valid for one list only, see `listName`. `withoutConfidential` means that the list was read without
 * confidential records, because the credentials lack the grant.
 */
export function encodeCursor(
  list: string,
  { listIndex, token, trail, rows, row, nodes }: CursorPosition,
  withoutConfidential: boolean,
): string {
  const key = row === null ? null : [row.id, row.group, row.time];
  const payload = JSON.stringify([
    ...[listIndex, token, rows, key, nodes, trail.pages, trail.digests],
    ...(withoutConfidential ? ["without"] : []),
  ]);
  return toCursor(`${digest(list, payload)}${payload}`);
}

/** The position that a cursor encodes. Throws BAD_USER_INPUT unless it was made for the same list. */
export function decodeCursor(
  list: string,
  cursor: string,
): { readonly position: CursorPosition; readonly withoutConfidential: boolean } {
  const text = Buffer.from(cursor, "base64url").toString();
  const payload = text.slice(digestLength);
  // The decoder ignores characters that are not base64url. Encoding the text again shows whether there were any.
  if (text.slice(0, digestLength) === digest(list, payload) && toCursor(text) === cursor) {
    const stored = CursorPayload.safeParse(parsed(payload));
    if (stored.success) {
      const [listIndex, token, rows, key, nodes, pages, digests, withoutConfidential] = stored.data;
      const row = key === null ? null : { id: key[0], group: key[1], time: key[2] };
      return {
        position: { listIndex, token, trail: { pages, digests }, rows, row, nodes },
        withoutConfidential: withoutConfidential !== undefined,
      };
    }
  }
  throw badUserInput(
    "after is not a cursor of this list. A cursor is valid only with the connection and filter that it came from. Omit after to start again.",
  );
}

/** The digest has no secret, so a client can send a payload of its own with a matching one. */
function parsed(payload: string): unknown {
  try {
    return JSON.parse(payload);
  } catch {
    return undefined;
  }
}

/** Whether a cursor was made for the list with this name. */
export function isCursorOf(list: string, cursor: string | null): boolean {
  if (cursor === null) return false;
  const text = Buffer.from(cursor, "base64url").toString();
  return text.slice(0, digestLength) === digest(list, text.slice(digestLength));
}

/** The name of a list in its cursors: the connection with its filter. Equal filters give the same name. A flag is false by default. */
export function listName(connection: string, filter: object): string {
  const entries = Object.entries(filter)
    .filter(([, value]) => value !== null && value !== undefined && value !== false)
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
