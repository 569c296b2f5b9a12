import type { Redis } from "ioredis";
import type { RequiredRedis } from "../redis/required-redis.js";
import { type RateLimit, usableBurst } from "../../ats/rate-limit.js";
import { minRate, recoveryPerSecond, rateCutCooldownMs } from "./token-bucket.js";

/** How the shared bucket stands, as of the latest answer. */
export interface BucketState {
  /** Tokens that may be used now. */
  readonly granted: number;
  /** With none granted: when the one that is reserved may be used, in milliseconds. */
  readonly waitMs: number;
  /** Processes that share the bucket, this one included. */
  readonly replicas: number;
  readonly ratePerSecond: number;
  /** Tokens left, and not reserved. */
  readonly tokens: number;
  /** Tokens that are reserved and yet to come. */
  readonly reserved: number;
}

// A process that has not been heard of for so long shares the bucket no more.
const replicaTtlMs = 15_000;

/**
 * `TokenBucket`'s arithmetic on Redis's own clock, in one step for all replicas. Its tokens may go below nothing: that
 * is what is reserved. ARGV: rate, capacity, replica, operation, amount.
 */
const script = `
local limit, capacity = tonumber(ARGV[1]), tonumber(ARGV[2])
local replica, op, amount = ARGV[3], ARGV[4], tonumber(ARGV[5])
local time = redis.call('TIME')
local now = time[1] * 1000 + time[2] / 1000
local kept = redis.call('HMGET', KEYS[1], 'tokens', 'rate', 'countedAt', 'pausedUntil', 'loweredAt')
local tokens, rate = tonumber(kept[1] or capacity), tonumber(kept[2] or limit)
local countedAt, pausedUntil, loweredAt = tonumber(kept[3] or now), tonumber(kept[4] or 0), tonumber(kept[5] or 0)

local from = math.max(countedAt, math.min(now, pausedUntil))
local seconds = math.max(0, now - from) / 1000
tokens = math.min(capacity, tokens + rate * seconds)
rate = math.min(limit, rate + limit * ${recoveryPerSecond} * seconds)

local granted, wait = 0, 0
if op == 'take' then
  wait = math.max(0, pausedUntil - now)
  if wait == 0 and tokens >= 1 then
    granted = math.min(amount, math.floor(tokens))
    tokens = tokens - granted
  else
    wait = wait + math.max(0, 1 - tokens) / rate * 1000
    tokens = tokens - 1
  end
elseif op == 'giveBack' then
  tokens = math.min(capacity, tokens + amount)
elseif op == 'empty' then
  tokens = math.min(tokens, 0)
elseif op == 'pause' then
  pausedUntil = math.max(pausedUntil, now + amount)
  tokens = math.min(tokens, 1)
  if now - loweredAt >= ${rateCutCooldownMs} then
    loweredAt = now
    rate = math.max(math.min(${minRate}, limit), rate / 2)
  end
end

local function exact(number) return string.format('%.17g', number) end
redis.call('HSET', KEYS[1], 'tokens', exact(tokens), 'rate', exact(rate), 'countedAt', exact(now),
  'pausedUntil', exact(pausedUntil), 'loweredAt', exact(loweredAt))
redis.call('ZADD', KEYS[2], now, replica)
redis.call('ZREMRANGEBYSCORE', KEYS[2], '-inf', now - ${replicaTtlMs})
for _, key in ipairs(KEYS) do
  redis.call('PEXPIRE', key, math.ceil(math.max(0, pausedUntil - now) + capacity / limit * 2000 + 120000))
end
return { granted, exact(wait), redis.call('ZCARD', KEYS[2]), exact(rate),
  exact(now < pausedUntil and 0 or math.max(0, tokens)), exact(math.max(0, -tokens)) }
`;

type Operation = "take" | "giveBack" | "empty" | "pause" | "greet";

type BucketCommands = Redis & {
  rateBudget(
    bucket: string,
    replicas: string,
    ...args: (string | number)[]
  ): Promise<[granted: number, waitMs: string, replicas: number, rate: string, tokens: string, reserved: string]>;
};

export interface RedisTokenBucketOptions {
  /** The connection, which may serve the buckets of many accounts. */
  readonly redis: RequiredRedis;
  /** Names the account among those that use this Redis; no secret. */
  readonly account: string;
  /** Names this process among those that share the account. */
  readonly replica: string;
  readonly limit: RateLimit;
}

/** A token bucket that several processes share. Every method rejects when Redis does not answer in time. */
export class RedisTokenBucket {
  private readonly redis: BucketCommands;

  constructor(private readonly options: RedisTokenBucketOptions) {
    const { client } = options.redis;
    client.defineCommand("rateBudget", { numberOfKeys: 2, lua: script });
    this.redis = client as BucketCommands;
  }

  /** Takes up to `wanted` tokens if there are any, and else reserves the next one. */
  takeOrReserve(wanted: number): Promise<BucketState> {
    return this.run("take", wanted);
  }

  /** Puts tokens back that were taken or reserved, and not used. */
  returnTokens(unused: number): Promise<BucketState> {
    return this.run("giveBack", unused);
  }

  /** Takes away what has gathered: it has been used elsewhere. */
  drain(): Promise<BucketState> {
    return this.run("empty", 0);
  }

  /** As `RateLimiter.pauseFor`, for every process. */
  pause(ms: number): Promise<BucketState> {
    return this.run("pause", ms);
  }

  /** Says that this process is there. */
  heartbeat(): Promise<BucketState> {
    return this.run("greet", 0);
  }

  private async run(operation: Operation, amount: number): Promise<BucketState> {
    const { account, replica, limit } = this.options;
    // In braces, so that a cluster keeps both keys in one place. Redis docs: Hash tags.
    const prefix = `ats-subgraph:{${account}}`;
    const [granted, waitMs, replicas, rate, tokens, reserved] = await this.redis.rateBudget(
      `${prefix}:bucket`,
      `${prefix}:replicas`,
      limit.rate,
      usableBurst(limit.burst),
      replica,
      operation,
      amount,
    );
    return {
      granted,
      waitMs: Number(waitMs),
      replicas,
      ratePerSecond: Number(rate),
      tokens: Number(tokens),
      reserved: Number(reserved),
    };
  }
}
