import { LRUCache } from "lru-cache";
import type { Caller } from "../ats/caller.js";
import { AtsError } from "../ats/errors.js";
import { approximateSize } from "./approximate-size.js";
import { type Clock, systemClock } from "./clock.js";
import { type Load, SharedLoads } from "./shared-loads.js";

export interface ReferenceCacheOptions {
  /** How long a value is as good as new, in milliseconds; 0 keeps nothing. */
  readonly ttlMs: number;
  /** About how much is kept, in bytes; what was used longest ago goes first. */
  readonly maxBytes?: number;
  readonly clock?: Clock;
}

/** A value, and how old it is. Shared between readers: not to be changed. */
export interface Cached<T> {
  readonly value: T;
  /** Since it was loaded, in milliseconds; 0 when that was just now. */
  readonly ageMs: number;
  /** Older than it should be: a new one is being loaded, or cannot be had. */
  readonly stale: boolean;
}

interface Entry {
  readonly value: unknown;
  readonly bytes: number;
  readonly loadedAt: number;
  /** When a load that failed is worth another try. */
  retryAt: number;
}

/** For this many times its ttl a value is served while a new one is loaded, rather than after. */
const ttlsWhileRefreshing = 2;

/** For this many times its ttl a value is better than none while the provider is down. */
const ttlsWhileDown = 10;

/** For this long after a failed load nobody waits for another, in milliseconds. */
const retryAfterMs = 5000;

/** A refresh that nobody waits for is given up after this time, in milliseconds. */
const refreshTimeoutMs = 30_000;

const defaultMaxBytes = 64 * 1024 * 1024;

const downCodes = new Set(["UPSTREAM_UNAVAILABLE", "UPSTREAM_TIMEOUT", "UPSTREAM_RATE_LIMITED"]);

/**
 * Reference data of one account, reused between operations: a cache for one set of credentials. Misses at the same time
 * share one load; a failed load is not kept.
 */
export class ReferenceCache {
  private readonly entries: LRUCache<string, Entry>;
  private readonly loads = new SharedLoads<unknown>();
  private readonly clock: Clock;
  private readonly ttlMs: number;

  constructor({ ttlMs, maxBytes = defaultMaxBytes, clock = systemClock }: ReferenceCacheOptions) {
    this.ttlMs = ttlMs;
    this.clock = clock;
    this.entries = new LRUCache({ maxSize: maxBytes, sizeCalculation: ({ bytes }) => bytes });
  }

  /**
   * The value under this key, loaded unless there is one. Up to twice its ttl it is served as it is while one refresh
   * runs; up to ten times its ttl it is served when the load fails because the provider is down. Throws what the load
   * throws, and the caller's reason once that is aborted.
   */
  async get<T>(key: string, caller: Caller, load: Load<T>): Promise<Cached<T>> {
    caller.signal.throwIfAborted();
    const entry = this.entries.get(key);
    if (entry === undefined) return this.fresh(key, caller, load);
    const ageMs = this.clock.now() - entry.loadedAt;
    if (ageMs < this.ttlMs) return this.reuse(entry, caller);
    const failedLately = this.clock.now() < entry.retryAt;
    if (ageMs < this.ttlMs * ttlsWhileRefreshing) {
      if (!failedLately && !this.loads.has(key)) this.refresh(key, entry, caller, load);
      return this.reuse(entry, caller);
    }
    if (ageMs >= this.ttlMs * ttlsWhileDown) return this.fresh(key, caller, load);
    if (failedLately) return this.reuse(entry, caller);
    try {
      return await this.fresh(key, caller, load);
    } catch (error) {
      if (!isDown(error) || caller.signal.aborted) throw error;
      this.retryLater(entry);
      return this.reuse(entry, caller);
    }
  }

  private async fresh<T>(key: string, caller: Caller, load: Load<T>): Promise<Cached<T>> {
    const value = await this.loads.get(key, caller, async (shared) => {
      const loaded = await load(shared);
      const entry = { value: loaded, bytes: approximateSize(loaded), loadedAt: this.clock.now(), retryAt: -Infinity };
      if (this.ttlMs > 0) this.entries.set(key, entry);
      return loaded;
    });
    return { value: value as T, ageMs: 0, stale: false };
  }

  private refresh<T>(key: string, entry: Entry, caller: Caller, load: Load<T>): void {
    // The operation that found the value stale is counted for it, and need not outlive it.
    const background: Caller = {
      ledger: caller.ledger,
      report: () => undefined,
      signal: AbortSignal.timeout(refreshTimeoutMs),
      deadline: this.clock.now() + refreshTimeoutMs,
    };
    this.fresh(key, background, load).catch((error: unknown) => {
      if (isDown(error)) this.retryLater(entry);
    });
  }

  private retryLater(entry: Entry): void {
    entry.retryAt = this.clock.now() + Math.min(this.ttlMs, retryAfterMs);
  }

  private reuse<T>(entry: Entry, caller: Caller): Cached<T> {
    caller.ledger.reuse();
    const ageMs = this.clock.now() - entry.loadedAt;
    return { value: entry.value as T, ageMs, stale: ageMs >= this.ttlMs };
  }
}

function isDown(error: unknown): boolean {
  return error instanceof AtsError && downCodes.has(error.code);
}
