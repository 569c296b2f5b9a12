import { onTestFinished } from "vitest";
import { RequiredRedis } from "../../src/upstream/redis/required-redis.js";
import type { StoredTokens } from "../../src/upstream/oauth/token-store.js";
import { type RedisServer, startRedisServer } from "./redis-server.js";

/** The account of the stored tokens. */
export const account = "a".repeat(64);

/** Tokens that are valid for a minute. */
export const tokens = (generation: number): StoredTokens => ({
  generation,
  refreshToken: `refresh ${generation}`,
  accessToken: `access ${generation}`,
  goodUntil: Date.now() + 60_000,
});

/** A signal that aborts after 300 ms. */
export const soon = () => AbortSignal.timeout(300);

/** Starts a Redis that ends with the test. */
export async function ownRedis(): Promise<RedisServer> {
  const server = await startRedisServer();
  onTestFinished(() => server[Symbol.asyncDispose]());
  return server;
}

/** A connection to Redis that ends with the test. */
export function sharedRedis({ url }: RedisServer): RequiredRedis {
  const redis = new RequiredRedis(url);
  onTestFinished(() => {
    redis.close();
  });
  return redis;
}
