import { createHash } from "node:crypto";
import { Redis } from "ioredis";
import type { AnswerStore } from "./answer-store.js";
import { type Clock, systemClock } from "./clock.js";

export interface RedisAnswerStoreOptions {
  /** `redis://` or `rediss://`. */
  readonly url: string;
  /** Names the credentials whose answers these are, among those that use this Redis; no secret. */
  readonly account: string;
}

// Long for a Redis, and little beside the call that an answer saves.
const patienceMs = 100;

const reconnectDelayMs = 100;

/** After a failure Redis is left alone for so long. */
const restMs = 1000;

/** A longer answer is not kept, in bytes of JSON. */
const largestAnswer = 4 * 1024 * 1024;

/** What is kept in Redis under a key: the answer, and the time it was given. */
interface Kept {
  readonly ttlMs: number;
  readonly answer: unknown;
}

/** Answers shared through Redis. While that is slow or lost there are none to be had, and nobody waits for any. */
export class RedisAnswerStore implements AnswerStore {
  private readonly redis: Redis;
  private restUntil = -Infinity;
  private closed = false;

  constructor(
    private readonly options: RedisAnswerStoreOptions,
    private readonly clock: Clock = systemClock,
  ) {
    this.redis = new Redis(options.url, {
      retryStrategy: () => reconnectDelayMs,
      maxRetriesPerRequest: 0,
      autoResendUnfulfilledCommands: false,
    });
    // Told by the commands that fail.
    this.redis.on("error", () => undefined);
  }

  async get(key: string): Promise<{ answer: unknown; ageMs: number } | undefined> {
    const name = this.nameOf(key);
    // The time left on Redis's own clock: those of the processes need not agree.
    const found = await this.ask(() => Promise.all([this.redis.pttl(name), this.redis.get(name)]));
    if (found === undefined) return undefined;
    const [leftMs, json] = found;
    const kept = json === null || leftMs < 0 ? undefined : parse(json);
    return kept === undefined ? undefined : { answer: kept.answer, ageMs: Math.max(0, kept.ttlMs - leftMs) };
  }

  set(key: string, answer: unknown, ttlMs: number): void {
    const json = JSON.stringify({ ttlMs, answer } satisfies Kept);
    if (Buffer.byteLength(json) > largestAnswer) return;
    void this.ask(() => this.redis.set(this.nameOf(key), json, "PX", ttlMs));
  }

  close(): void {
    this.closed = true;
    this.redis.disconnect();
  }

  private isAway(): boolean {
    return this.closed || this.clock.now() < this.restUntil;
  }

  /** What Redis says; undefined when it says nothing in time. */
  private async ask<T>(command: () => Promise<T>): Promise<T | undefined> {
    if (this.isAway()) return undefined;
    let cancel: () => void = () => undefined;
    const timeout = new Promise<never>((_, reject) => {
      cancel = this.clock.after(patienceMs, () => {
        // Not before what has arrived is read: it may be this process that was slow.
        setImmediate(reject, new Error("Redis did not answer in time."));
      });
    });
    try {
      return await Promise.race([command(), timeout]);
    } catch {
      if (this.isAway()) return undefined;
      this.restUntil = this.clock.now() + restMs;
      // A connection that hangs goes, with all that waits in it.
      this.redis.disconnect(true);
      return undefined;
    } finally {
      cancel();
    }
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
