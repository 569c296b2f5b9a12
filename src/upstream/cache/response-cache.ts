import type { CallContext } from "../../ats/call-context.js";
import type { ResponseSource } from "../../telemetry/provider-metrics.js";
import { type Clock, systemClock } from "../clock.js";
import type { CacheStore } from "./cache-store.js";
import { decide, isUnavailable } from "./freshness.js";
import { type CacheEntry, MemoryCache } from "./memory-cache.js";
import { MemoryPool } from "./memory-pool.js";
import type { Cached, ResponseCacheOptions } from "./response-cache-options.js";
import { type Load, SingleFlight } from "./single-flight.js";
import type { RunningOperations } from "./running-operations.js";
import { type Loaded, type Reader, readStored } from "./stored-responses.js";

/** After a failed load the next one is tried after this time at the latest, in milliseconds. */
const maxRetryDelayMs = 5000;

/** The time limit of a refresh in the background, in milliseconds. */
const refreshTimeoutMs = 30_000;

const defaultMaxBytes = 64 * 1024 * 1024;

/**
 * Caches the responses of one account, for one set of credentials. Equal reads at the same time share one load. A failed
 * load is not kept. Even with a ttl of 0, a response that was requested after an operation began may serve that operation:
 * a new request would not be more live. It is held as long as such an operation runs.
 */
export class ResponseCache {
  private readonly memory: MemoryCache;
  private readonly flights = new SingleFlight<Loaded>();
  private readonly clock: Clock;
  private readonly ttlMs: number;
  private readonly strict: boolean;
  private readonly store: CacheStore | undefined;
  private readonly receivesInvalidations: () => boolean;
  private readonly operations: RunningOperations | undefined;
  private invalidations = 0;
  private readonly observe: (source: ResponseSource) => void;

  constructor(options: ResponseCacheOptions) {
    const { ttlMs, memory = new MemoryPool(defaultMaxBytes), clock = systemClock, strict = false, store } = options;
    this.observe = (source) => options.observe?.(source);
    this.ttlMs = ttlMs;
    this.clock = clock;
    this.strict = strict;
    this.store = store;
    this.receivesInvalidations = options.receivesInvalidations ?? (() => true);
    this.memory = new MemoryCache(memory);
    this.operations = options.operations;
    this.operations?.onEnd((since) => {
      this.memory.removeRecentBefore(since);
    });
  }

  /**
   * Returns what `read` makes of the response under this key, and loads the response if necessary. `freshness.ts` has the
   * rules. All reads of a key pass the same `read`, which also gets the time of the response. `tagsOf` gives the tags that
   * invalidate it. Throws what `load` and `read` throw, and the reason of the context's signal once that is aborted.
   */
  async get<A, T>(
    key: string,
    context: CallContext,
    load: Load<A>,
    read: (response: A, at: Date) => T,
    tagsOf: (response: A) => readonly string[] = () => [],
  ): Promise<Cached<T>> {
    const reader = { read, tagsOf } as Reader;
    const found = await this.lookUp(key, context, (shared) => this.load(key, shared, load, reader));
    context.stats.noteResponse(found.ageMs, this.receivesInvalidations() ? this.ttlMs - found.ageMs : 0);
    return found as Cached<T>;
  }

  /**
   * Removes all responses that have one of these tags, or all there are. Loads that are running serve the operations that
   * wait for them, and are not kept, because their response may be older than the change.
   */
  invalidate(tags?: readonly string[]): void {
    this.invalidations += 1;
    this.flights.detach();
    this.memory.invalidate(tags);
  }

  /** The number of invalidations. An operation that began in another epoch must not be shared. */
  get epoch(): number {
    return this.invalidations;
  }

