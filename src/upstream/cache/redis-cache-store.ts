import { createHash, randomUUID } from "node:crypto";
import type { CacheStore, StoreLookup } from "./cache-store.js";
import type { OptionalRedis } from "./optional-redis.js";
import { type Clock, systemClock } from "../clock.js";
import { type InvalidationChannel, invalidationChannel } from "./invalidation-channel.js";
import type { Encryption } from "../redis/encryption.js";

export interface RedisCacheStoreOptions {
  /** The connection, which may serve the stores of many accounts. */
  readonly redis: OptionalRedis;
  /** Names the credentials whose answers these are, among those that use this Redis; no secret. */
  readonly account: string;
  /** Keeps what is there from whoever else can read this Redis; without it, it is there for all to read. */
  readonly encryption?: Encryption | undefined;
}

/** A longer answer is not kept, in bytes of JSON. */
const maxResponseBytes = 4 * 1024 * 1024;

/** No load is under way for longer, in milliseconds: what was forgotten before any began need not be marked. */
const epochTtlMs = 24 * 3600 * 1000;

/** What is kept in Redis under a key: the answer, and the time it was given. */
interface StoredResponse {
  readonly ttlMs: number;
  readonly answer: unknown;
}

/** Answers shared through Redis. While that is slow or lost there are none to be had, and nobody waits for any. */
export class RedisCacheStore implements CacheStore {
  private readonly channel: InvalidationChannel;

  constructor(
    private readonly options: RedisCacheStoreOptions,
    private readonly clock: Clock = systemClock,
  ) {
    this.channel = invalidationChannel(options.account, options.encryption);
  }

  async get(key: string): Promise<StoreLookup> {
    const name = this.keyOf("answer", key);
    const askedAt = this.clock.now();
    // The time left on Redis's own clock: those of the processes need not agree.
    const found = await this.options.redis.execute((redis) =>
      Promise.all([redis.pttl(name), redis.get(name), redis.get(this.epochKey)]),
    );
    if (found === undefined) return {};
    const [leftMs, encrypted, epoch] = found;
    const json =
      encrypted === null || this.options.encryption === undefined
        ? encrypted
        : this.options.encryption.decrypt(encrypted, name);
    const stored = json == null || leftMs < 0 ? undefined : parse(json);
    if (stored === undefined || leftMs > stored.ttlMs) return { epoch: epoch ?? "" };
    const onTheWayMs = this.clock.now() - askedAt;
    return { stored: { answer: stored.answer, ageMs: stored.ttlMs - leftMs + onTheWayMs }, epoch: epoch ?? "" };
  }

  set(key: string, answer: unknown, ttlMs: number, epoch: string, tags: readonly string[]): void {
    const json = JSON.stringify({ ttlMs, answer } satisfies StoredResponse);
    if (Buffer.byteLength(json) > maxResponseBytes) return;
    const name = this.keyOf("answer", key);
    const keys = [name, this.epochKey, ...this.tagKeys(tags)];
    const text = this.options.encryption === undefined ? json : this.options.encryption.encrypt(json, name);
    void this.options.redis.execute((redis) => redis.keepAnswer(keys.length, ...keys, epoch, text, ttlMs));
  }

  /**
   * Forgets the answers of these subjects, and has every process told that listens. False when that was done before on
   * this occasion, which is remembered for `eventTtlMs` milliseconds. Rejects when Redis does not answer in time.
   */
  async invalidate(tags: readonly string[], eventId: string, eventTtlMs: number): Promise<boolean> {
    const keys = [this.keyOf("occasion", eventId), this.epochKey, ...this.tagKeys(tags)];
    const message = this.channel.encode(tags);
    const args = [eventTtlMs, randomUUID(), epochTtlMs, this.channel.name, message];
    const done = await this.options.redis.execute((redis) => redis.forgetAnswers(keys.length, ...keys, ...args));
    if (done === undefined) throw new Error("Redis did not answer in time.");
    return done === 1;
  }

  private get epochKey(): string {
    return `${this.prefix}:mark`;
  }

  private tagKeys(tags: readonly string[]): string[] {
    return tags.map((subject) => this.keyOf("subject", subject));
  }

  /** Keys are URLs: hashed, they are short and say nothing; sealed, they cannot be guessed and tried either. */
  private keyOf(kind: string, text: string): string {
    const { encryption } = this.options;
    const name =
      encryption === undefined ? createHash("sha256").update(text).digest("base64url") : encryption.hmac(text);
    return `${this.prefix}:${kind}:${name}`;
  }

  /** In braces, so that a cluster keeps all of an account in one place. Redis docs: Hash tags. */
  private get prefix(): string {
    return `ats-subgraph:{${this.options.account}}`;
  }
}

function parse(json: string): StoredResponse | undefined {
  try {
    const kept = JSON.parse(json) as Partial<StoredResponse> | null;
    return typeof kept?.ttlMs === "number" ? { ttlMs: kept.ttlMs, answer: kept.answer } : undefined;
  } catch {
    return undefined;
  }
}
