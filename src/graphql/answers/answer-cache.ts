import { LRUCache } from "lru-cache";
import type { OperationSummary } from "../operation/operation.js";

/** A whole answer, as bytes. */
export interface KeptAnswer {
  /** The account that it was read from. */
  readonly account: string;
  /** The beginning of the body, up to the end of `data`. */
  readonly bytes: Buffer;
  /** Extensions that are part of the answer each time, such as cache tags. */
  readonly extensions: Readonly<Record<string, unknown>>;
  readonly headers: readonly (readonly [name: string, value: string])[];
  readonly etag: string;
  readonly summary: OperationSummary;
  /** The most provider calls that the operation can take. */
  readonly cost: number | undefined;
  /** The number of provider responses that it was made of. */
  readonly responses: number;
  /** The age of the oldest of these when the answer was kept, in milliseconds. */
  readonly oldestMs: number;
  /** On the clock of `performance.now()`, in milliseconds. */
  readonly keptAt: number;
}

/** What an answer takes besides its bytes, about. */
const overheadBytes = 1024;

/**
 * The answers that may be given again, by the key of their request. An answer is removed as soon as a record of its
 * account changes, and when the first of the provider responses that it was made of expires.
 */
export class AnswerCache {
  private readonly answers: LRUCache<string, KeptAnswer>;

  /** Holds about `maxBytes` bytes. The least recently used answers are removed first. */
  constructor(maxBytes: number) {
    this.answers = new LRUCache({
      maxSize: maxBytes,
      sizeCalculation: ({ bytes }) => bytes.length + overheadBytes,
      ttlAutopurge: true,
    });
  }

  get(key: string): KeptAnswer | undefined {
    return this.answers.get(key);
  }

  /** Keeps an answer for `ttlMs` milliseconds at most. */
  set(key: string, answer: KeptAnswer, ttlMs: number): void {
    // LRUCache takes whole milliseconds, and 0 is forever.
    const ttl = Math.floor(ttlMs);
    if (ttl >= 1) this.answers.set(key, answer, { ttl });
  }

  /** Removes all answers of an account. */
  invalidate(account: string): void {
    const found = [...this.answers.entries()].filter(([, answer]) => answer.account === account);
    for (const [key] of found) this.answers.delete(key);
  }

  /** The size of all answers, in bytes. */
  get bytes(): number {
    return this.answers.calculatedSize;
  }
}
