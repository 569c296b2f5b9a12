import { randomBytes } from "node:crypto";
import { Redis } from "ioredis";
import { describe, expect, it, onTestFinished } from "vitest";
import { encryptionWith } from "../../../src/upstream/redis/encryption.js";
import { RedisTokenStore } from "../../../src/upstream/oauth/redis-token-store.js";
import { hasRedis } from "../../support/redis-server.js";
import { startOAuthLever } from "../../support/oauth-lever.js";
import { startSubgraph } from "../../support/subgraph.js";
import { account, ownRedis, sharedRedis, soon, tokens } from "../../support/token-stores.js";

if (!hasRedis) console.warn("skipped: OAuth between replicas, because redis-server is not installed");

const stages = "{ stages { id } }";

describe.runIf(hasRedis)("replicas on one Redis", () => {
  it("refresh once for all, and continue when Redis has lost its data", async () => {
    const redis = await ownRedis();
    await using lever = await startOAuthLever({ candidates: 60 });
    const env = { ...lever.env, REDIS_URL: redis.url, LEVER_TOKEN_FILE: "/nowhere/tokens" };
    await using one = await startSubgraph({ lever, env });
    await using other = await startSubgraph({ lever, env });
    const people = lever.account.contacts.slice(0, 20);
    const askBoth = async () => {
      const answers = await Promise.all(
        [one, other].flatMap((each) => people.map(({ id }) => each.query(`{ candidate(id: "${id}") { fullName } }`))),
      );
      for (const { errors } of answers) expect(errors).toEqual([]);
    };
    for (const granted of [1, 2, 3]) {
      await askBoth();
      expect(lever.authorization!.granted).toBe(granted);
      lever.authorization!.revokeAccessTokens();
    }
    await redis.kill();
    await redis.start();
    await askBoth();
    expect(lever.authorization!.granted).toBe(4);
  });

  it("use a valid access token, but refresh no token, while Redis is lost", async () => {
    const redis = await ownRedis();
    await using lever = await startOAuthLever();
    const env = { ...lever.env, REDIS_URL: redis.url };
    await using subgraph = await startSubgraph({ lever, env });
    expect((await subgraph.query(stages)).errors).toEqual([]);
    await redis.kill();
    expect((await subgraph.query(stages)).errors).toEqual([]);
    lever.authorization!.revokeAccessTokens();
    expect((await subgraph.query(stages)).errors).toMatchObject([
      { message: expect.stringContaining("Redis does not answer"), extensions: { code: "UPSTREAM_UNAVAILABLE" } },
    ]);
    expect(lever.authorization!.granted).toBe(1);
    await redis.start();
    await expect.poll(async () => (await subgraph.query(stages)).errors, { timeout: 10_000 }).toEqual([]);
    expect(lever.authorization!.granted).toBe(2);
  });

  it("encrypt stored tokens with a key", async () => {
    const server = await ownRedis();
    const redis = sharedRedis(server);
    const encrypted = new RedisTokenStore({ redis, account, encryption: encryptionWith(randomBytes(32)) });
    await encrypted.write(tokens(1));
    expect(await encrypted.read()).toEqual({ ...tokens(1), goodUntil: expect.any(Number) });
    const admin = new Redis(server.url);
    onTestFinished(() => {
      admin.disconnect();
    });
    const [name = ""] = await admin.keys("*");
    expect(name).toBe(`ats-subgraph:{${account}}:tokens`);
    for (const text of Object.values(await admin.hgetall(name))) expect(text).not.toMatch(/refresh|access/);
    for (const other of [
      new RedisTokenStore({ redis, account }),
      new RedisTokenStore({ redis, account, encryption: encryptionWith(randomBytes(32)) }),
    ]) {
      await expect(other.read()).rejects.toThrow("CACHE_KEY");
    }
    expect(await admin.pttl(name)).toBeGreaterThan(365 * 24 * 3600 * 1000);
  });

  it("encrypt stored tokens with CACHE_KEY", async () => {
    const server = await ownRedis();
    await using lever = await startOAuthLever();
    const env = { ...lever.env, REDIS_URL: server.url, CACHE_KEY: randomBytes(32).toString("hex") };
    await using subgraph = await startSubgraph({ lever, env });
    expect((await subgraph.query(stages)).errors).toEqual([]);
    const admin = new Redis(server.url);
    onTestFinished(() => {
      admin.disconnect();
    });
    const [name = ""] = await admin.keys("*:tokens");
    const stored = Object.values(await admin.hgetall(name)).join(" ");
    expect(stored.length).toBeGreaterThan(40);
    expect(stored).not.toContain(lever.authorization!.refreshToken);
  });

  it("refresh one at a time", async () => {
    const server = await ownRedis();
    const stores = [1, 2, 3].map(() => new RedisTokenStore({ redis: sharedRedis(server), account }));
    let inside = 0;
    let most = 0;
    await Promise.all(
      stores.map(async (store) => {
        const unlock = await store.lock(AbortSignal.timeout(10_000));
        most = Math.max(most, (inside += 1));
        await new Promise((resolve) => setTimeout(resolve, 50));
        inside -= 1;
        await unlock();
      }),
    );
    expect(most).toBe(1);
    const unlock = await stores[0]!.lock(soon());
    await expect(stores[1]!.lock(soon())).rejects.toMatchObject({ name: "TokenStoreUnavailable" });
    await unlock();
    await (
      await stores[1]!.lock(soon())
    )();
  });

  it("wait for a process that died only as long as its lock lasts", async () => {
    const server = await ownRedis();
    const [dead, other] = [1, 2].map(() => new RedisTokenStore({ redis: sharedRedis(server), account }));
    await dead!.lock(soon());
    const admin = new Redis(server.url);
    onTestFinished(() => {
      admin.disconnect();
    });
    const [lock = ""] = await admin.keys("*:lock");
    expect(await admin.pttl(lock)).toBeGreaterThan(25_000);
    expect(await admin.pttl(lock)).toBeLessThanOrEqual(30_000);
    await admin.pexpire(lock, 100);
    await (
      await other!.lock(AbortSignal.timeout(2000))
    )();
  });
});
