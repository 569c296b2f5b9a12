import type { Redis } from "ioredis";
import type { RequiredRedis } from "../redis/required-redis.js";
import { type RateLimit, usableBurst } from "../../ats/rate-limit.js";
import { minRate, recoveryPerSecond, rateCutCooldownMs, sparedTokens } from "./token-bucket.js";

/** The shared bucket after a command. */
export interface BucketState {
  /** Tokens that may be used now. */
  readonly granted: number;
  /** If none is granted: how long until the reserved token can be used, in milliseconds. */
  readonly waitMs: number;
  /** Processes that share the bucket, this one included. */
  readonly replicas: number;
  readonly ratePerSecond: number;
  /** Tokens that are left and not reserved. */
  readonly tokens: number;
  /** Tokens that are reserved and not there yet. */
  readonly reserved: number;
}

/** A process that sends no command for this long, in milliseconds, no longer counts as one that shares the bucket. */
const replicaTtlMs = 15_000;

/**
 * Computes the same as `TokenBucket`, for all replicas, by the clock of Redis. Change both together.
 * test/upstream/rate-limit/redis-token-bucket.system.test.ts compares them. The number of tokens can be negative: those are
 * reserved. KEYS: the bucket, the replicas. ARGV: rate, capacity, replica, operation, amount.
 */
const script = `
local limit, capacity = tonumber(ARGV[1]), tonumber(ARGV[2])
local replica, op, amount = ARGV[3], ARGV[4], tonumber(ARGV[5])
local time = redis.call('TIME')
local now = time[1] * 1000 + time[2] / 1000
local stored = redis.call('HMGET', KEYS[1], 'tokens', 'rate', 'refilledAt', 'pausedUntil', 'rateCutAt')
local tokens, rate = tonumber(stored[1] or capacity), tonumber(stored[2] or limit)
local refilledAt, pausedUntil, rateCutAt = tonumber(stored[3] or now), tonumber(stored[4] or 0), tonumber(stored[5] or 0)

local from = math.max(refilledAt, math.min(now, pausedUntil))
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
elseif op == 'spare' then
  if now >= pausedUntil and tokens >= math.min(${sparedTokens}, capacity) then
    granted = 1
    tokens = tokens - 1
  end
elseif op == 'return' then
  tokens = math.min(capacity, tokens + amount)
elseif op == 'drain' then
  tokens = math.min(tokens, 0)
elseif op == 'pause' then
  pausedUntil = math.max(pausedUntil, now + amount)
  tokens = math.min(tokens, 1)
  if now - rateCutAt >= ${rateCutCooldownMs} then
    rateCutAt = now
    rate = math.max(math.min(${minRate}, limit), rate / 2)
  end
end

local function exact(number) return string.format('%.17g', number) end
redis.call('HSET', KEYS[1], 'tokens', exact(tokens), 'rate', exact(rate), 'refilledAt', exact(now),
  'pausedUntil', exact(pausedUntil), 'rateCutAt', exact(rateCutAt))
redis.call('ZADD', KEYS[2], now, replica)
redis.call('ZREMRANGEBYSCORE', KEYS[2], '-inf', now - ${replicaTtlMs})
for _, key in ipairs(KEYS) do
  redis.call('PEXPIRE', key, math.ceil(math.max(0, pausedUntil - now) + capacity / limit * 2000 + 120000))
end
return { granted, exact(wait), redis.call('ZCARD', KEYS[2]), exact(rate),
  exact(now < pausedUntil and 0 or math.max(0, tokens)), exact(math.max(0, -tokens)) }
`;

type Operation = "take" | "spare" | "return" | "drain" | "pause" | "heartbeat";

type BucketCommands = Redis & {
  tokenBucket(
    bucket: string,
    replicas: string,
    ...args: (string | number)[]
  ): Promise<[granted: number, waitMs: string, replicas: number, rate: string, tokens: string, reserved: string]>;
};

export interface RedisTokenBucketOptions {
  /** The connection. It can serve the buckets of many accounts. */
  readonly redis: RequiredRedis;
  /** Names the account in Redis. It is not a secret. */
  readonly account: string;
  /** Identifies this process among those that share the account. */
  readonly replica: string;
  readonly limit: RateLimit;
}

/** A token bucket that several processes share. Every method rejects if Redis does not answer in time. */
export class RedisTokenBucket {
  /** The bucket after the latest command. */
  latest: BucketState | undefined;
  private readonly redis: BucketCommands;

  constructor(private readonly options: RedisTokenBucketOptions) {
    const { client } = options.redis;
    client.defineCommand("tokenBucket", { numberOfKeys: 2, lua: script });
    this.redis = client as BucketCommands;
  }

  /** Takes up to `wanted` tokens. If there is none, reserves the next one. */
  takeOrReserve(wanted: number): Promise<BucketState> {
    return this.run("take", wanted);
  }

  /** Takes a token if another one is left then, or if the bucket is full. Reserves none. */
  takeSpare(): Promise<BucketState> {
    return this.run("spare", 1);
  }

  /** Returns tokens that were taken or reserved, and not used. */
  returnTokens(unused: number): Promise<BucketState> {
    return this.run("return", unused);
  }

  /** Removes all tokens that can be used. */
  drain(): Promise<BucketState> {
    return this.run("drain", 0);
  }

  /** Pauses every process. See `RateLimiter.pauseFor`. */
  pause(ms: number): Promise<BucketState> {
    return this.run("pause", ms);
  }

  /** Reports that this process runs. */
  heartbeat(): Promise<BucketState> {
    return this.run("heartbeat", 0);
  }

  private async run(operation: Operation, amount: number): Promise<BucketState> {
    const { account, replica, limit } = this.options;
    // The braces put both keys on the same node of a cluster. Redis docs: Hash tags.
    const prefix = `ats-subgraph:{${account}}`;
    const [granted, waitMs, replicas, rate, tokens, reserved] = await this.redis.tokenBucket(
      `${prefix}:bucket`,
      `${prefix}:replicas`,
      limit.rate,
      usableBurst(limit.burst),
      replica,
      operation,
      amount,
    );
    this.options.redis.replicas = replicas;
    this.latest = {
      granted,
      waitMs: Number(waitMs),
      replicas,
      ratePerSecond: Number(rate),
      tokens: Number(tokens),
      reserved: Number(reserved),
    };
    return this.latest;
  }
}
