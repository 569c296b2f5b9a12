import { randomUUID } from "node:crypto";
import { setTimeout as delay } from "node:timers/promises";
import type { Seal } from "../redis/encryption.js";
import type { SharedRedis } from "../redis/required-redis.js";
import {
  KeeperAway,
  type KeptTokens,
  type TokenKeeper,
  lockMs,
  lookAgainMs,
  readTokens,
  writeTokens,
} from "./token-store.js";

export interface RedisTokensOptions {
  readonly redis: SharedRedis;
  /** Names the authorisation among those that use this Redis; no secret. */
  readonly account: string;
  /** Without one, whoever can read this Redis can read the tokens. */
  readonly seal?: Seal | undefined;
}

/** Longer than a refresh token lives: those of accounts long gone go too. Lever docs: Authentication. */
const keptMs = 400 * 24 * 3600 * 1000;

/** How long Redis may be lost without anybody who waits for a token being told, in milliseconds. */
const patienceMs = 5000;

/** Takes the lock, also where the answer to an earlier try was lost on the way. */
const lockScript = `
if redis.call('SET', KEYS[1], ARGV[1], 'NX', 'PX', ARGV[2]) then return 1 end
return redis.call('GET', KEYS[1]) == ARGV[1] and 1 or 0
`;

const unlockScript = `
if redis.call('GET', KEYS[1]) == ARGV[1] then return redis.call('DEL', KEYS[1]) end
return 0
`;

/** Whoever was away for so long that others have gone on does not undo what they did. */
const keepScript = `
local kept = tonumber(redis.call('HGET', KEYS[1], 'generation') or 0)
if kept >= tonumber(ARGV[1]) then return 0 end
redis.call('HSET', KEYS[1], 'generation', ARGV[1], 'tokens', ARGV[2])
redis.call('PEXPIRE', KEYS[1], ARGV[3])
return 1
`;

/** Tokens kept in Redis, for all processes that use the same authorisation. */
export class RedisTokens implements TokenKeeper {
  private readonly name: string;

  constructor(private readonly options: RedisTokensOptions) {
    this.name = `ats-subgraph:{${options.account}}:tokens`;
  }

  async lock(signal: AbortSignal): Promise<() => Promise<void>> {
    const { client } = this.options.redis;
    const name = `${this.name}:lock`;
    const holder = randomUUID();
    let answeredAt = performance.now();
    for (;;) {
      if (signal.aborted) throw new KeeperAway("Another process is at it for too long.");
      try {
        if ((await client.eval(lockScript, 1, name, holder, lockMs)) === 1) break;
        answeredAt = performance.now();
      } catch (cause) {
        if (performance.now() - answeredAt > patienceMs) throw new KeeperAway("Redis does not answer.", { cause });
      }
      await delay(lookAgainMs);
    }
    return async () => {
      await client.eval(unlockScript, 1, name, holder);
    };
  }

  async read(): Promise<KeptTokens | undefined> {
    const text = await this.options.redis.client.hget(this.name, "tokens");
    if (text === null) return undefined;
    const { seal } = this.options;
    const opened = seal === undefined ? text : seal.open(text, this.name);
    const tokens = opened === undefined ? undefined : readTokens(opened);
    if (tokens === undefined) throw new KeeperAway("What Redis keeps cannot be opened: check CACHE_KEY.");
    return tokens;
  }

  async write(tokens: KeptTokens): Promise<void> {
    const { redis, seal } = this.options;
    const text = writeTokens(tokens);
    const kept = seal === undefined ? text : seal.close(text, this.name);
    await redis.client.eval(keepScript, 1, this.name, tokens.generation, kept, keptMs);
  }
}
