import { Redis } from "ioredis";
import { onTestFinished } from "vitest";
import type { RedisServer } from "./redis-server.js";

/** A new Redis client for a test. */
export function redisClient({ url }: Pick<RedisServer, "url">): Redis {
  const redis = new Redis(url);
  onTestFinished(() => {
    redis.disconnect();
  });
  return redis;
}

/** All keys and values of all types, as one text. */
export async function contentsOf(redis: Redis): Promise<string> {
  const parts: string[] = [];
  for (const key of await redis.keys("*")) {
    const type = await redis.type(key);
    const value =
      type === "string"
        ? await redis.get(key)
        : type === "hash"
          ? await redis.hgetall(key)
          : type === "zset"
            ? await redis.zrange(key, 0, -1)
            : `a ${type}: this test does not know how to read it`;
    parts.push(key, typeof value === "string" ? value : JSON.stringify(value));
  }
  return parts.join("\n");
}
