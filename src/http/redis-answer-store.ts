import { createHash } from "node:crypto";
import type { AnswerStore } from "./answer-store.js";
import type { AnswersRedis } from "./answers-redis.js";

export interface RedisAnswerStoreOptions {
  /** The connection, which may serve the stores of many accounts. */
  readonly redis: AnswersRedis;
  /** Names the credentials whose answers these are, among those that use this Redis; no secret. */
  readonly account: string;
}

/** A longer answer is not kept, in bytes of JSON. */
const largestAnswer = 4 * 1024 * 1024;

/** What is kept in Redis under a key: the answer, and the time it was given. */
interface Kept {
  readonly ttlMs: number;
  readonly answer: unknown;
}

/** Answers shared through Redis. While that is slow or lost there are none to be had, and nobody waits for any. */
export class RedisAnswerStore implements AnswerStore {
  constructor(private readonly options: RedisAnswerStoreOptions) {}

  async get(key: string): Promise<{ answer: unknown; ageMs: number } | undefined> {
    const name = this.nameOf(key);
    // The time left on Redis's own clock: those of the processes need not agree.
    const found = await this.options.redis.ask((redis) => Promise.all([redis.pttl(name), redis.get(name)]));
    if (found === undefined) return undefined;
    const [leftMs, json] = found;
    const kept = json === null || leftMs < 0 ? undefined : parse(json);
    return kept === undefined ? undefined : { answer: kept.answer, ageMs: Math.max(0, kept.ttlMs - leftMs) };
  }

  set(key: string, answer: unknown, ttlMs: number): void {
    const json = JSON.stringify({ ttlMs, answer } satisfies Kept);
    if (Buffer.byteLength(json) > largestAnswer) return;
    void this.options.redis.ask((redis) => redis.set(this.nameOf(key), json, "PX", ttlMs));
  }

  /** Keys are URLs: hashed, they are short and say nothing. */
  private nameOf(key: string): string {
    return `ats-subgraph:${this.options.account}:answer:${createHash("sha256").update(key).digest("base64url")}`;
  }
}

function parse(json: string): Kept | undefined {
  try {
    const kept = JSON.parse(json) as Partial<Kept> | null;
    return typeof kept?.ttlMs === "number" ? { ttlMs: kept.ttlMs, answer: kept.answer } : undefined;
  } catch {
    return undefined;
  }
}
