import type { ResponseSource } from "../../telemetry/provider-metrics.js";
import type { CallContext } from "../../ats/call-context.js";
import { AtsError } from "../../ats/errors.js";
import { rejectOnAbort } from "../../ats/abort-signal.js";
import { type Clock, systemClock } from "../clock.js";
import type { CacheStore, StoreLookup } from "./cache-store.js";
import { type CacheEntry, MemoryCache } from "./memory-cache.js";
import { type Load, SingleFlight } from "./single-flight.js";

export interface ResponseCacheOptions {
  /** How long a value is as good as new, in milliseconds; 0 keeps nothing. */
  readonly ttlMs: number;
  /** About how much is kept, in bytes; what was used longest ago goes first. */
  readonly maxBytes?: number;
  /** Nothing past its ttl is served, not even for want of anything newer. */
  readonly strict?: boolean;
  /** Where other processes keep their answers, and find this one's. */
  readonly store?: CacheStore | undefined;
  /** Whether this process hears of what is to be forgotten: while it does not, it keeps nothing. By default it does. */
  readonly receivesInvalidations?: () => boolean;
  /** Told of every answer where it came from; must not throw. */
  observe?(source: ResponseSource): void;
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

type Read = (answer: unknown, at: Date) => unknown;

type TagsOf = (answer: unknown) => readonly string[];

interface Loaded {
  readonly value: unknown;
  readonly ageMs: number;
}

const noTags: TagsOf = () => [];

/** For this many times its ttl a value is served while a new one is loaded, rather than after. */
const staleWhileRevalidateTtls = 2;

/** For this many times its ttl a value is better than none while the provider is down. */
const staleIfErrorTtls = 10;

/** For this long after a failed load nobody waits for another, in milliseconds. */
const retryAfterMs = 5000;

/** A refresh that nobody waits for is given up after this time, in milliseconds. */
const refreshTimeoutMs = 30_000;

const defaultMaxBytes = 64 * 1024 * 1024;

const unavailableCodes = new Set(["UPSTREAM_UNAVAILABLE", "UPSTREAM_TIMEOUT", "UPSTREAM_RATE_LIMITED"]);

/**
 * Answers of one account, reused between operations: a cache for one set of credentials. Misses at the same time share
 * one load; a failed load is not kept. Whatever its ttl, an answer that was asked for after an operation began serves
 * that operation too: asked for again it could be newer, but not more live.
 */
export class ResponseCache {
  private readonly memory: MemoryCache;
  private readonly flights = new SingleFlight<Loaded>();
  private readonly clock: Clock;
  private readonly ttlMs: number;
  private readonly strict: boolean;
  private readonly store: CacheStore | undefined;
  private readonly receivesInvalidations: () => boolean;
  private invalidations = 0;
  private readonly observe: (source: ResponseSource) => void;

  constructor(options: ResponseCacheOptions) {
    const { ttlMs, maxBytes = defaultMaxBytes, clock = systemClock, strict = false, store } = options;
    this.observe = (source) => options.observe?.(source);
    this.ttlMs = ttlMs;
    this.clock = clock;
    this.strict = strict;
    this.store = store;
    this.receivesInvalidations = options.receivesInvalidations ?? (() => true);
    this.memory = new MemoryCache(maxBytes);
  }

  /**
   * What `read` makes of the answer under this key, which is loaded unless there is one; a key has but one `read`, and
   * that is told when the answer came. Up to twice its ttl it is served as it is while one refresh runs; up to ten times
   * its ttl it is served when the load fails because the provider is down. `subjects` says what an answer is to be
   * forgotten with. Throws what `load` and `read` throw, and the caller's reason once that is aborted.
   */
  async get<A, T>(
    key: string,
    context: CallContext,
    load: Load<A>,
    read: (answer: A, at: Date) => T,
    tagsOf: (answer: A) => readonly string[] = noTags,
  ): Promise<Cached<T>> {
    const loadAndRead: Load<Loaded> = (shared) =>
      this.load(key, shared, load, { read: read as Read, tagsOf: tagsOf as TagsOf });
    const found = (await this.lookUp(key, context, loadAndRead)) as Cached<T>;
    context.stats.noteAge(found.ageMs);
    return found;
  }

