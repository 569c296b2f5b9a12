import { z } from "zod";
import { maxTokenLength } from "../list-page.js";
import type { PlaceInMillisecond } from "./dated-rows.js";
import { Time, foreignCursor, openCursor, sealCursor } from "./sealed-cursor.js";

/** A position in a list in the order of a date: after a row, or in it. */
export interface DatePosition {
  /** Milliseconds since 1970. */
  readonly time: number;
  /** The id that orders rows of one millisecond. */
  readonly id: string;
  /** How many nodes of the row are on earlier pages. Null if it is consumed. */
  readonly nodes: number | null;
  /** The row's place in a millisecond with too many rows to be sorted: the list and Lever's page. */
  readonly place?: PlaceInMillisecond & { readonly list: number };
}

/** What all cursors of such a walk keep, besides their position. */
export interface DateWalkState {
  /** When the walk began, in milliseconds since 1970. What is created later is not part of it. */
  readonly startedAt?: number | undefined;
  /** Whether it is read without confidential records, because the credentials lack the grant. */
  readonly withoutConfidential?: true | undefined;
}

const count = z.int().min(0);
const Position = z.tuple([Time, z.string().max(100), count.nullable()]);
const Place = z.tuple([count, z.string().max(maxTokenLength).nullable(), count]);
const Payload = z.tuple([
  Position.nullable(),
  z.strictObject({
    place: Place.optional(),
    startedAt: Time.optional(),
    withoutConfidential: z.literal(true).optional(),
  }),
]);

/** A cursor that is valid for one list only, see `orderedListName`. */
export function encodeDateCursor(list: string, position: DatePosition | null, state: DateWalkState): string {
  const place = position?.place;
  return sealCursor(list, [
    position && [position.time, position.id, position.nodes],
    { ...state, place: place && [place.list, place.token, place.rows] },
  ]);
}

/** The position that a cursor encodes, and the state of its walk. Throws BAD_USER_INPUT unless it was made for the same list. */
export function decodeDateCursor(
  list: string,
  cursor: string,
): { readonly position: DatePosition | null; readonly state: DateWalkState } {
  const stored = Payload.safeParse(openCursor(list, cursor));
  if (!stored.success) throw foreignCursor();
  const [key, { place, ...state }] = stored.data;
  if (key === null) return { position: null, state };
  const [time, id, nodes] = key;
  const position = { time, id, nodes };
  if (place === undefined) return { position, state };
  return { position: { ...position, place: { list: place[0], token: place[1], rows: place[2] } }, state };
}
