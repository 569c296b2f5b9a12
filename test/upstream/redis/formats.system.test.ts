import { Redis } from "ioredis";
import { describe, expect, it, onTestFinished } from "vitest";
import { invalidationChannel } from "../../../src/upstream/cache/invalidation-channel.js";
import { OptionalRedis } from "../../../src/upstream/cache/optional-redis.js";
import { RedisCacheStore } from "../../../src/upstream/cache/redis-cache-store.js";
import { RedisTokenStore } from "../../../src/upstream/oauth/redis-token-store.js";
import { RedisTokenBucket } from "../../../src/upstream/rate-limit/redis-token-bucket.js";
import { hasRedis } from "../../support/redis-server.js";
import { account, ownRedis, sharedRedis, tokens } from "../../support/token-stores.js";

if (!hasRedis) console.warn("skipped: the formats in Redis, because redis-server is not installed");

/** A Redis, and a client that does what another version does. */
async function redisOfTwoVersions() {
  const server = await ownRedis();
  const other = new Redis(server.url);
  onTestFinished(() => {
    other.disconnect();
  });
  return { server, other };
}

// If one fails, an old and a new version no longer share what is in Redis. Write into docs/upgrading.md what follows.
describe.runIf(hasRedis)("two versions at the same time", () => {
  it("share the rate limit while the keys and fields of the bucket stay the same", async () => {
    const { server, other } = await redisOfTwoVersions();
    const limit = { rate: 0.001, burst: 20 };
    const bucket = new RedisTokenBucket({ redis: sharedRedis(server), account, replica: "one", limit });
    const { tokens: left } = await bucket.takeOrReserve(1);
    expect((await other.keys("*")).sort()).toEqual([
      `ats-subgraph:{${account}}:bucket`,
      `ats-subgraph:{${account}}:replicas`,
    ]);
    const fields = await other.hgetall(`ats-subgraph:{${account}}:bucket`);
    expect(Object.keys(fields).sort()).toEqual(["pausedUntil", "rate", "rateCutAt", "refilledAt", "tokens"]);
    expect(Number(fields.tokens)).toBeCloseTo(left, 1);
    expect(await other.zrange(`ats-subgraph:{${account}}:replicas`, 0, -1)).toEqual(["one"]);
  });

  it("read only responses of their own format, and each one's invalidations remove the responses of both", async () => {
    const { server, other } = await redisOfTwoVersions();
    const optional = new OptionalRedis(server.url);
    onTestFinished(() => {
      optional.close();
    });
    const store = new RedisCacheStore({ redis: optional, account });
    store.set("url", "response", 60_000, "", ["tag"]);
    await expect.poll(() => store.get("url")).toMatchObject({ stored: { response: "response" } });
    const [key = ""] = await other.keys("*:answer:*");
    const [tag = ""] = await other.keys("*:subject:*");
    for (const format of ["answer:", "answer:0:", "answer:2:"]) {
      const another = key.replace("answer:1:", format);
      await other.set(
        another,
        JSON.stringify({ ttlMs: 60_000, storedAt: Date.now(), answer: "of another version" }),
        "PX",
        60_000,
      );
      await other.zadd(tag, Date.now() + 60_000, another);
    }
    expect(await store.get("url")).toMatchObject({ stored: { response: "response" } });
    for (const text of ["not JSON", "5", '{"response":1}', '{"ttlMs":60000,"answer":1}']) {
      await other.set(key, text, "PX", 60_000);
      expect(await store.get("url")).toEqual({ epoch: "" });
    }
    expect(await store.invalidate(["tag"], "event", 60_000)).toBe(true);
    expect(await other.keys("*:answer:*")).toEqual([]);
  });

  it("read OAuth tokens with fields that they do not know, and refuse others without overwriting them", async () => {
    const { server, other } = await redisOfTwoVersions();
    const store = new RedisTokenStore({ redis: sharedRedis(server), account });
    const key = `ats-subgraph:{${account}}:tokens`;
    const stored = tokens(3);
    await other.hset(key, { generation: 3, tokens: JSON.stringify({ ...stored, added: "later" }) });
    expect(await store.read()).toEqual(stored);
    const unknown = '{"format":2,"sealed":"…"}';
    await other.hset(key, { generation: 4, tokens: unknown });
    await expect(store.read()).rejects.toMatchObject({ name: "TokenStoreUnavailable" });
    await store.write(tokens(4));
    expect(await other.hget(key, "tokens")).toBe(unknown);
  });
});

it("an invalidation that cannot be read is about everything", () => {
  const channel = invalidationChannel(account, undefined);
  expect(channel.name).toBe(`ats-subgraph:{${account}}:forgotten`);
  expect(channel.decode('["tag"]')).toEqual(["tag"]);
  for (const message of ["", "tag", '{"format":2,"tags":["tag"]}', '[{"tag":1}]']) {
    expect(channel.decode(message)).toBeUndefined();
  }
});
