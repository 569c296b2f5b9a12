import type { ResponseSource } from "../../telemetry/provider-metrics.js";
import type { Clock } from "../clock.js";
import type { CacheStore } from "./cache-store.js";
import type { MemoryPool } from "./memory-pool.js";
import type { RunningOperations } from "./running-operations.js";

export interface ResponseCacheOptions {
  /** How long a value is fresh, in milliseconds; 0 keeps nothing. */
  readonly ttlMs: number;
  /** Where values are kept. By default the cache has memory of its own. */
  readonly memory?: MemoryPool;
  /** Whether a value is never returned after its ttl, not even when the provider is down. */
  readonly strict?: boolean;
  /** Shares responses with other processes. */
  readonly store?: CacheStore | undefined;
  /** Whether this process receives invalidations. While it does not, it keeps nothing. True by default. */
  readonly receivesInvalidations?: () => boolean;
  /** The operations that a response may serve although it is not fresh, see `ResponseCache`. None by default. */
  readonly operations?: RunningOperations;
  /** Receives the source of every response; must not throw. */
  observe?(source: ResponseSource): void;
  readonly clock?: Clock;
}

/** A value and its age. Readers share it: it must not be changed. */
export interface Cached<T> {
  readonly value: T;
  /** Since it was loaded, in milliseconds; 0 when that was just now. */
  readonly ageMs: number;
  /** Whether it is older than its ttl. Then a new one is being loaded, or the provider is down. */
  readonly stale: boolean;
}
