import { LRUCache } from "lru-cache";
import type { CallContext } from "../ats/call-context.js";
import { AtsError } from "../ats/errors.js";
import type { Batch } from "../ats/provider.js";
import type { LeverClient, Resource } from "./client.js";
import { isForbidden, leverError } from "./errors.js";
import { type LeverPage, readToEnd } from "./list-page.js";
import type { RecordParser } from "./records.js";
import { type LookupSource, ReferenceLookup } from "./reference-lookup.js";

export interface ReferenceDataOptions<T> {
  /** The lists that hold the records, the fullest first. */
  readonly lists: readonly Resource[];
  /** The endpoint of a single record, e.g. `/postings/:id`. */
  readonly single: Resource;
  readonly parse: RecordParser<T>;
  /** How long a response may be reused, in milliseconds. */
  readonly ttlMs: number;
  /** Whether Lever may refuse a single record because it is confidential. */
  readonly confidential?: boolean;
  /** Whether the list is read even for one record. Right for lists that are known to be short. */
  readonly listFirst?: boolean;
}

interface CachedRecord<T> {
  /** Null when Lever has none. */
  readonly record: T | null;
  /** When the response came, on the clock of `performance.now()`. */
  readonly at: number;
  /** Whether the record was in a list. */
  readonly isListed: boolean;
}

// A bound on memory. No account has more stages, archive reasons, users or postings.
const maxRecords = 20_000;

/**
 * Reference data of one account: a small number of records that change seldom. Operations reuse them for `ttlMs`. Reads
 * records by id in the cheaper of two ways: one by one, or through their list.
 */
export class ReferenceData<T extends { readonly id: string }> implements LookupSource<T> {
  readonly lists: readonly Resource[];
  readonly listFirst: boolean;
  private readonly cache: LRUCache<string, CachedRecord<T>>;
  /** Whether Lever refused the latest list, and with it every record of this kind. */
  private isListForbidden = false;
  private readonly pageCounts = new Map<Resource, number>();

  constructor(
    private readonly client: LeverClient,
    private readonly options: ReferenceDataOptions<T>,
  ) {
    this.lists = options.lists;
    this.listFirst = options.listFirst === true;
    // A limit by size, with size 1 for each record. A limit by number would allocate memory for all of them
    // immediately.
    this.cache = new LRUCache({ maxSize: maxRecords, sizeCalculation: () => 1 });
  }

  /** The records with these ids. An error of a call belongs to the ids that the call was made for. */
  readByIds(ids: readonly string[], context: CallContext): Promise<Batch<T>> {
    return new ReferenceLookup(this, ids, context).run();
  }

  /** Those of the records that the lists hold. */
  readListed(ids: readonly string[], context: CallContext): Promise<Batch<T>> {
    return new ReferenceLookup(this, ids, context, true).run();
  }

  /** A cached record that is fresh enough to be used. */
  cached(id: string, context: CallContext): T | undefined {
    const record = this.lookUp(id, context)?.record;
    if (record == null) return undefined;
    context.stats.countCacheHit();
    return record;
  }

  /** What the cache knows of a record. The operation's data is then at least as old. */
  lookUp(id: string, context: CallContext): CachedRecord<T> | undefined {
    const known = this.cache.get(id);
    if (known !== undefined) {
      const ageMs = performance.now() - known.at;
      context.stats.noteResponse(ageMs, this.options.ttlMs - ageMs);
    }
    return known;
  }

  /** Every record of a list, by default the first one, in Lever's order. Unusable ones are reported and left out. */
  async readAll(context: CallContext, list = this.lists[0]): Promise<readonly T[]> {
    const records: T[] = [];
    for await (const rows of this.readPages(list, context)) {
      for (const row of rows) {
        if (row instanceof AtsError) context.reportError(row);
        else records.push(row);
      }
    }
    return records;
  }

  /** One page of any list of these records. */
  async readPage(list: Resource, token: string | null, context: CallContext): Promise<LeverPage<T>> {
    const response = this.client.readPageWithAge(list, token, this.options.parse, context, "reference");
    const { value, ageMs } = await response.catch((error: unknown) => {
      if (isForbidden(error)) this.isListForbidden = true;
      throw error;
    });
    this.isListForbidden = false;
    const page = value ?? { rows: [], next: null };
    for (const row of page.rows) if (!(row instanceof AtsError)) this.addToCache(row.id, row, ageMs, true);
    return page;
  }

  async *readPages(
    list: Resource | undefined,
    context: CallContext,
  ): AsyncGenerator<readonly (T | AtsError)[], void, undefined> {
    if (list === undefined) return;
    let count = 0;
    for await (const rows of readToEnd((token) => this.readPage(list, token, context))) {
      count += 1;
      yield rows;
    }
    this.pageCounts.set(list, count);
  }

  pageCount(list: Resource): number | undefined {
    return this.pageCounts.get(list);
  }

  async readById(id: string, context: CallContext): Promise<T | null> {
    const { single, parse, confidential } = this.options;
    const { value, ageMs } = await this.client
      .readOneWithAge({ ...single, id }, parse, context)
      .catch((error: unknown) => {
        throw confidential && !this.isListForbidden && isForbidden(error) ? confidentialError(error) : error;
      });
    this.addToCache(id, value ?? null, ageMs, false);
    return value ?? null;
  }

  private addToCache(id: string, record: T | null, ageMs: number, isListed: boolean): void {
    const ttl = this.options.ttlMs - ageMs;
    if (ttl >= 1) this.cache.set(id, { record, at: performance.now() - ageMs, isListed }, { ttl });
  }
}

/** Lever docs: Confidential data. */
function confidentialError(forbidden: AtsError): AtsError {
  const message = "These credentials cannot read this record. It is probably confidential in Lever.";
  return leverError(forbidden.code, message, { confidential: true, cause: forbidden });
}
