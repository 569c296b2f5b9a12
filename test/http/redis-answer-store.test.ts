import { Redis } from "ioredis";
import { describe, expect, it, onTestFinished } from "vitest";
import { AnswersRedis } from "../../src/http/answers-redis.js";
import { RedisAnswerStore } from "../../src/http/redis-answer-store.js";
import { type RedisServer, hasRedis, startRedisServer } from "./redis-server.js";

if (!hasRedis) console.warn("skipped: answers kept in Redis, for there is no redis-server here");

async function ownRedis(): Promise<RedisServer> {
  const server = await startRedisServer();
  onTestFinished(() => server[Symbol.asyncDispose]());
  return server;
}

function storeOn({ url }: RedisServer, account = "account") {
  const redis = new AnswersRedis(url);
  onTestFinished(() => {
    redis.close();
  });
  return new RedisAnswerStore({ redis, account });
}

const key = "https://api.lever.co/v1/stages?limit=100";
const answer = { found: true, body: { data: [{ id: "offer", text: "Offer" }] } };

describe.runIf(hasRedis)("an answer in Redis", () => {
  it("is found by other processes of the account, with its age, under a name that says nothing", async () => {
    const redis = await ownRedis();
    storeOn(redis).set(key, answer, 60_000);
    await expect.poll(() => storeOn(redis).get(key)).toMatchObject({ answer });
    const admin = new Redis(redis.url);
    onTestFinished(() => {
      admin.disconnect();
    });
    const names = await admin.keys("*");
    expect(names).toEqual([expect.stringMatching(/^ats-subgraph:account:answer:[\w-]{43}$/)]);
    await admin.pexpire(names[0]!, 20_000);
    const { ageMs } = (await storeOn(redis).get(key))!;
    expect(ageMs).toBeGreaterThanOrEqual(40_000);
    expect(ageMs).toBeLessThan(50_000);
    expect(await storeOn(redis, "another").get(key)).toBeUndefined();
    expect(await storeOn(redis).get(`${key}&offset=1`)).toBeUndefined();
  });

  it("goes when its time is over", async () => {
    const store = storeOn(await ownRedis());
    store.set(key, answer, 300);
    await expect.poll(() => store.get(key)).toMatchObject({ answer });
    await expect.poll(() => store.get(key), { timeout: 5000 }).toBeUndefined();
  });

  it("is not kept when it is large", async () => {
    const store = storeOn(await ownRedis());
    store.set("large", "x".repeat(4 * 1024 * 1024), 60_000);
    store.set(key, answer, 60_000);
    await expect.poll(() => store.get(key)).toMatchObject({ answer });
    expect(await store.get("large")).toBeUndefined();
  });

  it("is not waited for while Redis hangs or is gone, and is found when it is back", async () => {
    const redis = await ownRedis();
    const store = storeOn(redis);
    store.set(key, answer, 60_000);
    await expect.poll(() => store.get(key)).toMatchObject({ answer });
    redis.hang();
    const startedAt = performance.now();
    // One wait for all: after a failure it is left alone for a second.
    for (let i = 0; i < 20; i += 1) expect(await store.get(key)).toBeUndefined();
    expect(performance.now() - startedAt).toBeLessThan(900);
    redis.resume();
    await expect.poll(() => store.get(key), { timeout: 10_000 }).toMatchObject({ answer });

    await redis.kill();
    expect(await store.get(key)).toBeUndefined();
    store.set(key, answer, 60_000);
    await redis.start();
    await expect
      .poll(
        () => {
          store.set(key, answer, 60_000);
          return store.get(key);
        },
        { timeout: 10_000 },
      )
      .toMatchObject({ answer });
  });
});
