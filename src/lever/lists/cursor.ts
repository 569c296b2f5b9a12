import { z } from "zod";
import { maxTokenLength } from "../list-page.js";
import { type PageTrail, emptyTrail, trailDigests } from "../page-trail.js";
import type { WalkPlan } from "./plan.js";
import { foreignCursor, openCursor, sealCursor } from "./sealed-cursor.js";

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

/** What all cursors of a walk keep, besides their position. */
export interface WalkState {
  /** Whether it is read without confidential records, because the credentials lack the grant. */
  readonly withoutConfidential?: true | undefined;
  /** Whether the leads that no list of the walk holds are counted on an earlier page. */
  readonly leadsCounted?: true | undefined;
  /** Whether the hires are not told apart, because the archive reasons could not be read. */
  readonly withoutHires?: true | undefined;
  readonly plan?: WalkPlan | undefined;
}

const count = z.int().min(0);
const Row = z.tuple([z.string(), z.string(), z.number()]);
const Token = z.string().max(maxTokenLength);
const Ids = z.array(z.string().max(100)).max(1000);
const State = z.strictObject({
  withoutConfidential: z.literal(true).optional(),
  leadsCounted: z.literal(true).optional(),
  withoutHires: z.literal(true).optional(),
  plan: z
    .tuple([z.enum(["none", "listed", "known"]), Ids, Ids])
    .transform(([narrowing, unlistedStages, chunkStarts]) => ({ narrowing, unlistedStages, chunkStarts }))
    .optional(),
});
const Payload = z.tuple([
  count,
  Token.nullable(),
  count,
  Row.nullable(),
  count,
  count,
  z.string().regex(trailDigests),
  State,
]);

/** A cursor that is valid for one list only, see `listName`. */
export function encodeCursor(
  list: string,
  { listIndex, token, trail, rows, row, nodes }: CursorPosition,
  { plan, ...state }: WalkState,
): string {
  const key = row === null ? null : [row.id, row.group, row.time];
  const storedPlan = plan && [plan.narrowing, plan.unlistedStages, plan.chunkStarts];
  const position = [listIndex, token, rows, key, nodes, trail.pages, trail.digests];
  return sealCursor(list, [...position, { ...state, plan: storedPlan }]);
}

/** The position that a cursor encodes, and the state of its walk. Throws BAD_USER_INPUT unless it was made for the same list. */
export function decodeCursor(
  list: string,
  cursor: string,
): { readonly position: CursorPosition; readonly state: WalkState } {
  const stored = Payload.safeParse(openCursor(list, cursor));
  if (!stored.success) throw foreignCursor();
  const [listIndex, token, rows, key, nodes, pages, digests, state] = stored.data;
  const row = key === null ? null : { id: key[0], group: key[1], time: key[2] };
  return { position: { listIndex, token, trail: { pages, digests }, rows, row, nodes }, state };
}

/** The name of a list in its cursors: the connection with its filter. Equal filters give the same name. A flag is false by default. */
export function listName(connection: string, filter: object): string {
  const entries = Object.entries(filter)
    .filter(([, value]) => value !== null && value !== undefined && value !== false)
    .map(([name, value]) => [name, Array.isArray(value) ? [...new Set(value as unknown[])].sort() : (value as unknown)])
    .sort(([a], [b]) => (String(a) < String(b) ? -1 : 1));
  return JSON.stringify([connection, entries]);
}
