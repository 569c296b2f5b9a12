import { createHash, randomUUID } from "node:crypto";
import { Redis } from "ioredis";
import type { AnswerStore, Stored } from "./answer-store.js";
import { type Clock, systemClock } from "./clock.js";
import { type ForgottenChannel, forgottenChannel } from "./forgotten-channel.js";
import type { Seal } from "./seal.js";

export interface RedisAnswerStoreOptions {
  /** `redis://` or `rediss://`. */
  readonly url: string;
  /** Names the credentials whose answers these are, among those that use this Redis; no secret. */
  readonly account: string;
  /** Keeps what is there from whoever else can read this Redis; without it, it is there for all to read. */
  readonly seal?: Seal | undefined;
}

// Long for a Redis, and little beside the call that an answer saves.
const patienceMs = 100;

const reconnectDelayMs = 100;

/** After a failure Redis is left alone for so long. */
const restMs = 1000;

/** A longer answer is not kept, in bytes of JSON. */
const largestAnswer = 4 * 1024 * 1024;

/** No load is under way for longer, in milliseconds: what was forgotten before any began need not be marked. */
const markMs = 24 * 3600 * 1000;

/** What is kept in Redis under a key: the answer, and the time it was given. */
interface Kept {
  readonly ttlMs: number;
  readonly answer: unknown;
}

/**
 * Keeps an answer, and its name with each of its subjects, unless something has been forgotten since. The names are
 * sorted by when they go, so that those of answers that have gone go too. KEYS: the answer, the mark, a list a subject;
 * ARGV: the mark as it was, the answer, its time in milliseconds.
 */
const keepScript = `
if (redis.call('GET', KEYS[2]) or '') ~= ARGV[1] then return 0 end
local ttl, time = tonumber(ARGV[3]), redis.call('TIME')
local now = time[1] * 1000 + math.floor(time[2] / 1000)
redis.call('SET', KEYS[1], ARGV[2], 'PX', ttl)
for i = 3, #KEYS do
  redis.call('ZREMRANGEBYSCORE', KEYS[i], '-inf', now)
  redis.call('ZADD', KEYS[i], now + ttl, KEYS[1])
  if redis.call('PTTL', KEYS[i]) < ttl then redis.call('PEXPIRE', KEYS[i], ttl) end
end
return 1
`;

/**
 * Forgets all answers of these subjects, for every process, and tells them. Does nothing a second time for the same
 * occasion. KEYS: the occasion, the mark, a list a subject; ARGV: how long the occasion is remembered, in milliseconds,
 * the new mark, how long that is kept, the channel, the message.
 */
const forgetScript = `
if not redis.call('SET', KEYS[1], '1', 'NX', 'PX', ARGV[1]) then return 0 end
if #KEYS == 2 then return 1 end
redis.call('SET', KEYS[2], ARGV[2], 'PX', ARGV[3])
for i = 3, #KEYS do
  local names = redis.call('ZRANGE', KEYS[i], 0, -1)
  for from = 1, #names, 1000 do
    redis.call('UNLINK', unpack(names, from, math.min(from + 999, #names)))
  end
  redis.call('UNLINK', KEYS[i])
end
redis.call('PUBLISH', ARGV[4], ARGV[5])
return 1
`;

type Commands = Redis & {
  keepAnswer(keys: number, ...args: (string | number)[]): Promise<number>;
  forgetAnswers(keys: number, ...args: (string | number)[]): Promise<number>;
};

/** Answers shared through Redis. While that is slow or lost there are none to be had, and nobody waits for any. */
export class RedisAnswerStore implements AnswerStore {
  private readonly redis: Commands;
  private readonly channel: ForgottenChannel;
  private restUntil = -Infinity;
  private closed = false;

  constructor(
    private readonly options: RedisAnswerStoreOptions,
    private readonly clock: Clock = systemClock,
  ) {
    const redis = new Redis(options.url, {
      retryStrategy: () => reconnectDelayMs,
      maxRetriesPerRequest: 0,
      autoResendUnfulfilledCommands: false,
    });
    // Told by the commands that fail.
    redis.on("error", () => undefined);
    redis.defineCommand("keepAnswer", { lua: keepScript });
    redis.defineCommand("forgetAnswers", { lua: forgetScript });
    this.redis = redis as Commands;
    this.channel = forgottenChannel(options.account, options.seal);
  }

  async get(key: string): Promise<Stored> {
    const name = this.nameOf("answer", key);
    const askedAt = this.clock.now();
    // The time left on Redis's own clock: those of the processes need not agree.
    const found = await this.ask(() =>
      Promise.all([this.redis.pttl(name), this.redis.get(name), this.redis.get(this.mark)]),
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
    void this.ask(() => this.redis.keepAnswer(keys.length, ...keys, mark, text, ttlMs));
  }

  /**
   * Forgets the answers of these subjects, and has every process told that listens. False when that was done before on
   * this occasion, which is remembered for `rememberMs` milliseconds. Rejects when Redis does not answer in time.
   */
  async forget(subjects: readonly string[], occasion: string, rememberMs: number): Promise<boolean> {
    const keys = [this.nameOf("occasion", occasion), this.mark, ...this.listsOf(subjects)];
    const message = this.channel.write(subjects);
    const args = [rememberMs, randomUUID(), markMs, this.channel.name, message];
    const done = await this.ask(() => this.redis.forgetAnswers(keys.length, ...keys, ...args));
    if (done === undefined) throw new Error("Redis did not answer in time.");
    return done === 1;
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
