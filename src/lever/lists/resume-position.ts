import type { CursorPosition, RowKey } from "./cursor.js";

/** How many rows of a page earlier pages consumed, and how many nodes of the row after them. */
export interface ConsumedRows {
  readonly rows: number;
  readonly nodes: number;
}

/**
 * Where to go on in a page of Lever's that a cursor points into. Rows may have moved since the cursor was made. `keys`
 * are the page's rows, null for an unusable one. `readGroups` reads the order of the groups, null if it is unknown. It
 * is called only if the cursor's row is no longer in the page.
 */
export async function consumedRows(
  { row, nodes, rows: consumed }: CursorPosition,
  keys: readonly (RowKey | null)[],
  readGroups: () => Promise<readonly string[] | null>,
): Promise<ConsumedRows> {
  if (row === null) return { rows: consumed, nodes: 0 };
  // The row is at its old index, or at another one because other rows moved. If it moved itself, its key is different.
  const expected = nodes > 0 ? consumed : consumed - 1;
  const movedTo = keys.findIndex((key) => key !== null && key.id === row.id && isSamePosition(key, row));
  const index = keys[expected]?.id === row.id ? expected : movedTo;
  if (index >= 0) return nodes > 0 ? { rows: index, nodes } : { rows: index + 1, nodes: 0 };
  const groups = await readGroups();
  // Without the order of the groups no row is skipped, and some may come again.
  return { rows: firstAfter(row, keys, groups ?? []) ?? (groups === null ? 0 : consumed), nodes: 0 };
}

function isSamePosition(a: RowKey, b: RowKey): boolean {
  return a.group === b.group && a.time === b.time;
}

/**
 * The index of the first row after the place where `gone` was. Lever lists opportunities by stage, and in each stage
 * the most recently advanced one first. It lists postings with the newest first. Both were found on recorded lists.
 * Lever's documentation does not state them.
 */
function firstAfter(gone: RowKey, keys: readonly (RowKey | null)[], groups: readonly string[]): number | undefined {
  const isAfter = (key: RowKey) => key.time < gone.time || (key.time === gone.time && key.id > gone.id);
  const last = keys.findLastIndex((key) => key?.group === gone.group);
  if (last >= 0) {
    const next = keys.findIndex((key) => key?.group === gone.group && isAfter(key));
    return next < 0 ? last + 1 : next;
  }
  const group = groups.indexOf(gone.group);
  if (group < 0) return undefined;
  const later = keys.findIndex((key) => key !== null && groups.indexOf(key.group) > group);
  return later < 0 ? keys.length : later;
}
