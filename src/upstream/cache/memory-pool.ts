import { LRUCache } from "lru-cache";
import { approximateSize } from "./approximate-size.js";

/** A cached value. */
export interface CacheEntry {
  readonly value: unknown;
  readonly loadedAt: number;
  /** Invalidate it. */
  readonly tags: readonly string[];
  /** When the next load may be tried after a failed one. */
  retryAt: number;
}

/** The part of a pool that one cache uses. Its keys are its own. */
export interface PoolPart {
  get(key: string): CacheEntry | undefined;
  /** Holds a value for `ttlMs` milliseconds, a whole number. Undefined: until there is no space. */
  set(key: string, entry: CacheEntry, ttlMs: number | undefined): void;
  /** Removes the values that `isOutdated` is true for. */
  remove(isOutdated: (entry: CacheEntry) => boolean): void;
}

/** Memory that several caches share, such as those of many accounts. */
export class MemoryPool {
  private readonly entries: LRUCache<string, CacheEntry>;
  private parts = 0;

  /** Holds about `maxBytes` bytes. The least recently used values are removed first, of all caches. */
  constructor(maxBytes: number) {
    const sizeCalculation = ({ value }: CacheEntry) => approximateSize(value);
    // LRUCache takes no size of 0.
    this.entries = new LRUCache({ maxSize: Math.max(1, maxBytes), sizeCalculation, ttlAutopurge: true });
  }

  /** A part for one more cache. */
  part(): PoolPart {
    const { entries } = this;
    this.parts += 1;
    const prefix = `${this.parts} `;
    return {
      get: (key) => entries.get(prefix + key),
      set: (key, entry, ttlMs) => {
        entries.set(prefix + key, entry, ttlMs === undefined ? {} : { ttl: ttlMs });
      },
      remove(isOutdated) {
        const found = [...entries.entries()].filter(([key, entry]) => key.startsWith(prefix) && isOutdated(entry));
        for (const [key] of found) entries.delete(key);
      },
    };
  }
}
