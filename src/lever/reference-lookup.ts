import type { CallContext } from "../ats/call-context.js";
import { AtsError, asError } from "../ats/errors.js";
import type { Batch } from "../ats/provider.js";
import type { Resource } from "./client.js";
import { isForbidden } from "./errors.js";

/** What a lookup reads from: the cache, the lists and the single records of one kind. */
export interface LookupSource<T> {
  /** The lists that hold the records, the fullest first. */
  readonly lists: readonly Resource[];
  /** Whether the list is read even for one record. */
  readonly listFirst: boolean;
  /** What the cache knows of a record. A null `record` means that Lever has none. */
  lookUp(id: string, context: CallContext): { readonly record: T | null; readonly isListed: boolean } | undefined;
  /** The number of pages that the list had when it was last read to its end. */
  pageCount(list: Resource): number | undefined;
  readPages(list: Resource, context: CallContext): AsyncGenerator<readonly (T | AtsError)[], void, undefined>;
  /** Null when Lever has none. */
  readById(id: string, context: CallContext): Promise<T | null>;
}

/** One lookup of several records by their ids. */
export class ReferenceLookup<T extends { readonly id: string }> {
  private readonly answers = new Map<string, T | Error>();
  private readonly missing: Set<string>;

  constructor(
    private readonly source: LookupSource<T>,
    private readonly ids: readonly string[],
    private readonly context: CallContext,
    /** Whether records that the lists do not hold are left out, and not read one by one. */
    private readonly onlyListed = false,
  ) {
    this.missing = new Set(ids);
  }

  /**
   * Finds the records in the cache, then in the lists as far as that saves calls, then one by one. The credentials may
   * allow reading single records although they do not allow reading the list.
   */
  async run(): Promise<Batch<T>> {
    this.findInCache();
    try {
      for (const list of this.source.lists) await this.findInList(list);
    } catch (error) {
      if (this.onlyListed || !isForbidden(error)) {
        for (const id of this.missing) this.answers.set(id, asError(error));
        return this.answers;
      }
    }
    if (!this.onlyListed) await Promise.all([...this.missing].map((id) => this.findById(id)));
    return this.answers;
  }

  private findInCache(): void {
    for (const id of this.ids) {
      const known = this.source.lookUp(id, this.context);
      if (known !== undefined && (known.isListed || !this.onlyListed)) this.setAnswer(id, known.record);
    }
    if (this.missing.size < this.ids.length) this.context.stats.countCacheHit();
  }

  private async findInList(list: Resource): Promise<void> {
    const wanted = this.missing.size;
    const isNextPageWorthReading = (pagesRead: number) =>
      isWorthReading({
        missing: this.missing.size,
        found: wanted - this.missing.size,
        pagesRead,
        pageCount: this.source.pageCount(list),
        listFirst: this.source.listFirst,
      });
    if (!isNextPageWorthReading(0)) return;
    let pagesRead = 0;
    for await (const rows of this.source.readPages(list, this.context)) {
      pagesRead += 1;
      for (const row of rows) if (!(row instanceof AtsError)) this.setAnswer(row.id, row);
      if (!isNextPageWorthReading(pagesRead)) return;
    }
  }

  private async findById(id: string): Promise<void> {
    try {
      const record = await this.source.readById(id, this.context);
      if (record !== null) this.answers.set(id, record);
    } catch (error) {
      this.answers.set(id, asError(error));
    }
  }

  private setAnswer(id: string, record: T | null): void {
    if (this.missing.delete(id) && record !== null) this.answers.set(id, record);
  }
}

interface ListProgress {
  /** Records that are not found yet. */
  readonly missing: number;
  /** Records found in this list. */
  readonly found: number;
  readonly pagesRead: number;
  /** The list's number of pages, if it is known. */
  readonly pageCount: number | undefined;
  readonly listFirst: boolean;
}

/**
 * Whether the next page of a list is likely to save more single reads than the one call it costs. Judged by the number
 * of pages, or by what the pages held so far if the number is not known yet.
 */
function isWorthReading({ missing, found, pagesRead, pageCount, listFirst }: ListProgress): boolean {
  if (missing === 0) return false;
  if (listFirst) return true;
  if (pageCount !== undefined) return missing > Math.max(1, pageCount - pagesRead);
  return missing > 1 && (pagesRead === 0 || found > pagesRead);
}
