/** Where processes that share an account keep answers for each other. */
export interface AnswerStore {
  /** The answer under this key, and how long ago it was loaded; undefined when it cannot be had at once. Never rejects. */
  get(key: string): Promise<{ readonly answer: unknown; readonly ageMs: number } | undefined>;
  /** Keeps an answer just loaded, as JSON, for `ttlMs` milliseconds, if that can be done. */
  set(key: string, answer: unknown, ttlMs: number): void;
}
