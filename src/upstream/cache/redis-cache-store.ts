import { createHash, randomUUID } from "node:crypto";
import type { CacheStore, StoreLookup } from "./cache-store.js";
import type { OptionalRedis } from "./optional-redis.js";
import { type Clock, systemClock } from "../clock.js";
import { type InvalidationChannel, invalidationChannel } from "./invalidation-channel.js";
import type { Encryption } from "../redis/encryption.js";

export interface RedisCacheStoreOptions {
  /** The connection, which may serve the stores of many accounts. */
  readonly redis: OptionalRedis;
  /** Names the account in Redis. It is not a secret. */
  readonly account: string;
  /** Without encryption, everyone who can read this Redis can read the responses. */
  readonly encryption?: Encryption | undefined;
}

/** A longer response is not stored, in bytes of JSON. */
const maxResponseBytes = 4 * 1024 * 1024;

/** No load takes longer, in milliseconds. After this time an epoch protects nothing. */
const epochTtlMs = 24 * 3600 * 1000;

/**
 * The format of what is stored, as a part of its key. Increase it when a stored value changes in shape or in meaning: two
 * versions that run at the same time then have keys of their own, and an invalidation by either one removes both.
 */
const format = 1;

/** The JSON under a key in Redis. If it is encrypted, only processes with the encryption key can write it. */
interface StoredResponse {
  readonly ttlMs: number;
  /** In milliseconds since 1970, by the clock of the process that stored it. */
  readonly storedAt: number;
  readonly answer: unknown;
}

/** Shares responses through Redis. While Redis is slow or lost there are none, and no read waits for it. */
export class RedisCacheStore implements CacheStore {
  private readonly channel: InvalidationChannel;

  constructor(
    private readonly options: RedisCacheStoreOptions,
    private readonly clock: Clock = systemClock,
  ) {
    this.channel = invalidationChannel(options.account, options.encryption);
  }

  async get(key: string): Promise<StoreLookup> {
    const name = this.answerKey(key);
    const requestedAt = this.clock.now();
    // The time left, by the clock of Redis: the clocks of the processes can differ.
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
    const roundTripMs = this.clock.now() - requestedAt;
    // Someone who can write to Redis can store an old response again, with a new ttl. Its own time shows that. If the clocks
    // of two processes differ, a response looks older, never younger.
    const ageMs = Math.max(stored.ttlMs - leftMs + roundTripMs, Math.abs(Date.now() - stored.storedAt));
    if (ageMs >= stored.ttlMs) return { epoch: epoch ?? "" };
    return { stored: { response: stored.answer, ageMs }, epoch: epoch ?? "" };
  }

  set(key: string, response: unknown, ttlMs: number, epoch: string, tags: readonly string[]): void {
    const json = JSON.stringify({ ttlMs, storedAt: Date.now(), answer: response } satisfies StoredResponse);
    if (Buffer.byteLength(json) > maxResponseBytes) return;
    const name = this.answerKey(key);
    const keys = [name, this.epochKey, ...this.tagKeys(tags)];
    const text = this.options.encryption === undefined ? json : this.options.encryption.encrypt(json, name);
    void this.options.redis.execute((redis) => redis.storeResponse(keys.length, ...keys, epoch, text, ttlMs));
  }

  /**
   * Removes the responses that have one of these tags, and publishes the invalidation. False when this event was applied
   * before: its id is remembered for `eventTtlMs` milliseconds. Rejects when Redis does not answer in time.
   */
  async invalidate(tags: readonly string[], eventId: string, eventTtlMs: number): Promise<boolean> {
    const keys = [this.keyOf("occasion", eventId), this.epochKey, ...this.tagKeys(tags)];
    const message = this.channel.encode(tags);
    const args = [eventTtlMs, randomUUID(), epochTtlMs, this.channel.name, message];
    const done = await this.options.redis.execute((redis) => redis.invalidateResponses(keys.length, ...keys, ...args));
    if (done === undefined) throw new Error("Redis did not answer in time.");
    return done === 1;
  }

  private answerKey(key: string): string {
    return this.keyOf(`answer:${format}`, key);
  }

  private get epochKey(): string {
    return `${this.prefix}:mark`;
  }

  private tagKeys(tags: readonly string[]): string[] {
    return tags.map((tag) => this.keyOf("subject", tag));
  }

  /** Keys are URLs. A hash is short and hides them; with the key of an HMAC, guessed URLs cannot be tested either. */
  private keyOf(kind: string, text: string): string {
    const { encryption } = this.options;
    const name =
      encryption === undefined ? createHash("sha256").update(text).digest("base64url") : encryption.hmac(text);
    return `${this.prefix}:${kind}:${name}`;
  }

  /** The braces keep the keys of an account in one slot of a cluster. Redis docs: Hash tags. */
  private get prefix(): string {
    return `ats-subgraph:{${this.options.account}}`;
  }
}

function parse(json: string): StoredResponse | undefined {
  try {
    const stored = JSON.parse(json) as Partial<StoredResponse> | null;
    if (typeof stored?.ttlMs !== "number" || typeof stored.storedAt !== "number") return undefined;
    return { ttlMs: stored.ttlMs, storedAt: stored.storedAt, answer: stored.answer };
  } catch {
    return undefined;
  }
}
