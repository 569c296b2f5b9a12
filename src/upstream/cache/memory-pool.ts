import { LRUCache } from "lru-cache";
import { approximateSize } from "./approximate-size.js";

/** The part of a pool that one cache uses. Its keys are its own. */
export interface PoolPart<T> {
  get(key: string): T | undefined;
  /** Holds a value for `ttlMs` milliseconds, a whole number. Undefined: until there is no space. */
  set(key: string, value: T, ttlMs?: number): void;
  delete(key: string): void;
  /** Removes the values that `isOutdated` is true for. */
  remove(isOutdated: (value: T) => boolean): void;
}

/** What an entry takes besides its key and its value, in bytes. */
const overheadBytes = 150;

/** Memory that several caches share, such as those of many accounts. */
export class MemoryPool {
  private readonly entries: LRUCache<string, string | object>;
  /** The keys of each part, by the beginning that they share. */
  private readonly keys = new Map<string, Set<string>>();
  private parts = 0;

  /** Holds about `maxBytes` bytes. The least recently used values are removed first, of all caches. */
  constructor(maxBytes: number) {
    this.entries = new LRUCache({
      // LRUCache takes no size of 0.
      maxSize: Math.max(1, maxBytes),
      sizeCalculation: entrySize,
      dispose: (_value, key) => {
        this.removeKey(key);
      },
      ttlAutopurge: true,
    });
  }

  /** A part for one more cache. */
  part<T extends string | object>(): PoolPart<T> {
    const { entries } = this;
    this.parts += 1;
    const prefix = `${this.parts} `;
    return {
      get: (key) => entries.get(prefix + key) as T | undefined,
      set: (key, value, ttlMs) => {
        const whole = prefix + key;
        entries.set(whole, value, ttlMs === undefined ? {} : { ttl: ttlMs });
        // A value that is too large is not held.
        if (entries.has(whole)) this.addKey(whole);
      },
      delete: (key) => {
        entries.delete(prefix + key);
      },
      remove: (isOutdated) => {
        for (const key of this.keys.get(prefix) ?? []) {
          const value = entries.peek(key) as T | undefined;
          if (value !== undefined && isOutdated(value)) entries.delete(key);
        }
      },
    };
  }

  private addKey(key: string): void {
    const prefix = prefixOf(key);
    const keys = this.keys.get(prefix);
    if (keys === undefined) this.keys.set(prefix, new Set([key]));
    else keys.add(key);
  }

  private removeKey(key: string): void {
    const prefix = prefixOf(key);
    const keys = this.keys.get(prefix);
    keys?.delete(key);
    if (keys?.size === 0) this.keys.delete(prefix);
  }
}

function prefixOf(key: string): string {
  return key.slice(0, key.indexOf(" ") + 1);
}

/** The memory that an entry takes, in bytes. */
export function entrySize(value: unknown, key: string): number {
  return approximateSize(value) + approximateSize(key) + overheadBytes;
}
