import { randomBytes, randomUUID } from "node:crypto";
import { existsSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { Redis } from "ioredis";
import { describe, expect, it, onTestFinished } from "vitest";
import { RequiredRedis } from "../../../src/upstream/redis/required-redis.js";
import { encryptionWith } from "../../../src/upstream/redis/encryption.js";
import { AccessTokens } from "../../../src/upstream/oauth/access-tokens.js";
import { RedisTokenStore } from "../../../src/upstream/oauth/redis-token-store.js";
import { TokenEndpoint } from "../../../src/upstream/oauth/token-endpoint.js";
import { FileTokenStore } from "../../../src/upstream/oauth/file-token-store.js";
import type { StoredTokens, TokenStore } from "../../../src/upstream/oauth/token-store.js";
import { type RedisServer, hasRedis, startRedisServer } from "../../support/redis-server.js";
import { startLoggedSubgraph } from "../../support/logged-subgraph.js";
import { startOAuthLever } from "../../support/oauth-lever.js";
import { startSubgraph } from "../../support/subgraph.js";

if (!hasRedis) console.warn("skipped: OAuth between replicas, because redis-server is not installed");

const stages = "{ stages { id } }";
const account = "a".repeat(64);
const tokens = (generation: number): StoredTokens => ({
  generation,
  refreshToken: `refresh ${generation}`,
  accessToken: `access ${generation}`,
  goodUntil: Date.now() + 60_000,
});
const soon = () => AbortSignal.timeout(300);

async function ownRedis(): Promise<RedisServer> {
  const server = await startRedisServer();
  onTestFinished(() => server[Symbol.asyncDispose]());
  return server;
}

function sharedRedis({ url }: RedisServer): RequiredRedis {
  const redis = new RequiredRedis(url);
  onTestFinished(() => {
    redis.close();
  });
  return redis;
}

const ownFile = () => join(mkdtempSync(join(tmpdir(), "saved-tokens-")), "tokens");

describe.each<[where: string, here: boolean, start: () => Promise<() => TokenStore>]>([
  [
    "a file",
    true,
    async () => {
      const path = ownFile();
      return () => new FileTokenStore(path, account);
    },
  ],
  [
    "Redis",
    hasRedis,
    async () => {
      const server = await ownRedis();
      return () => new RedisTokenStore({ redis: sharedRedis(server), account });
    },
  ],
])("tokens in %s", (_where, here, start) => {
  describe.runIf(here)("follow the contract of a store:", () => {
    it("another process finds the stored tokens, and a late one does not overwrite newer tokens", async () => {
      const open = await start();
      const [one, other] = [open(), open()];
      expect(await one.read()).toBeUndefined();
      const second = tokens(2);
      await one.write(second);
      expect(await other.read()).toEqual(second);
      await other.write(tokens(1));
      expect(await one.read()).toMatchObject({ generation: 2 });
      await other.write(tokens(3));
      expect(await one.read()).toMatchObject({ generation: 3, refreshToken: "refresh 3" });
    });
  });
});

describe("a token file", () => {
  it("has no tokens for another authorization, which replaces them", async () => {
    const path = ownFile();
    await new FileTokenStore(path, account).write(tokens(5));
    const another = new FileTokenStore(path, "b".repeat(64));
    expect(await another.read()).toBeUndefined();
    await another.write(tokens(1));
    expect(await another.read()).toMatchObject({ generation: 1 });
  });

  it.each([
    ["in no folder", () => join(tmpdir(), randomUUID(), "tokens")],
    ["that is a folder", () => dirname(ownFile())],
    [
      "with other content",
      () => {
        const path = ownFile();
        writeFileSync(path, "my notes");
        return path;
      },
    ],
  ])("%s stops the start, and is not changed", async (_what, pathOf) => {
    await using lever = await startOAuthLever();
    const path = pathOf();
    const start = startSubgraph({ lever, env: { ...lever.env, LEVER_TOKEN_FILE: path } });
    await expect(start).rejects.toThrow("LEVER_TOKEN_FILE: the file cannot be used");
    expect(lever.log).toEqual([]);
    if (existsSync(path) && statSync(path).isFile()) expect(readFileSync(path, "utf8")).toBe("my notes");
  });

  it("that was deleted causes an error, but the refresh token is not used", async () => {
    await using lever = await startOAuthLever();
    await using subgraph = await startSubgraph({ lever, env: lever.env });
    rmSync(dirname(lever.tokenFile), { recursive: true });
    const { errors } = await subgraph.query(stages);
    expect(errors).toMatchObject([
      { message: expect.stringContaining("could not be refreshed"), extensions: { code: "UPSTREAM_UNAVAILABLE" } },
    ]);
    expect(lever.log).toEqual([]);
  });
});

describe("a process that is killed when it first uses a token", () => {
  it("has saved the token, and the next process continues with it", async () => {
    await using lever = await startOAuthLever();
    lever.faults.failNext(/stages/, "stall");
    using killed = await startLoggedSubgraph(lever, lever.env);
    killed.ask({ query: stages }).catch(() => undefined);
    await expect
      .poll(() => lever.log.some(({ endpoint }) => endpoint === "/stages"), { timeout: 10_000, interval: 1 })
      .toBe(true);
    killed.kill();
    lever.authorization!.revokeAccessTokens();
    await using next = await startSubgraph({ lever, env: lever.env });
    expect((await next.query(stages)).errors).toEqual([]);
    expect(lever.authorization!.granted).toBe(2);
  });
});

describe("a new refresh token that cannot be saved immediately", () => {
  it("is used and reported, saved as soon as possible, and locked until then", async () => {
    await using lever = await startOAuthLever();
    const path = ownFile();
    const file = new FileTokenStore(path, account);
    let failing = true;
    let locked = false;
    const store: TokenStore = {
      lock: () => {
        locked = true;
        return Promise.resolve(() => {
          locked = false;
          return Promise.resolve();
        });
      },
      read: () => file.read(),
      write: (each) => (failing ? Promise.reject(new Error("No space left.")) : file.write(each)),
    };
    const problems: unknown[] = [];
    const {
      LEVER_CLIENT_ID: clientId = "",
      LEVER_CLIENT_SECRET: clientSecret = "",
      LEVER_REFRESH_TOKEN = "",
    } = lever.env;
    const endpoint = new TokenEndpoint({
      url: lever.tokenUrl,
      clientId,
      clientSecret,
      timeoutMs: 1000,
      settings: { url: "URL", clientId: "ID", clientSecret: "SECRET", refreshToken: "TOKEN" },
      provider: "LEVER",
      label: "Lever",
    });
    const options = { endpoint, refreshToken: LEVER_REFRESH_TOKEN, provider: "LEVER" };
    const access = new AccessTokens({ ...options, store, onSaveFailed: (cause) => problems.push(cause) });
    const token = await access.get();
    expect(lever.authorization!.accepts(token)).toBe(true);
    expect(access.isUnsaved).toBe(true);
    expect(problems).toHaveLength(1);
    expect(locked).toBe(true);
    failing = false;
    await expect.poll(() => access.isUnsaved, { timeout: 5000 }).toBe(false);
    expect(locked).toBe(false);
    const other = new AccessTokens({ ...options, store: file });
    expect(await other.get()).toBe(token);
    expect(lever.authorization!.granted).toBe(1);
    await access.close();
  });
});

describe.runIf(hasRedis)("replicas on one Redis", () => {
  it("refresh once for all, and continue when Redis has lost its data", async () => {
    const redis = await ownRedis();
    await using lever = await startOAuthLever({ candidates: 60 });
    const env = { ...lever.env, REDIS_URL: redis.url, LEVER_TOKEN_FILE: "/nowhere/tokens" };
    await using one = await startSubgraph({ lever, env });
    await using other = await startSubgraph({ lever, env });
    const people = lever.account.contacts.slice(0, 50);
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
