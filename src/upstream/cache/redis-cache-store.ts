import { createHash, randomUUID } from "node:crypto";
import type { AnswerStore, Stored } from "./cache-store.js";
import type { AnswersRedis } from "./optional-redis.js";
import { type Clock, systemClock } from "../clock.js";
import { type ForgottenChannel, forgottenChannel } from "./invalidation-channel.js";
import type { Seal } from "../redis/encryption.js";

export interface RedisAnswerStoreOptions {
  /** The connection, which may serve the stores of many accounts. */
  readonly redis: AnswersRedis;
  /** Names the credentials whose answers these are, among those that use this Redis; no secret. */
  readonly account: string;
  /** Keeps what is there from whoever else can read this Redis; without it, it is there for all to read. */
  readonly seal?: Seal | undefined;
}

/** A longer answer is not kept, in bytes of JSON. */
const largestAnswer = 4 * 1024 * 1024;

/** No load is under way for longer, in milliseconds: what was forgotten before any began need not be marked. */
const markMs = 24 * 3600 * 1000;

/** What is kept in Redis under a key: the answer, and the time it was given. */
interface Kept {
  readonly ttlMs: number;
  readonly answer: unknown;
}

/** Answers shared through Redis. While that is slow or lost there are none to be had, and nobody waits for any. */
export class RedisAnswerStore implements AnswerStore {
  private readonly channel: ForgottenChannel;

  constructor(
    private readonly options: RedisAnswerStoreOptions,
    private readonly clock: Clock = systemClock,
  ) {
    this.channel = forgottenChannel(options.account, options.seal);
  }

  async get(key: string): Promise<Stored> {
    const name = this.nameOf("answer", key);
    const askedAt = this.clock.now();
    // The time left on Redis's own clock: those of the processes need not agree.
    const found = await this.options.redis.ask((redis) =>
      Promise.all([redis.pttl(name), redis.get(name), redis.get(this.mark)]),
    );
    if (found === undefined) return {};
    const [leftMs, sealed, mark] = found;
    const json = sealed === null || this.options.seal === undefined ? sealed : this.options.seal.open(sealed, name);
    const kept = json == null || leftMs < 0 ? undefined : parse(json);
    if (kept === undefined || leftMs > kept.ttlMs) return { mark: mark ?? "" };
    const onTheWayMs = this.clock.now() - askedAt;
    return { kept: { answer: kept.answer, ageMs: kept.ttlMs - leftMs + onTheWayMs }, mark: mark ?? "" };
  }

  set(key: string, answer: unknown, ttlMs: number, mark: string, subjects: readonly string[]): void {
    const json = JSON.stringify({ ttlMs, answer } satisfies Kept);
    if (Buffer.byteLength(json) > largestAnswer) return;
    const name = this.nameOf("answer", key);
    const keys = [name, this.mark, ...this.listsOf(subjects)];
    const text = this.options.seal === undefined ? json : this.options.seal.close(json, name);
    void this.options.redis.ask((redis) => redis.keepAnswer(keys.length, ...keys, mark, text, ttlMs));
  }

  /**
   * Forgets the answers of these subjects, and has every process told that listens. False when that was done before on
   * this occasion, which is remembered for `rememberMs` milliseconds. Rejects when Redis does not answer in time.
   */
  async forget(subjects: readonly string[], occasion: string, rememberMs: number): Promise<boolean> {
    const keys = [this.nameOf("occasion", occasion), this.mark, ...this.listsOf(subjects)];
    const message = this.channel.write(subjects);
    const args = [rememberMs, randomUUID(), markMs, this.channel.name, message];
    const done = await this.options.redis.ask((redis) => redis.forgetAnswers(keys.length, ...keys, ...args));
    if (done === undefined) throw new Error("Redis did not answer in time.");
    return done === 1;
  }

  private get mark(): string {
    return `${this.prefix}:mark`;
  }

  private listsOf(subjects: readonly string[]): string[] {
    return subjects.map((subject) => this.nameOf("subject", subject));
  }

  /** Keys are URLs: hashed, they are short and say nothing; sealed, they cannot be guessed and tried either. */
  private nameOf(kind: string, text: string): string {
    const { seal } = this.options;
    const name = seal === undefined ? createHash("sha256").update(text).digest("base64url") : seal.name(text);
    return `${this.prefix}:${kind}:${name}`;
  }

  /** In braces, so that a cluster keeps all of an account in one place. Redis docs: Hash tags. */
  private get prefix(): string {
    return `ats-subgraph:{${this.options.account}}`;
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
