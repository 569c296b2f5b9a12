import { createHash } from "node:crypto";
import { z } from "zod";
import { badUserInput } from "../../ats/errors.js";

/** A date in milliseconds since 1970, within the bounds of a date (ECMAScript, Time Values). */
export const Time = z.int().min(-8.64e15).max(8.64e15);

/**
 * The format of all cursors. Increase it when a value changes in shape or in meaning: cursors of another format are refused,
 * by older and newer versions alike. test/lever/lists/cursor-format.test.ts holds cursors of this format.
 */
const format = 1;

/** A cursor with a JSON value, valid only for the list with this name. See `listName`. */
export function sealCursor(list: string, value: unknown): string {
  return sealText(list, JSON.stringify(value));
}

/** A cursor with any text. */
export function sealText(list: string, payload: string): string {
  return toCursor(`${digest(list, payload)}${payload}`);
}

/**
 * The value of a cursor. The digest has no secret, so a client can send a value of its own with a matching digest: the
 * caller checks the shape. Throws BAD_USER_INPUT unless the cursor was made for the same list.
 */
export function openCursor(list: string, cursor: string): unknown {
  const text = Buffer.from(cursor, "base64url").toString();
  const payload = text.slice(digestLength);
  // The decoder ignores characters that are not base64url. Encoding the text again shows whether there were any.
  if (text.slice(0, digestLength) !== digest(list, payload) || toCursor(text) !== cursor) throw foreignCursor();
  try {
    return JSON.parse(payload);
  } catch {
    throw foreignCursor();
  }
}

/** The error for a cursor that the list did not make. */
export function foreignCursor() {
  return badUserInput(
    "after is not a cursor of this list. A cursor is valid only with the connection, the filter and the order that it came from. Omit after to start again.",
  );
}

function toCursor(text: string): string {
  return Buffer.from(text).toString("base64url");
}

const digestLength = 12;

function digest(list: string, payload: string): string {
  return createHash("sha256").update(`${format}\n${list}\n${payload}`).digest("base64url").slice(0, digestLength);
}
