import { TooManyValues } from "./errors.js";
import { RequestRejected } from "../upstream/http/upstream-errors.js";
import { type Query, parameterLength, queryLength, uniqueValues } from "./query.js";

/** The most values that one call repeats of a filter. Lever documents no limit. Other clients are seen with up to 6. */
export const maxValuesPerCall = 50;

/** What the filters of one call take of its URL, in characters. With its other parameters a query stays below 6 kB. */
const maxFilterLength = 5000;

/** The filters whose values are many, and come in parts. Lever docs: Opportunities, List. */
const filters = ["contact_id", "stage_id", "posting_id", "archived_posting_id", "archive_reason_id"] as const;
export type RepeatedFilter = (typeof filters)[number] | "tag" | "source" | "origin" | "location";
const names: ReadonlySet<string> = new Set<RepeatedFilter>([...filters, "tag", "source", "origin", "location"]);

interface Limit {
  values: number;
  /** The most values that Lever has accepted since the limit was lowered. */
  accepted: number;
}

interface Repeated {
  readonly filter: RepeatedFilter;
  readonly values: readonly string[];
}

/** How many values of a filter one call to this account repeats. The limit is halved when Lever refuses a call for it. */
export class ValueLimits {
  private readonly limits = new Map<string, Limit>();

  constructor(private readonly onHalved: (filter: RepeatedFilter) => void) {}

  /** The most values of this filter in one call. */
  of(filter: RepeatedFilter): number {
    return this.limits.get(keyOf(filter))?.values ?? maxValuesPerCall;
  }

  /**
   * The values in parts for one call each: each value once, in a fixed order, so that the same values give the same calls.
   * `others` are the other filters of these calls.
   */
  chunks(filter: RepeatedFilter, values: Iterable<string>, others: Query = {}): string[][] {
    const chunks: string[][] = [];
    const unique = uniqueValues(values);
    for (let at = 0; at < unique.length;) {
      const chunk = this.nextChunk(filter, unique, at, others);
      chunks.push(chunk);
      at += chunk.length;
    }
    return chunks;
  }

  /** The values from this place that one call can have: at least one. */
  private nextChunk(filter: RepeatedFilter, values: readonly string[], from: number, others: Query): string[] {
    const maxValues = this.of(filter);
    let length = queryLength(others);
    let to = from;
    for (; to < values.length; to += 1) {
      length += parameterLength(filter, values[to] ?? "");
      if (to > from && (to - from >= maxValues || length > maxFilterLength)) break;
    }
    return values.slice(from, to);
  }

  /** Whether one call with `others` can have all these values. */
  fits(filter: RepeatedFilter, values: Iterable<string>, others: Query = {}): boolean {
    return queryLength(others) < maxFilterLength && this.chunks(filter, values, others).length <= 1;
  }

  /** The lowered limits by which these values are split. */
  lowered(values: Readonly<Partial<Record<RepeatedFilter, readonly string[] | null | undefined>>>): string[] | null {
    const lowered = Object.entries(values).flatMap(([filter, each]) => {
      const limit = this.limits.get(filter)?.values;
      return limit === undefined || (each?.length ?? 0) <= limit ? [] : `${filter} ${limit}`;
    });
    return lowered.length > 0 ? lowered : null;
  }

  /** Calls `read` with one part of the values after the other. A part that Lever refuses as too many is read in smaller ones. */
  async inParts(
    filter: RepeatedFilter,
    values: Iterable<string>,
    read: (part: readonly string[]) => Promise<void>,
    others: Query = {},
  ): Promise<void> {
    const unique = uniqueValues(values);
    for (let at = 0; at < unique.length;) {
      const part = this.nextChunk(filter, unique, at, others);
      try {
        await read(part);
      } catch (error) {
        if (!(error instanceof TooManyValues) || part.length <= this.of(filter)) throw error;
        continue;
      }
      at += part.length;
    }
  }

  /**
   * Makes a call with this query. Throws `TooManyValues` if Lever refuses it because of the number of its values, and if
   * Lever has refused so many before. Statuses 413 and 414 mean that the query is too long. A 400 counts if the same call
   * with one value is not refused. The refusal of a later page does not count, because it can be about the page's token.
   */
  async call<T>(query: Query, isFirstPage: boolean, send: (query: Query) => Promise<T>): Promise<T> {
    const repeated = repeatedFilters(query);
    if (repeated.some(({ filter, values }) => values.length > this.of(filter))) throw new TooManyValues();
    try {
      const result = await send(query);
      for (const each of repeated) this.noteAccepted(each);
      return result;
    } catch (error) {
      if (!(error instanceof RequestRejected)) throw error;
      const causes = await this.causesOf(error, repeated, isFirstPage, (others) => send({ ...query, ...others }));
      if (causes.length === 0) throw error;
      for (const { filter, values } of causes) this.lower(filter, values.length);
      throw new TooManyValues();
    }
  }

  /** The filters because of whose number of values Lever refused a call. */
  private async causesOf(
    { status }: RequestRejected,
    repeated: readonly Repeated[],
    isFirstPage: boolean,
    send: (others: Query) => Promise<unknown>,
  ): Promise<readonly Repeated[]> {
    if (!isFirstPage) return [];
    if (status === 413 || status === 414) return repeated.slice(0, 1);
    if (status !== 400) return [];
    const possible = repeated.filter((each) => !this.isAccepted(each));
    // Another call has found the limit meanwhile.
    const known = possible.filter(({ filter, values }) => values.length > this.of(filter));
    if (known.length > 0) return known;
    const sets = [...possible.map((each) => [each]), ...(possible.length > 1 ? [possible] : [])];
    for (const set of sets) {
      const single = Object.fromEntries(set.map(({ filter, values }) => [filter, values.slice(0, 1)]));
      if (await isAnswered(send(single))) return set;
    }
    return [];
  }

  private noteAccepted({ filter, values }: Repeated): void {
    const limit = this.limits.get(keyOf(filter));
    if (limit !== undefined) limit.accepted = Math.max(limit.accepted, values.length);
  }

  /** Whether Lever has accepted as many values since the limit was lowered, so that a 400 has another cause. */
  private isAccepted({ filter, values }: Repeated): boolean {
    return values.length <= (this.limits.get(keyOf(filter))?.accepted ?? 0);
  }

  /** Halves the limit until it is below the number that was refused. */
  private lower(filter: RepeatedFilter, refused: number): void {
    let values = this.of(filter);
    while (values >= refused) {
      values = Math.floor(values / 2);
      this.limits.set(keyOf(filter), { values, accepted: 0 });
      this.onHalved(filter);
    }
  }
}

/** The filters that a query repeats, the one with the most values first. */
function repeatedFilters(query: Query): Repeated[] {
  return Object.entries(query)
    .flatMap(([filter, values]) =>
      names.has(filter) && Array.isArray(values) && values.length > 1
        ? { filter: filter as RepeatedFilter, values: values as readonly string[] }
        : [],
    )
    .sort((a, b) => b.values.length - a.values.length);
}

/** The two filters by posting come in the same parts. */
function keyOf(filter: RepeatedFilter): string {
  return filter === "archived_posting_id" ? "posting_id" : filter;
}

/** Whether Lever does not refuse the call. Throws other errors. */
async function isAnswered(call: Promise<unknown>): Promise<boolean> {
  try {
    await call;
    return true;
  } catch (error) {
    if (error instanceof RequestRejected) return false;
    throw error;
  }
}
