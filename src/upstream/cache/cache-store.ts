/** Shares responses between the processes that use an account. */
export interface CacheStore {
  /** The stored response, if it is available immediately. Never rejects. */
  get(key: string): Promise<StoreLookup>;
  /**
   * Stores a response as JSON for `ttlMs` milliseconds, if possible. `epoch` is from the lookup before the request. If
   * there was an invalidation since, the response can be older than the change, and is not stored.
   */
  set(key: string, response: unknown, ttlMs: number, epoch: string, tags: readonly string[]): void;
}

/** Stores a value that no invalidation concerns, see `CacheStore.set`. Resolves with false if the store is not available. */
export async function storeValue(store: CacheStore, key: string, value: unknown, ttlMs: number): Promise<boolean> {
  const { epoch } = await store.get(key);
  if (epoch === undefined) return false;
  store.set(key, value, ttlMs, epoch, []);
  return true;
}

export interface StoreLookup {
  /** The response, and how long ago it was loaded. */
  readonly stored?: { readonly response: unknown; readonly ageMs: number } | undefined;
  /** Changes with each invalidation; undefined when the store is not available. */
  readonly epoch?: string | undefined;
}
