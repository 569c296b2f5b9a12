import { randomUUID } from "node:crypto";
import { setTimeout as delay } from "node:timers/promises";
import type { Encryption } from "../redis/encryption.js";
import type { RequiredRedis } from "../redis/required-redis.js";
import {
  TokenStoreUnavailable,
  type StoredTokens,
  type TokenStore,
  lockMs,
  pollIntervalMs,
  readTokens,
  writeTokens,
} from "./token-store.js";

export interface RedisTokenStoreOptions {
  readonly redis: RequiredRedis;
  /** Names the authorization in Redis. It is not a secret. */
  readonly account: string;
  /** Without encryption, everyone who can read this Redis can read the tokens. */
  readonly encryption?: Encryption | undefined;
}

/** Longer than a refresh token is valid, so that Redis also drops the tokens of accounts that are no longer used. */
const tokensTtlMs = 400 * 24 * 3600 * 1000;

/** How long a refresh waits for a Redis that does not answer, in milliseconds. */
const timeoutMs = 5000;

/** Takes the lock. Succeeds too when this holder has it already, because the response to an earlier try can be lost. */
const lockScript = `
if redis.call('SET', KEYS[1], ARGV[1], 'NX', 'PX', ARGV[2]) then return 1 end
return redis.call('GET', KEYS[1]) == ARGV[1] and 1 or 0
`;

const unlockScript = `
if redis.call('GET', KEYS[1]) == ARGV[1] then return redis.call('DEL', KEYS[1]) end
return 0
`;

/** Saves tokens unless newer ones are stored: a process that was slow must not overwrite them. */
const saveScript = `
local stored = tonumber(redis.call('HGET', KEYS[1], 'generation') or 0)
if stored >= tonumber(ARGV[1]) then return 0 end
redis.call('HSET', KEYS[1], 'generation', ARGV[1], 'tokens', ARGV[2])
redis.call('PEXPIRE', KEYS[1], ARGV[3])
return 1
`;

/** Stores tokens in Redis, for all processes that use the same authorization. */
export class RedisTokenStore implements TokenStore {
  private readonly name: string;

  constructor(private readonly options: RedisTokenStoreOptions) {
    this.name = `ats-subgraph:{${options.account}}:tokens`;
  }

  async lock(signal: AbortSignal): Promise<() => Promise<void>> {
    const { client } = this.options.redis;
    const name = `${this.name}:lock`;
    const holder = randomUUID();
    let answeredAt = performance.now();
    for (;;) {
      if (signal.aborted) throw new TokenStoreUnavailable("another process has been refreshing it for too long");
      try {
        if ((await client.eval(lockScript, 1, name, holder, lockMs)) === 1) break;
        answeredAt = performance.now();
      } catch (cause) {
        if (performance.now() - answeredAt > timeoutMs) {
          throw new TokenStoreUnavailable("Redis does not answer", { cause });
        }
      }
      await delay(pollIntervalMs);
    }
    return async () => {
      await client.eval(unlockScript, 1, name, holder);
    };
  }

  async read(): Promise<StoredTokens | undefined> {
    const text = await this.options.redis.client.hget(this.name, "tokens");
    if (text === null) return undefined;
    const { encryption } = this.options;
    const decrypted = encryption === undefined ? text : encryption.decrypt(text, this.name);
    const tokens = decrypted === undefined ? undefined : readTokens(decrypted);
    if (tokens === undefined)
      throw new TokenStoreUnavailable("the token in Redis cannot be decrypted, check CACHE_KEY");
    return tokens;
  }

  async write(tokens: StoredTokens): Promise<void> {
    const { redis, encryption } = this.options;
    const text = writeTokens(tokens);
    const value = encryption === undefined ? text : encryption.encrypt(text, this.name);
    await redis.client.eval(saveScript, 1, this.name, tokens.generation, value, tokensTtlMs);
  }
}
