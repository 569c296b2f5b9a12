import { createHash, randomBytes } from "node:crypto";
import { Redis } from "ioredis";
import { describe, expect, it, onTestFinished } from "vitest";
import { OptionalRedis } from "../../../src/upstream/cache/optional-redis.js";
import { RedisCacheStore } from "../../../src/upstream/cache/redis-cache-store.js";
import { encryptionWith } from "../../../src/upstream/redis/encryption.js";
import { type RedisServer, hasRedis, startRedisServer } from "../../support/redis-server.js";

if (!hasRedis) console.warn("skipped: answers kept in Redis, for there is no redis-server here");

async function ownRedis(): Promise<RedisServer> {
  const server = await startRedisServer();
  onTestFinished(() => server[Symbol.asyncDispose]());
  return server;
}

function storeOn({ url }: RedisServer, { account = "account", key }: { account?: string; key?: Buffer } = {}) {
  const redis = new OptionalRedis(url);
  onTestFinished(() => {
    redis.close();
  });
  return new RedisCacheStore({ redis, account, encryption: key === undefined ? undefined : encryptionWith(key) });
}

const key = "https://api.lever.co/v1/stages?limit=100";
const answer = { found: true, body: { data: [{ id: "offer", text: "Offer" }] } };

describe.runIf(hasRedis)("an answer in Redis", () => {
  it("is found by other processes of the account, with its age, under a name that says nothing", async () => {
    const redis = await ownRedis();
    storeOn(redis).set(key, answer, 60_000, "", []);
    await expect.poll(() => storeOn(redis).get(key)).toMatchObject({ stored: { response: answer } });
    const admin = adminOf(redis);
    const names = await admin.keys("*");
    expect(names).toEqual([expect.stringMatching(/^ats-subgraph:\{account\}:answer:[\w-]{43}$/)]);
    await admin.pexpire(names[0]!, 20_000);
    const { ageMs } = (await storeOn(redis).get(key)).stored!;
    expect(ageMs).toBeGreaterThanOrEqual(40_000);
    expect(ageMs).toBeLessThan(50_000);
    expect(await storeOn(redis, { account: "another" }).get(key)).toEqual({ epoch: "" });
    expect(await storeOn(redis).get(`${key}&offset=1`)).toEqual({ epoch: "" });
  });

  it("goes when its time is over", async () => {
    const store = storeOn(await ownRedis());
    store.set(key, answer, 300, "", []);
    await expect.poll(() => store.get(key)).toMatchObject({ stored: { response: answer } });
    await expect.poll(() => store.get(key), { timeout: 5000 }).toEqual({ epoch: "" });
  });

  it("is not kept when it is large", async () => {
    const store = storeOn(await ownRedis());
    store.set("large", "x".repeat(4 * 1024 * 1024), 60_000, "", []);
    store.set(key, answer, 60_000, "", []);
    await expect.poll(() => store.get(key)).toMatchObject({ stored: { response: answer } });
    expect(await store.get("large")).toEqual({ epoch: "" });
  });

  it("is not waited for while Redis hangs or is gone, and is found when it is back", async () => {
    const redis = await ownRedis();
    const store = storeOn(redis);
    store.set(key, answer, 60_000, "", []);
    await expect.poll(() => store.get(key)).toMatchObject({ stored: { response: answer } });
    redis.hang();
    const startedAt = performance.now();
    // One wait for all: after a failure it is left alone for a second.
    for (let i = 0; i < 20; i += 1) expect(await store.get(key)).toEqual({});
    expect(performance.now() - startedAt).toBeLessThan(900);
    redis.resume();
    await expect.poll(() => store.get(key), { timeout: 10_000 }).toMatchObject({ stored: { response: answer } });

    await redis.kill();
    expect(await store.get(key)).toEqual({});
    store.set(key, answer, 60_000, "", []);
    await redis.start();
    await expect
      .poll(
        () => {
          store.set(key, answer, 60_000, "", []);
          return store.get(key);
        },
        { timeout: 10_000 },
      )
      .toMatchObject({ stored: { response: answer } });
  });

  it("is not kept when something has been forgotten since it was asked for", async () => {
    const redis = await ownRedis();
    const [early, late] = [storeOn(redis), storeOn(redis)];
    const { epoch } = await early.get(key);
    expect(await late.invalidate(["lists"], "event 1", 60_000)).toBe(true);
    early.set(key, answer, 60_000, epoch!, []);
    const after = await early.get(key);
    expect(after).toEqual({ epoch: expect.stringMatching(/^[\w-]{36}$/) });
    early.set(key, answer, 60_000, after.epoch!, []);
    await expect.poll(() => late.get(key)).toMatchObject({ stored: { response: answer } });
  });

  it("is forgotten with any of its subjects, by all, once an occasion, and leaves nothing behind", async () => {
    const redis = await ownRedis();
    const store = storeOn(redis);
    const keep = async (name: string, subjects: string[]) => {
      const { epoch } = await store.get(name);
      store.set(name, name, 60_000, epoch!, subjects);
      await expect.poll(() => store.get(name)).toMatchObject({ stored: { response: name } });
    };
    await keep("a", ["one", "two"]);
    await keep("b", ["two"]);
    await keep("c", ["three"]);
    expect(await storeOn(redis).invalidate(["two"], "event", 60_000)).toBe(true);
    expect((await store.get("a")).stored ?? (await store.get("b")).stored).toBeUndefined();
    expect((await store.get("c")).stored).toMatchObject({ response: "c" });
    await keep("b", ["two"]);
    expect(await store.invalidate(["two"], "event", 60_000)).toBe(false);
    expect((await store.get("b")).stored).toMatchObject({ response: "b" });
    expect(await store.invalidate(["one", "two", "three"], "another event", 60_000)).toBe(true);
    const admin = adminOf(redis);
    const left = await admin.keys("*");
    expect(left.map((name) => name.split(":")[2]).sort()).toEqual(["mark", "occasion", "occasion"]);
    for (const name of left) expect(await admin.pttl(name)).toBeGreaterThan(0);
  });

  it("takes the names of those that have gone along when others are kept", async () => {
    const redis = await ownRedis();
    const store = storeOn(redis);
    store.set("short", answer, 50, "", ["lists"]);
    await expect.poll(async () => (await store.get("short")).stored).toBeUndefined();
    store.set("long", answer, 60_000, "", ["lists"]);
    store.set("medium", answer, 30_000, "", ["lists"]);
    await expect.poll(() => store.get("medium")).toMatchObject({ stored: { response: answer } });
    const admin = adminOf(redis);
    const [list] = await admin.keys("*:subject:*");
    expect(await admin.zcard(list!)).toBe(2);
    expect(await admin.pttl(list!)).toBeGreaterThan(30_000);
  });

  it("is nothing that is to be forgotten where Redis does not answer: that fails", async () => {
    const redis = await ownRedis();
    const store = storeOn(redis);
    expect(await store.invalidate(["one"], "event", 60_000)).toBe(true);
    redis.hang();
    await expect(store.invalidate(["one"], "later event", 60_000)).rejects.toThrow("Redis did not answer in time.");
    redis.resume();
  });
});

