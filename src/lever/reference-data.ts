import { LRUCache } from "lru-cache";
import type { Caller } from "../ats/caller.js";
import { AtsError, asError } from "../ats/errors.js";
import type { Batch } from "../ats/provider.js";
import { type LeverClient, type LeverPage, type Resource, Trail } from "./client.js";
import type { Reader } from "./records.js";

export interface DirectoryOptions<T> {
  /** The lists that hold the records, the fullest first. */
  readonly lists: readonly Resource[];
  /** The endpoint of a single record, e.g. `/postings/:id`. */
  readonly single: Resource;
  readonly read: Reader<T>;
  /** How long an answer may be reused, in milliseconds. */
  readonly ttlMs: number;
  /** Whether Lever may refuse one record alone, as confidential. */
  readonly confidential?: boolean;
  /** Read the list even for one record: right for lists known to be short. */
  readonly listFirst?: boolean;
}

interface Known<T> {
  /** Null: Lever has none. */
  readonly record: T | null;
  /** When the answer came, on the clock of `performance.now()`. */
  readonly at: number;
}

// A bound on memory: more records than any account has stages, archive reasons, users or postings.
const mostRecords = 20_000;

/**
 * Reference data of one account: records that change seldom, are few, and are reused between operations for a while.
 * Reads them by id in the cheaper of two ways: one by one, or by reading the list.
 */
export class Directory<T extends { readonly id: string }> {
  private readonly known: LRUCache<string, Known<T>>;
  /** Whether Lever refused the last list it was asked for, and with that the whole kind. */
  private isRefused = false;
  /** How many pages each list had when it was last read to its end. */
  private readonly pageCounts = new Map<Resource, number>();

  constructor(
    private readonly client: LeverClient,
    private readonly options: DirectoryOptions<T>,
  ) {
    // By size, of 1 each: by number, room for all of them would be made at once.
    this.known = new LRUCache({ maxSize: mostRecords, sizeCalculation: () => 1 });
  }

  /** The records with these ids. A failed call costs the ids it was made for. */
  async byIds(ids: readonly string[], caller: Caller): Promise<Batch<T>> {
    const answers = new Map<string, T | Error>();
    const missing = new Set(ids);
    const settle = (id: string, record: T | null) => {
      if (missing.delete(id) && record !== null) answers.set(id, record);
    };
    for (const id of ids) {
      const known = this.recall(id, caller);
      if (known !== undefined) settle(id, known.record);
    }
    if (missing.size < ids.length) caller.ledger.reuse();
    for (const list of this.options.lists) {
      const wanted = missing.size;
      if (!this.isWorthReading(list, 0, missing.size, 0)) break;
      try {
        let read = 0;
        for await (const rows of this.pages(list, caller)) {
          read += 1;
          for (const row of rows) if (!(row instanceof AtsError)) settle(row.id, row);
          if (!this.isWorthReading(list, read, missing.size, wanted - missing.size)) break;
        }
      } catch (error) {
        for (const id of missing) answers.set(id, asError(error));
        return answers;
      }
    }
    await Promise.all(
      [...missing].map(async (id) => {
        try {
          const record = await this.byId(id, caller);
          if (record !== null) answers.set(id, record);
        } catch (error) {
          answers.set(id, asError(error));
        }
      }),
    );
    return answers;
  }

  /** A record that is fresh enough to be told without a call, if there is one at hand. */
  inHand(id: string, caller: Caller): T | undefined {
    const record = this.recall(id, caller)?.record;
    if (record == null) return undefined;
    caller.ledger.reuse();
    return record;
  }

  /** What is known of a record, its age noted. */
  private recall(id: string, caller: Caller): Known<T> | undefined {
    const known = this.known.get(id);
    if (known !== undefined) caller.ledger.age(performance.now() - known.at);
    return known;
  }

  /** Every record of the first list, in Lever's order. Unusable ones are reported and left out. */
  async all(caller: Caller): Promise<readonly T[]> {
    const records: T[] = [];
    for await (const rows of this.pages(this.options.lists[0], caller)) {
      for (const row of rows) {
        if (row instanceof AtsError) caller.report(row);
        else records.push(row);
      }
    }
    return records;
  }

  /** One page of any list of these records. */
  async page(list: Resource, token: string | null, caller: Caller): Promise<LeverPage<T>> {
    const answer = this.client.agedPage(list, token, this.options.read, caller, "reference");
    const { value, ageMs } = await answer.catch((error: unknown) => {
      if (isRefusal(error)) this.isRefused = true;
      throw error;
    });
    this.isRefused = false;
    const page = value ?? { rows: [], next: null };
    for (const row of page.rows) if (!(row instanceof AtsError)) this.remember(row.id, row, ageMs);
    return page;
  }

  private async *pages(
    list: Resource | undefined,
    caller: Caller,
  ): AsyncGenerator<readonly (T | AtsError)[], void, undefined> {
    if (list === undefined) return;
    const trail = new Trail();
    let count = 0;
    for (let token: string | null = null; ; count += 1) {
      const page: LeverPage<T> = await this.page(list, token, caller);
      yield page.rows;
      if (page.next === null) break;
      trail.follow(page);
      token = page.next;
    }
    this.pageCounts.set(list, count + 1);
  }

  /**
   * Whether the next page of the list is likely to spare more single reads than the one call it costs: by the size the
   * list last had, and until that is known by what its pages have held so far.
   */
  private isWorthReading(list: Resource, pagesRead: number, missing: number, found: number): boolean {
    if (missing === 0) return false;
    if (this.options.listFirst === true) return true;
    const pages = this.pageCounts.get(list);
    if (pages !== undefined) return missing > Math.max(1, pages - pagesRead);
    return missing > 1 && (pagesRead === 0 || found > pagesRead);
  }

  private async byId(id: string, caller: Caller): Promise<T | null> {
    const { single, read } = this.options;
    const { value, ageMs } = await this.client.agedOne({ ...single, id }, read, caller).catch((error: unknown) => {
      throw this.options.confidential && !this.isRefused && isRefusal(error) ? confidential(error) : error;
    });
    this.remember(id, value ?? null, ageMs);
    return value ?? null;
  }

  private remember(id: string, record: T | null, ageMs: number): void {
    const ttl = this.options.ttlMs - ageMs;
    if (ttl >= 1) this.known.set(id, { record, at: performance.now() - ageMs }, { ttl });
  }
}

function isRefusal(error: unknown): error is AtsError {
  return error instanceof AtsError && error.code === "UPSTREAM_FORBIDDEN";
}

/** Lever docs: Confidential data. */
function confidential(refusal: AtsError): AtsError {
  const message = "Lever keeps this record from these credentials, as it does with what is confidential.";
  return new AtsError(refusal.code, message, { provider: "LEVER", confidential: true, cause: refusal });
}
