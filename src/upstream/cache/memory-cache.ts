import { LRUCache } from "lru-cache";
import type { MemoryPool, PoolPart } from "./memory-pool.js";

/** A cached value. */
export interface CacheEntry {
  readonly value: unknown;
  readonly loadedAt: number;
  /** Invalidate it. */
  readonly tags: readonly string[];
  /** When the next load may be tried after a failed one. */
  retryAt: number;
}

/** A value that was just loaded. It can serve operations that began before it was requested. */
export interface RecentEntry {
  readonly value: unknown;
  readonly requestedAt: number;
  readonly loadedAt: number;
  /** Invalidate it. */
  readonly tags: readonly string[];
}

/** How many of the latest responses are kept for operations that run at the same time, and how long at most, in milliseconds. */
const maxRecentEntries = 64;
const recentMs = 10_000;

/** The responses in this process: those that may be reused, and the latest ones. */
export class MemoryCache {
  private readonly entries: PoolPart<CacheEntry>;
  private readonly recentEntries = new LRUCache<string, RecentEntry>({
    max: maxRecentEntries,
    ttl: recentMs,
    ttlAutopurge: true,
  });

  /** Holds the values that may be reused in `pool`, which other caches may use too. */
  constructor(pool: MemoryPool) {
    this.entries = pool.part();
  }

  get(key: string): CacheEntry | undefined {
    return this.entries.get(key);
  }

  recentEntry(key: string): RecentEntry | undefined {
    return this.recentEntries.get(key);
  }

  /** Holds a value for `ttlMs` milliseconds, a whole number. Undefined: until there is no space. */
  set(key: string, entry: Omit<CacheEntry, "retryAt">, ttlMs: number | undefined): void {
    this.entries.set(key, { ...entry, retryAt: -Infinity }, ttlMs);
  }

  /** Holds a value that was just loaded. */
  setRecent(key: string, entry: RecentEntry): void {
    this.recentEntries.set(key, entry);
  }

  /** Removes the values that were requested before any running operation began: they can serve none. */
  removeRecentBefore(since: number): void {
    if (this.recentEntries.size === 0) return;
    if (since === Infinity) {
      this.recentEntries.clear();
      return;
    }
    const outdated = [...this.recentEntries.entries()].filter(([, { requestedAt }]) => requestedAt < since);
    for (const [key] of outdated) this.recentEntries.delete(key);
  }

  /** Removes all values that have one of these tags, or all there are. */
  invalidate(tags?: readonly string[]): void {
    const wanted = new Set(tags);
    const isOutdated = (entry: { readonly tags: readonly string[] }) =>
      tags === undefined || entry.tags.some((tag) => wanted.has(tag));
    this.entries.remove(isOutdated);
    const found = [...this.recentEntries.entries()].filter(([, entry]) => isOutdated(entry));
    for (const [key] of found) this.recentEntries.delete(key);
  }
}