describe.runIf(hasRedis)("a sealed answer in Redis", () => {
  const secret = randomBytes(32);

  async function sealed() {
    const redis = await ownRedis();
    const store = storeOn(redis, { key: secret });
    for (const each of [key, `${key}&offset=1`]) {
      store.set(each, answer, 60_000, "", ["lists"]);
      await expect
        .poll(() => storeOn(redis, { key: secret }).get(each))
        .toMatchObject({ stored: { response: answer } });
    }
    const admin = adminOf(redis);
    const names = await admin.keys("*:answer:*");
    expect(names).toHaveLength(2);
    return { redis, store, admin, names: names as [string, string] };
  }

  it("is open to none without the key, under a name that none could make without it", async () => {
    const { redis, admin, names } = await sealed();
    const plain = createHash("sha256").update(key).digest("base64url");
    const texts = [...(await admin.keys("*")), ...(await admin.mget(names))];
    for (const text of texts) {
      for (const telling of ["Offer", "stages", "ttlMs", plain]) expect(text).not.toContain(telling);
    }
    for (const stranger of [storeOn(redis), storeOn(redis, { key: randomBytes(32) })]) {
      expect(await stranger.get(key)).toEqual({ epoch: "" });
    }
  });

  it.each<[string, (admin: Redis, names: [string, string]) => Promise<unknown>]>([
    ["another's place", async (admin, [one, two]) => admin.rename(one, two)],
    ["plain text", (admin, names) => all(names, (name) => admin.set(name, `{"ttlMs":60000,"answer":1}`, "PX", 60_000))],
    ["a bit", (admin, names) => all(names, (name) => admin.setrange(name, 30, "!!!!"))],
    ["more time", (admin, names) => all(names, (name) => admin.pexpire(name, 600_000))],
    ["no end", (admin, names) => all(names, (name) => admin.persist(name))],
  ])("is none when it has been given %s", async (_what, tamper) => {
    const { store, admin, names } = await sealed();
    await tamper(admin, names);
    for (const each of [key, `${key}&offset=1`]) expect((await store.get(each)).stored).toBeUndefined();
  });
});

const all = (names: string[], change: (name: string) => Promise<unknown>) => Promise.all(names.map(change));

function adminOf({ url }: RedisServer): Redis {
  const admin = new Redis(url);
  onTestFinished(() => {
    admin.disconnect();
  });
  return admin;
}