  private async lookUp(key: string, context: CallContext, load: Load<Loaded>): Promise<Cached<unknown>> {
    context.signal.throwIfAborted();
    const recent = this.memory.recentEntry(key);
    if (recent !== undefined && recent.requestedAt >= (context.startedAt ?? Infinity)) {
      context.stats.countCacheHit();
      this.observe("coalesced");
      return { value: recent.value, ageMs: this.clock.now() - recent.loadedAt, stale: false };
    }
    const entry = this.receivesInvalidations() ? this.memory.get(key) : undefined;
    if (entry === undefined) return this.loadFresh(key, context, load);
    const { ttlMs, strict } = this;
    const now = this.clock.now();
    switch (decide({ ageMs: now - entry.loadedAt, ttlMs, strict, failedRecently: now < entry.retryAt })) {
      case "serve":
        return this.serveCached(entry, context);
      case "serve-and-refresh":
        if (!this.flights.has(key)) this.refreshInBackground(key, entry, context, load);
        return this.serveCached(entry, context);
      case "load":
        return this.loadFresh(key, context, load);
      case "load-or-serve":
        return this.loadOrServe(key, entry, context, load);
    }
  }

  private async loadOrServe(
    key: string,
    entry: CacheEntry,
    context: CallContext,
    load: Load<Loaded>,
  ): Promise<Cached<unknown>> {
    try {
      return await this.loadFresh(key, context, load);
    } catch (error) {
      if (!isUnavailable(error) || context.signal.aborted) throw error;
      this.postponeRetry(entry);
      return this.serveCached(entry, context);
    }
  }

  private async loadFresh(key: string, context: CallContext, load: Load<Loaded>): Promise<Cached<unknown>> {
    let joined = true as boolean;
    const loaded = await this.flights.get(key, context, (shared) => {
      joined = false;
      return load(shared);
    });
    if (joined) this.observe("coalesced");
    return { ...loaded, stale: false };
  }

  /** Returns the response that another process has stored, or loads a new one and keeps it for all. */
  private async load(key: string, context: CallContext, load: Load<unknown>, reader: Reader): Promise<Loaded> {
    const { epoch: epochAtStart } = this;
    const { found, epoch } = await readStored({ store: this.store, ttlMs: this.ttlMs }, key, context, reader);
    if (found !== undefined) {
      context.stats.countCacheHit();
      this.observe("redis");
      if (this.epoch === epochAtStart) this.cacheInMemory(key, found, found.tags);
      return { value: found.value, ageMs: found.ageMs };
    }
    const requestedAt = this.clock.now();
    const response = await load(context);
    const loaded = { value: reader.read(response, new Date()), ageMs: 0 };
    this.observe("called");
    if (this.epoch !== epochAtStart) return loaded;
    const tags = reader.tagsOf(response);
    if (this.operations !== undefined && this.operations.since <= requestedAt) {
      this.memory.setRecent(key, { value: loaded.value, requestedAt, loadedAt: this.clock.now(), tags });
    }
    this.cacheInMemory(key, loaded, tags);
    if (epoch !== undefined) this.store?.set(key, response, this.ttlMs, epoch, tags);
    return loaded;
  }

  private cacheInMemory(key: string, { value, ageMs }: Loaded, tags: readonly string[]): void {
    if (this.ttlMs === 0 || !this.receivesInvalidations()) return;
    const loadedAt = this.clock.now() - ageMs;
    // What is never returned after its ttl is not held longer. LRUCache takes whole milliseconds, and at least one.
    const maxMs = this.strict ? Math.max(1, Math.ceil(this.ttlMs - ageMs)) : undefined;
    this.memory.set(key, { value, loadedAt, tags }, maxMs);
  }

  private refreshInBackground(key: string, entry: CacheEntry, context: CallContext, load: Load<Loaded>): void {
    // The refresh counts for the operation that found the stale value, and continues when that operation has ended.
    const background: CallContext = {
      stats: context.stats,
      reportError: () => undefined,
      signal: AbortSignal.timeout(refreshTimeoutMs),
      deadline: this.clock.now() + refreshTimeoutMs,
    };
    this.loadFresh(key, background, load).catch((error: unknown) => {
      if (isUnavailable(error)) this.postponeRetry(entry);
    });
  }

  private postponeRetry(entry: CacheEntry): void {
    entry.retryAt = this.clock.now() + Math.min(this.ttlMs, maxRetryDelayMs);
  }

  private serveCached(entry: CacheEntry, context: CallContext): Cached<unknown> {
    context.stats.countCacheHit();
    this.observe("kept");
    const ageMs = this.clock.now() - entry.loadedAt;
    return { value: entry.value, ageMs, stale: ageMs >= this.ttlMs };
  }
}
