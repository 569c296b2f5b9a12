import { createHash, randomBytes } from "node:crypto";
import { Redis } from "ioredis";
import { describe, expect, it, onTestFinished, vi } from "vitest";
import { OptionalRedis } from "../../../src/upstream/cache/optional-redis.js";
import { RedisCacheStore } from "../../../src/upstream/cache/redis-cache-store.js";
import { encryptionWith } from "../../../src/upstream/redis/encryption.js";
import { type RedisServer, hasRedis, startRedisServer } from "../../support/redis-server.js";

if (!hasRedis) console.warn("skipped: responses cached in Redis, because redis-server is not installed");

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
const response = { found: true, body: { data: [{ id: "offer", text: "Offer" }] } };

describe.runIf(hasRedis)("a response in Redis", () => {
  it("is found by other processes of the account, with its age, under a key that reveals nothing", async () => {
    const redis = await ownRedis();
    storeOn(redis).set(key, response, 60_000, "", []);
    await expect.poll(() => storeOn(redis).get(key)).toMatchObject({ stored: { response } });
    const admin = adminOf(redis);
    const names = await admin.keys("*");
    expect(names).toEqual([expect.stringMatching(/^ats-subgraph:\{account\}:answer:1:[\w-]{43}$/)]);
    await admin.pexpire(names[0]!, 20_000);
    const { ageMs } = (await storeOn(redis).get(key)).stored!;
    expect(ageMs).toBeGreaterThanOrEqual(40_000);
    expect(ageMs).toBeLessThan(50_000);
    // Without an answer in time there is no epoch.
    const [another, same] = [storeOn(redis, { account: "another" }), storeOn(redis)];
    await expect.poll(() => another.get(key), { timeout: 10_000 }).toEqual({ epoch: "" });
    await expect.poll(() => same.get(`${key}&offset=1`), { timeout: 10_000 }).toEqual({ epoch: "" });
  });

  it("disappears when its ttl ends", async () => {
    const store = storeOn(await ownRedis());
    store.set(key, response, 300, "", []);
    await expect.poll(() => store.get(key)).toMatchObject({ stored: { response } });
    await expect.poll(() => store.get(key), { timeout: 5000 }).toEqual({ epoch: "" });
  });

  it("is not stored when it is large", async () => {
    const store = storeOn(await ownRedis());
    store.set("large", "x".repeat(4 * 1024 * 1024), 60_000, "", []);
    store.set(key, response, 60_000, "", []);
    await expect.poll(() => store.get(key)).toMatchObject({ stored: { response } });
    expect(await store.get("large")).toEqual({ epoch: "" });
  });

  it("does not delay readers while Redis hangs or is stopped, and is found again afterwards", async () => {
    const redis = await ownRedis();
    const store = storeOn(redis);
    store.set(key, response, 60_000, "", []);
    await expect.poll(() => store.get(key)).toMatchObject({ stored: { response } });
    redis.hang();
    const startedAt = performance.now();
    // Only the first read waits. After a failure no command is sent for a second. Twenty waits take ten seconds.
    for (let i = 0; i < 20; i += 1) expect(await store.get(key)).toEqual({});
    expect(performance.now() - startedAt).toBeLessThan(5000);
    redis.resume();
    await expect.poll(() => store.get(key), { timeout: 10_000 }).toMatchObject({ stored: { response } });

    await redis.kill();
    expect(await store.get(key)).toEqual({});
    store.set(key, response, 60_000, "", []);
    await redis.start();
    await expect
      .poll(
        () => {
          store.set(key, response, 60_000, "", []);
          return store.get(key);
        },
        { timeout: 10_000 },
      )
      .toMatchObject({ stored: { response } });
  });

  it("is not stored if records were invalidated after it was requested", async () => {
    const redis = await ownRedis();
    const [early, late] = [storeOn(redis), storeOn(redis)];
    const { epoch } = await early.get(key);
    expect(await late.invalidate(["lists"], "event 1", 60_000)).toBe(true);
    early.set(key, response, 60_000, epoch!, []);
    const after = await early.get(key);
    expect(after).toEqual({ epoch: expect.stringMatching(/^[\w-]{36}$/) });
    early.set(key, response, 60_000, after.epoch!, []);
    await expect.poll(() => late.get(key)).toMatchObject({ stored: { response } });
  });

  it("is removed for all processes with any of its tags, once per event, and leaves no other keys", async () => {
    const redis = await ownRedis();
    const store = storeOn(redis);
    const keepWithTags = async (name: string, tags: string[]) => {
      const { epoch } = await store.get(name);
      store.set(name, name, 60_000, epoch!, tags);
      await expect.poll(() => store.get(name)).toMatchObject({ stored: { response: name } });
    };
    await keepWithTags("a", ["one", "two"]);
    await keepWithTags("b", ["two"]);
    await keepWithTags("c", ["three"]);
    expect(await storeOn(redis).invalidate(["two"], "event", 60_000)).toBe(true);
    expect((await store.get("a")).stored ?? (await store.get("b")).stored).toBeUndefined();
    expect((await store.get("c")).stored).toMatchObject({ response: "c" });
    await keepWithTags("b", ["two"]);
    expect(await store.invalidate(["two"], "event", 60_000)).toBe(false);
    expect((await store.get("b")).stored).toMatchObject({ response: "b" });
    expect(await store.invalidate(["one", "two", "three"], "another event", 60_000)).toBe(true);
    const admin = adminOf(redis);
    const left = await admin.keys("*");
    expect(left.map((name) => name.split(":")[2]).sort()).toEqual(["mark", "occasion", "occasion"]);
    for (const name of left) expect(await admin.pttl(name)).toBeGreaterThan(0);
  });

  it("removes expired responses from the list of its tag when others are stored", async () => {
    const redis = await ownRedis();
    const store = storeOn(redis);
    store.set("short", response, 50, "", ["lists"]);
    await expect.poll(async () => (await store.get("short")).stored).toBeUndefined();
    store.set("long", response, 60_000, "", ["lists"]);
    store.set("medium", response, 30_000, "", ["lists"]);
    await expect.poll(() => store.get("medium")).toMatchObject({ stored: { response } });
    const admin = adminOf(redis);
    const [list] = await admin.keys("*:subject:*");
    expect(await admin.zcard(list!)).toBe(2);
    expect(await admin.pttl(list!)).toBeGreaterThan(30_000);
  });

  it("is removed by an event that failed before", async () => {
    const redis = await ownRedis();
    const store = storeOn(redis);
    store.set(key, response, 60_000, "", ["one"]);
    await expect.poll(() => store.get(key)).toMatchObject({ stored: { response } });
    const admin = adminOf(redis);
    await admin.call("ACL", "SETUSER", "default", "-publish");
    await expect(store.invalidate(["one"], "event", 60_000)).rejects.toThrow();
    await admin.call("ACL", "SETUSER", "default", "+publish");
    await expect.poll(() => store.invalidate(["one"], "event", 60_000).catch(() => "failed")).toBe(true);
    expect(await store.invalidate(["one"], "event", 60_000)).toBe(false);
  });

  it("cannot be invalidated while Redis does not respond", async () => {
    const redis = await ownRedis();
    const store = storeOn(redis);
    expect(await store.invalidate(["one"], "event", 60_000)).toBe(true);
    redis.hang();
    await expect(store.invalidate(["one"], "later event", 60_000)).rejects.toThrow("Redis did not answer in time.");
    redis.resume();
  });
});

