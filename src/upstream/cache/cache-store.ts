/** Where processes that share an account keep answers for each other. */
export interface CacheStore {
  /** What is kept under this key, as far as it can be had at once. Never rejects. */
  get(key: string): Promise<StoreLookup>;
  /**
   * Keeps an answer just loaded, as JSON, for `ttlMs` milliseconds, if that can be done. `mark` is from before it was
   * asked for: once anything has been forgotten since, the answer may be of the time before, and is not kept. `subjects`
   * are those that it is to be forgotten with.
   */
  set(key: string, answer: unknown, ttlMs: number, epoch: string, tags: readonly string[]): void;
}

/** What a store has to say of a key. */
export interface StoreLookup {
  /** The answer, and how long ago it was loaded. */
  readonly stored?: { readonly answer: unknown; readonly ageMs: number } | undefined;
  /** Another one each time that something is forgotten; undefined when the store cannot be reached. */
  readonly epoch?: string | undefined;
}
