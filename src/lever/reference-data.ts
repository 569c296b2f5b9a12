import { LRUCache } from "lru-cache";
import type { CallContext } from "../ats/call-context.js";
import { AtsError, asError } from "../ats/errors.js";
import type { Batch } from "../ats/provider.js";
import { type LeverClient, type LeverPage, type Resource, PaginationGuard } from "./client.js";
import type { RecordParser } from "./records.js";

export interface ReferenceDataOptions<T> {
  /** The lists that hold the records, the fullest first. */
  readonly lists: readonly Resource[];
  /** The endpoint of a single record, e.g. `/postings/:id`. */
  readonly single: Resource;
  readonly read: RecordParser<T>;
  /** How long an answer may be reused, in milliseconds. */
  readonly ttlMs: number;
  /** Whether Lever may refuse one record alone, as confidential. */
  readonly confidential?: boolean;
  /** Read the list even for one record: right for lists known to be short. */
  readonly listFirst?: boolean;
}

interface CachedRecord<T> {
  /** Null: Lever has none. */
  readonly record: T | null;
  /** When the answer came, on the clock of `performance.now()`. */
  readonly at: number;
}

// A bound on memory: more records than any account has stages, archive reasons, users or postings.
const maxRecords = 20_000;

/**
 * Reference data of one account: records that change seldom, are few, and are reused between operations for a while.
 * Reads them by id in the cheaper of two ways: one by one, or by reading the list.
 */
export class ReferenceData<T extends { readonly id: string }> {
  private readonly cache: LRUCache<string, CachedRecord<T>>;
  /** Whether Lever refused the last list it was asked for, and with that the whole kind. */
  private isForbidden = false;
  /** How many pages each list had when it was last read to its end. */
  private readonly pageCounts = new Map<Resource, number>();

  constructor(
    private readonly client: LeverClient,
    private readonly options: ReferenceDataOptions<T>,
  ) {
    // By size, of 1 each: by number, room for all of them would be made at once.
    this.cache = new LRUCache({ maxSize: maxRecords, sizeCalculation: () => 1 });
  }

  /** The records with these ids. A failed call costs the ids it was made for. */
  async readByIds(ids: readonly string[], context: CallContext): Promise<Batch<T>> {
    const answers = new Map<string, T | Error>();
    const missing = new Set(ids);
    const setAnswer = (id: string, record: T | null) => {
      if (missing.delete(id) && record !== null) answers.set(id, record);
    };
    for (const id of ids) {
      const known = this.lookUp(id, context);
      if (known !== undefined) setAnswer(id, known.record);
    }
    if (missing.size < ids.length) context.stats.countCacheHit();
    for (const list of this.options.lists) {
      const wanted = missing.size;
      if (!this.isWorthReading(list, 0, missing.size, 0)) break;
      try {
        let read = 0;
        for await (const rows of this.readPages(list, context)) {
          read += 1;
          for (const row of rows) if (!(row instanceof AtsError)) setAnswer(row.id, row);
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
          const record = await this.readById(id, context);
          if (record !== null) answers.set(id, record);
        } catch (error) {
          answers.set(id, asError(error));
        }
      }),
    );
    return answers;
  }

  /** A record that is fresh enough to be told without a call, if there is one at hand. */
  cached(id: string, context: CallContext): T | undefined {
    const record = this.lookUp(id, context)?.record;
    if (record == null) return undefined;
    context.stats.countCacheHit();
    return record;
  }

  /** What is known of a record, its age noted. */
  private lookUp(id: string, context: CallContext): CachedRecord<T> | undefined {
    const known = this.cache.get(id);
    if (known !== undefined) context.stats.noteAge(performance.now() - known.at);
    return known;
  }

  /** Every record of the first list, in Lever's order. Unusable ones are reported and left out. */
  async readAll(context: CallContext): Promise<readonly T[]> {
    const records: T[] = [];
    for await (const rows of this.readPages(this.options.lists[0], context)) {
      for (const row of rows) {
        if (row instanceof AtsError) context.reportError(row);
        else records.push(row);
      }
    }
    return records;
  }

  /** One page of any list of these records. */
  async readPage(list: Resource, token: string | null, context: CallContext): Promise<LeverPage<T>> {
    const answer = this.client.readPageWithAge(list, token, this.options.read, context, "reference");
    const { value, ageMs } = await answer.catch((error: unknown) => {
      if (isForbiddenError(error)) this.isForbidden = true;
      throw error;
    });
    this.isForbidden = false;
    const page = value ?? { rows: [], next: null };
    for (const row of page.rows) if (!(row instanceof AtsError)) this.addToCache(row.id, row, ageMs);
    return page;
  }

  private async *readPages(
    list: Resource | undefined,
    context: CallContext,
  ): AsyncGenerator<readonly (T | AtsError)[], void, undefined> {
    if (list === undefined) return;
    const guard = new PaginationGuard();
    let count = 0;
    for (let token: string | null = null; ; count += 1) {
      const page: LeverPage<T> = await this.readPage(list, token, context);
      yield page.rows;
      if (page.next === null) break;
      guard.check(page);
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

  private async readById(id: string, context: CallContext): Promise<T | null> {
    const { single, read } = this.options;
    const { value, ageMs } = await this.client
      .readOneWithAge({ ...single, id }, read, context)
      .catch((error: unknown) => {
        throw this.options.confidential && !this.isForbidden && isForbiddenError(error)
          ? confidentialError(error)
          : error;
      });
    this.addToCache(id, value ?? null, ageMs);
    return value ?? null;
  }

  private addToCache(id: string, record: T | null, ageMs: number): void {
    const ttl = this.options.ttlMs - ageMs;
    if (ttl >= 1) this.cache.set(id, { record, at: performance.now() - ageMs }, { ttl });
  }
}

function isForbiddenError(error: unknown): error is AtsError {
  return error instanceof AtsError && error.code === "UPSTREAM_FORBIDDEN";
}

/** Lever docs: Confidential data. */
function confidentialError(forbidden: AtsError): AtsError {
  const message = "Lever keeps this record from these credentials, as it does with what is confidential.";
  return new AtsError(forbidden.code, message, { provider: "LEVER", confidential: true, cause: forbidden });
}
