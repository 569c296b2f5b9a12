import type { ResponseSource } from "../../telemetry/provider-metrics.js";
import type { Caller } from "../../ats/caller.js";
import { AtsError } from "../../ats/errors.js";
import { unlessAborted } from "../../ats/abort-signal.js";
import { type Clock, systemClock } from "../clock.js";
import type { AnswerStore, Stored } from "./cache-store.js";
import { type Entry, HeldAnswers } from "./memory-cache.js";
import { type Load, SharedLoads } from "./single-flight.js";

export interface AnswerCacheOptions {
  /** How long a value is as good as new, in milliseconds; 0 keeps nothing. */
  readonly ttlMs: number;
  /** About how much is kept, in bytes; what was used longest ago goes first. */
  readonly maxBytes?: number;
  /** Nothing past its ttl is served, not even for want of anything newer. */
  readonly strict?: boolean;
  /** Where other processes keep their answers, and find this one's. */
  readonly store?: AnswerStore | undefined;
  /** Whether this process hears of what is to be forgotten: while it does not, it keeps nothing. By default it does. */
  readonly isInformed?: () => boolean;
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

type SubjectsOf = (answer: unknown) => readonly string[];

interface Loaded {
  readonly value: unknown;
  readonly ageMs: number;
}

const noSubjects: SubjectsOf = () => [];

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
 * Answers of one account, reused between operations: a cache for one set of credentials. Misses at the same time share
 * one load; a failed load is not kept. Whatever its ttl, an answer that was asked for after an operation began serves
 * that operation too: asked for again it could be newer, but not more live.
 */
export class AnswerCache {
  private readonly held: HeldAnswers;
  private readonly loads = new SharedLoads<Loaded>();
  private readonly clock: Clock;
  private readonly ttlMs: number;
  private readonly strict: boolean;
  private readonly store: AnswerStore | undefined;
  private readonly isInformed: () => boolean;
  private timesForgotten = 0;
  private readonly observe: (source: ResponseSource) => void;

  constructor(options: AnswerCacheOptions) {
    const { ttlMs, maxBytes = defaultMaxBytes, clock = systemClock, strict = false, store } = options;
    this.observe = (source) => options.observe?.(source);
    this.ttlMs = ttlMs;
    this.clock = clock;
    this.strict = strict;
    this.store = store;
    this.isInformed = options.isInformed ?? (() => true);
    this.held = new HeldAnswers(maxBytes);
  }

  /**
   * What `read` makes of the answer under this key, which is loaded unless there is one; a key has but one `read`, and
   * that is told when the answer came. Up to twice its ttl it is served as it is while one refresh runs; up to ten times
   * its ttl it is served when the load fails because the provider is down. `subjects` says what an answer is to be
   * forgotten with. Throws what `load` and `read` throw, and the caller's reason once that is aborted.
   */
  async get<A, T>(
    key: string,
    caller: Caller,
    load: Load<A>,
    read: (answer: A, at: Date) => T,
    subjects: (answer: A) => readonly string[] = noSubjects,
  ): Promise<Cached<T>> {
    const loadAndRead: Load<Loaded> = (shared) =>
      this.load(key, shared, load, { read: read as Read, subjects: subjects as SubjectsOf });
    const found = (await this.find(key, caller, loadAndRead)) as Cached<T>;
    caller.ledger.age(found.ageMs);
    return found;
  }

  /**
   * Forgets every answer with one of these subjects, or all there are. What is under way serves those who wait for it,
   * and is not kept: it may be of the time before.
   */
  forget(subjects?: readonly string[]): void {
    this.timesForgotten += 1;
    this.loads.close();
    this.held.forget(subjects);
  }

  /** How often something was forgotten: an operation that began before is not to be joined after. */
  get generation(): number {
    return this.timesForgotten;
  }

  private async find(key: string, caller: Caller, load: Load<Loaded>): Promise<Cached<unknown>> {
    caller.signal.throwIfAborted();
    const moment = this.held.moment(key);
    if (moment !== undefined && moment.askedAt >= (caller.startedAt ?? Infinity)) {
      caller.ledger.reuse();
      this.observe("coalesced");
      return { value: moment.value, ageMs: this.clock.now() - moment.loadedAt, stale: false };
    }
    const entry = this.isInformed() ? this.held.entry(key) : undefined;
    if (entry === undefined) return this.fresh(key, caller, load);
    const ageMs = this.clock.now() - entry.loadedAt;
    if (ageMs < this.ttlMs) return this.reuse(entry, caller);
    if (this.strict) return this.fresh(key, caller, load);
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

  private async fresh(key: string, caller: Caller, load: Load<Loaded>): Promise<Cached<unknown>> {
    let joined = true as boolean;
    const loaded = await this.loads.get(key, caller, (shared) => {
      joined = false;
      return load(shared);
    });
    if (joined) this.observe("coalesced");
    return { ...loaded, stale: false };
  }

  /** The answer that another process keeps, or a new one, which is kept for all. */
  private async load(
    key: string,
    caller: Caller,
    load: Load<unknown>,
    { read, subjects }: { readonly read: Read; readonly subjects: SubjectsOf },
  ): Promise<Loaded> {
    const { generation } = this;
    const { kept, mark } = await this.stored(key, caller);
    const known = kept === undefined ? undefined : readStored(kept, read);
    if (kept !== undefined && known !== undefined) {
      caller.ledger.reuse();
      this.observe("redis");
      if (this.generation === generation) this.keep(key, known, subjects(kept.answer));
      return known;
    }
    const askedAt = this.clock.now();
    const answer = await load(caller);
    const loaded = { value: read(answer, new Date()), ageMs: 0 };
    this.observe("called");
    if (this.generation !== generation) return loaded;
    const about = subjects(answer);
    this.held.remember(key, { value: loaded.value, askedAt, loadedAt: this.clock.now(), subjects: about });
    this.keep(key, loaded, about);
    if (mark !== undefined) this.store?.set(key, answer, this.ttlMs, mark, about);
    return loaded;
  }

  private async stored(key: string, caller: Caller): Promise<Stored> {
    if (this.store === undefined || this.ttlMs === 0) return {};
    const stored = await unlessAborted(this.store.get(key), caller.signal);
    return (stored.kept?.ageMs ?? 0) < this.ttlMs ? stored : { mark: stored.mark };
  }

  private keep(key: string, { value, ageMs }: Loaded, subjects: readonly string[]): void {
    if (this.ttlMs === 0 || !this.isInformed()) return;
    const loadedAt = this.clock.now() - ageMs;
    // Where nothing is served past its time, nothing is held past it either. Whole milliseconds, and at least one.
    const mostMs = this.strict ? Math.max(1, Math.ceil(this.ttlMs - ageMs)) : undefined;
    this.held.hold(key, { value, loadedAt, subjects }, mostMs);
  }

  private refresh(key: string, entry: Entry, caller: Caller, load: Load<Loaded>): void {
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

  private reuse(entry: Entry, caller: Caller): Cached<unknown> {
    caller.ledger.reuse();
    this.observe("kept");
    const ageMs = this.clock.now() - entry.loadedAt;
    return { value: entry.value, ageMs, stale: ageMs >= this.ttlMs };
  }
}

function readStored({ answer, ageMs }: NonNullable<Stored["kept"]>, read: Read): Loaded | undefined {
  try {
    return { value: read(answer, new Date(Date.now() - ageMs)), ageMs };
  } catch {
    // Whatever is in the store, it costs no more than a call.
    return undefined;
  }
}

function isDown(error: unknown): boolean {
  return error instanceof AtsError && downCodes.has(error.code);
}