describe.runIf(hasRedis)("an encrypted response in Redis", () => {
  const secret = randomBytes(32);

  async function storeEncrypted() {
    const redis = await ownRedis();
    const store = storeOn(redis, { key: secret });
    for (const each of [key, `${key}&offset=1`]) {
      await expect
        .poll(
          () => {
            store.set(each, response, 60_000, "", ["lists"]);
            return store.get(each);
          },
          { timeout: 5000 },
        )
        .toMatchObject({ stored: { response } });
    }
    const admin = adminOf(redis);
    const names = await admin.keys("*:answer:*");
    expect(names).toHaveLength(2);
    return { redis, store, admin, names: names as [string, string] };
  }

  it("can be neither read nor found without the encryption key", async () => {
    const { redis, admin, names } = await storeEncrypted();
    const plain = createHash("sha256").update(key).digest("base64url");
    const texts = [...(await admin.keys("*")), ...(await admin.mget(names))];
    for (const text of texts) {
      for (const plaintext of ["Offer", "stages", "ttlMs", plain]) expect(text).not.toContain(plaintext);
    }
    for (const other of [storeOn(redis), storeOn(redis, { key: randomBytes(32) })]) {
      expect(await other.get(key)).toEqual({ epoch: "" });
    }
  });

  it("has the age at which it was stored, however often its text is stored again", async () => {
    const { store, admin, names } = await storeEncrypted();
    vi.useFakeTimers({ toFake: ["Date"], now: Date.now() + 20_000 });
    onTestFinished(() => void vi.useRealTimers());
    for (const name of names) await admin.set(name, (await admin.get(name))!, "PX", 60_000);
    const { ageMs } = (await store.get(key)).stored!;
    expect(ageMs).toBeGreaterThanOrEqual(20_000);
  });

  it.each<[string, (admin: Redis, names: [string, string]) => Promise<unknown>]>([
    ["the key of another response", async (admin, [one, two]) => admin.rename(one, two)],
    [
      "plain text",
      (admin, names) =>
        all(names, (name) => admin.set(name, `{"ttlMs":60000,"storedAt":${Date.now()},"answer":1}`, "PX", 60_000)),
    ],
    ["other bytes", (admin, names) => all(names, (name) => admin.setrange(name, 30, "!!!!"))],
    ["a longer ttl", (admin, names) => all(names, (name) => admin.pexpire(name, 600_000))],
    [
      "its own text again, after its ttl",
      (admin, names) =>
        all(names, async (name) => {
          const text = await admin.get(name);
          vi.setSystemTime(Date.now() + 60_000);
          await admin.set(name, text!, "PX", 60_000);
        }),
    ],
    [
      "its own text again, by a process with a clock that is behind",
      (admin, names) =>
        all(names, async (name) => {
          const text = await admin.get(name);
          vi.setSystemTime(Date.now() - 60_000);
          await admin.set(name, text!, "PX", 60_000);
        }),
    ],
    ["no ttl", (admin, names) => all(names, (name) => admin.persist(name))],
  ])("is ignored after it was given %s", async (_what, tamper) => {
    const { store, admin, names } = await storeEncrypted();
    // Only the date: timers and the monotonic clock go on.
    vi.useFakeTimers({ toFake: ["Date"] });
    onTestFinished(() => void vi.useRealTimers());
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