  /**
   * Forgets every answer with one of these subjects, or all there are. What is under way serves those who wait for it,
   * and is not kept: it may be of the time before.
   */
  invalidate(tags?: readonly string[]): void {
    this.invalidations += 1;
    this.flights.detach();
    this.memory.invalidate(tags);
  }

  /** How often something was forgotten: an operation that began before is not to be joined after. */
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
    const ageMs = this.clock.now() - entry.loadedAt;
    if (ageMs < this.ttlMs) return this.serveCached(entry, context);
    if (this.strict) return this.loadFresh(key, context, load);
    const failedRecently = this.clock.now() < entry.retryAt;
    if (ageMs < this.ttlMs * staleWhileRevalidateTtls) {
      if (!failedRecently && !this.flights.has(key)) this.refreshInBackground(key, entry, context, load);
      return this.serveCached(entry, context);
    }
    if (ageMs >= this.ttlMs * staleIfErrorTtls) return this.loadFresh(key, context, load);
    if (failedRecently) return this.serveCached(entry, context);
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

  /** The answer that another process keeps, or a new one, which is kept for all. */
  private async load(
    key: string,
    context: CallContext,
    load: Load<unknown>,
    { read, tagsOf }: { readonly read: Read; readonly tagsOf: TagsOf },
  ): Promise<Loaded> {
    const { epoch: epochAtStart } = this;
    const { stored, epoch } = await this.readStore(key, context);
    const cached = stored === undefined ? undefined : readStored(stored, read);
    if (stored !== undefined && cached !== undefined) {
      context.stats.countCacheHit();
      this.observe("redis");
      if (this.epoch === epochAtStart) this.cacheInMemory(key, cached, tagsOf(stored.answer));
      return cached;
    }
    const requestedAt = this.clock.now();
    const answer = await load(context);
    const loaded = { value: read(answer, new Date()), ageMs: 0 };
    this.observe("called");
    if (this.epoch !== epochAtStart) return loaded;
    const tags = tagsOf(answer);
    this.memory.setRecent(key, { value: loaded.value, requestedAt, loadedAt: this.clock.now(), tags });
    this.cacheInMemory(key, loaded, tags);
    if (epoch !== undefined) this.store?.set(key, answer, this.ttlMs, epoch, tags);
    return loaded;
  }

  private async readStore(key: string, context: CallContext): Promise<StoreLookup> {
    if (this.store === undefined || this.ttlMs === 0) return {};
    const lookup = await rejectOnAbort(this.store.get(key), context.signal);
    return (lookup.stored?.ageMs ?? 0) < this.ttlMs ? lookup : { epoch: lookup.epoch };
  }

  private cacheInMemory(key: string, { value, ageMs }: Loaded, tags: readonly string[]): void {
    if (this.ttlMs === 0 || !this.receivesInvalidations()) return;
    const loadedAt = this.clock.now() - ageMs;
    // Where nothing is served past its time, nothing is held past it either. Whole milliseconds, and at least one.
    const maxMs = this.strict ? Math.max(1, Math.ceil(this.ttlMs - ageMs)) : undefined;
    this.memory.set(key, { value, loadedAt, tags }, maxMs);
  }

  private refreshInBackground(key: string, entry: CacheEntry, context: CallContext, load: Load<Loaded>): void {
    // The operation that found the value stale is counted for it, and need not outlive it.
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
    entry.retryAt = this.clock.now() + Math.min(this.ttlMs, retryAfterMs);
  }

  private serveCached(entry: CacheEntry, context: CallContext): Cached<unknown> {
    context.stats.countCacheHit();
    this.observe("kept");
    const ageMs = this.clock.now() - entry.loadedAt;
    return { value: entry.value, ageMs, stale: ageMs >= this.ttlMs };
  }
}

function readStored({ answer, ageMs }: NonNullable<StoreLookup["stored"]>, read: Read): Loaded | undefined {
  try {
    return { value: read(answer, new Date(Date.now() - ageMs)), ageMs };
  } catch {
    // Whatever is in the store, it costs no more than a call.
    return undefined;
  }
}

function isUnavailable(error: unknown): boolean {
  return error instanceof AtsError && unavailableCodes.has(error.code);
}
