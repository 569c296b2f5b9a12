import { LRUCache } from "lru-cache";
import { approximateSize } from "./approximate-size.js";

/** A value that is held, and since when. */
export interface CacheEntry {
  readonly value: unknown;
  readonly loadedAt: number;
  /** What it is to be forgotten with. */
  readonly tags: readonly string[];
  /** When a load that failed is worth another try. */
  retryAt: number;
}

/** A value that has just come, and when it was asked for and came. */
export interface RecentEntry {
  readonly value: unknown;
  readonly requestedAt: number;
  readonly loadedAt: number;
  /** What it is to be forgotten with. */
  readonly tags: readonly string[];
}

/** How many of the latest answers are kept for operations that run beside each other, and how long, in milliseconds. */
const maxRecentEntries = 64;
const recentMs = 10_000;

/** What a process holds of answers: those that may be reused, and the latest, which serve whoever runs beside. */
export class MemoryCache {
  private readonly entries: LRUCache<string, CacheEntry>;
  private readonly recentEntries = new LRUCache<string, RecentEntry>({
    max: maxRecentEntries,
    ttl: recentMs,
    ttlAutopurge: true,
  });

  /** Holds about so many bytes; what was used longest ago goes first. */
  constructor(maxBytes: number) {
    const sizeCalculation = ({ value }: CacheEntry) => approximateSize(value);
    this.entries = new LRUCache({ maxSize: maxBytes, sizeCalculation, ttlAutopurge: true });
  }

  get(key: string): CacheEntry | undefined {
    return this.entries.get(key);
  }

  recentEntry(key: string): RecentEntry | undefined {
    return this.recentEntries.get(key);
  }

  /** Holds a value, for `mostMs` milliseconds, a whole number, or until others take its place. */
  set(key: string, entry: Omit<CacheEntry, "retryAt">, ttlMs: number | undefined): void {
    this.entries.set(key, { ...entry, retryAt: -Infinity }, ttlMs === undefined ? {} : { ttl: ttlMs });
  }

  /** Holds a value that has just come. */
  setRecent(key: string, entry: RecentEntry): void {
    this.recentEntries.set(key, entry);
  }

  /** Lets go of whatever has one of these subjects, or of all there is. */
  invalidate(tags?: readonly string[]): void {
    if (tags === undefined) {
      this.entries.clear();
      this.recentEntries.clear();
      return;
    }
    const wanted = new Set(tags);
    deleteTagged(this.entries, wanted);
    deleteTagged(this.recentEntries, wanted);
  }
}

function deleteTagged<T extends { readonly tags: readonly string[] }>(
  cache: LRUCache<string, T>,
  wanted: ReadonlySet<string>,
): void {
  const found = [...cache.entries()].filter(([, { tags }]) => tags.some((each) => wanted.has(each)));
  for (const [key] of found) cache.delete(key);
}
