import type { Key, Order } from "./order.js";
import { limitFrom } from "./query.js";

/** A record and its sort key. */
export interface Row<T> {
  readonly key: Key;
  readonly value: T;
}

/** The response of a list. `next` is absent on the last page. Lever docs: Pagination. */
export interface Page<T> {
  readonly data: T[];
  readonly hasNext: boolean;
  readonly next?: string;
}

/**
 * The page for `limit` and `offset`, with only the records that `passes` accepts. The rows must be sorted.
 * Throws 400 for a limit out of range or an invalid offset.
 */
export function pageOf<T>(
  rows: readonly Row<T>[],
  order: Order,
  query: URLSearchParams,
  passes: (value: T) => boolean = () => true,
): Page<T> {
  const limit = limitFrom(query);
  const offset = query.get("offset");
  const data: T[] = [];
  for (let i = offset === null ? 0 : firstFrom(rows, order, order.key(offset)); i < rows.length; i++) {
    const row = rows[i];
    if (row === undefined || !passes(row.value)) continue;
    if (data.length === limit) return { data, hasNext: true, next: order.token(row.key) };
    data.push(row.value);
  }
  return { data, hasNext: false };
}

/** The records with their keys, sorted. */
export function sortedRows<T>(values: readonly T[], order: Order, key: (value: T, position: number) => Key): Row<T>[] {
  return values
    .map((value, position) => ({ key: key(value, position), value }))
    .sort((a, b) => order.compare(a.key, b.key));
}

function firstFrom(rows: readonly Row<unknown>[], order: Order, key: Key): number {
  let low = 0;
  let high = rows.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (order.compare(rows[middle]?.key ?? key, key) < 0) low = middle + 1;
    else high = middle;
  }
  return low;
}
