import { randomBytes } from "node:crypto";
import type { FastifyBaseLogger } from "fastify";
import type { Redis } from "ioredis";
import { describe, expect, it, onTestFinished } from "vitest";
import { RedisTokenStore } from "../../../src/upstream/oauth/redis-token-store.js";
import { encryptionWith } from "../../../src/upstream/redis/encryption.js";
import { RedisServices } from "../../../src/upstream/redis-services.js";
import { redisClient } from "../../support/redis-contents.js";
import { type RedisServer, hasRedis, startRedisServer } from "../../support/redis-server.js";
import { startSwitchingProxy } from "../../support/switching-proxy.js";

if (!hasRedis) console.warn("skipped: a failover of Redis, because redis-server is not installed");

const portOf = ({ url }: RedisServer) => Number(new URL(url).port);
const limit = { rate: 1000, burst: 1000 };
const lost = "Redis is lost: each replica uses its share of the rate limit";
const back = "Redis is back: the rate limit is shared again";

/** Two servers, and a process that reaches the first one by a name. */
async function startPair() {
  const servers = [await startRedisServer(), await startRedisServer()] as const;
  for (const server of servers) onTestFinished(() => server[Symbol.asyncDispose]());
  const admins = servers.map((server) => redisClient(server)) as [Redis, Redis];
  const proxy = await startSwitchingProxy(portOf(servers[0]));
  onTestFinished(() => proxy[Symbol.asyncDispose]());
  const logged: string[] = [];
  const write = (...args: unknown[]) => logged.push(String(args.at(-1)));
  const log = { warn: write, info: write } as unknown as FastifyBaseLogger;
  const services = new RedisServices(`redis://127.0.0.1:${proxy.port}`, log, encryptionWith(randomBytes(32)));
  const limiter = services.rateLimiter("account", limit);
  const invalidated: unknown[] = [];
  const listener = services.invalidationListener("account", (tags) => invalidated.push(tags));
  onTestFinished(() => {
    listener.close();
    limiter.close();
    services.close();
  });
  const store = services.cacheStore("account");
  await expect.poll(() => limiter.state().tokens).toBeGreaterThan(0);
  await expect.poll(() => listener.isListening).toBe(true);
  const storesAndFinds = () =>
    expect
      .poll(async () => {
        const { epoch } = await store.get("key");
        if (epoch !== undefined) store.set("key", "value", 60_000, epoch, ["tag"]);
        return (await store.get("key")).stored?.response;
      })
      .toBe("value");
  /** A pause makes the limiter ask Redis now, without waiting for its heartbeat. */
  const askRedis = () => {
    limiter.pauseFor(0);
  };
  return { servers, admins, proxy, logged, services, limiter, listener, store, invalidated, storesAndFinds, askRedis };
}

describe.runIf(hasRedis)("when Redis fails over to a replica", () => {
  it("everything is shared again through the new primary, also where the old one still answers", async () => {
    const pair = await startPair();
    const [first, second] = pair.servers;
    await pair.admins[1].replicaof("127.0.0.1", String(portOf(first)));
    await expect.poll(() => pair.admins[1].info("replication")).toContain("master_link_status:up");
    const tokens = new RedisTokenStore({ redis: pair.services.required, account: "account" });
    await pair.admins[1].replicaof("NO", "ONE");
    await pair.admins[0].replicaof("127.0.0.1", String(portOf(second)));
    pair.proxy.target = portOf(second);
    pair.askRedis();
    await expect.poll(() => pair.logged).toEqual([lost, back]);
    expect(pair.limiter.state().sharing).toBe("yes");
    expect(await pair.admins[1].hget("ats-subgraph:{account}:bucket", "rate")).not.toBeNull();
    await pair.storesAndFinds();
    await expect.poll(() => pair.listener.isListening).toBe(true);
    await pair.admins[0].replicaof("NO", "ONE");
    pair.invalidated.length = 0;
    expect(await pair.store.invalidate(["tag"], "event", 60_000)).toBe(true);
    await expect.poll(() => pair.invalidated).toContainEqual(["tag"]);
    const unlock = await tokens.lock(AbortSignal.timeout(5000));
    await unlock();
    expect(pair.logged).toEqual([lost, back]);
  });

  it("a lock is taken at the new primary, even if the process has used only the old one", async () => {
    const pair = await startPair();
    const tokens = new RedisTokenStore({ redis: pair.services.required, account: "account" });
    await (
      await tokens.lock(AbortSignal.timeout(5000))
    )();
    await pair.admins[0].replicaof("127.0.0.1", String(portOf(pair.servers[1])));
    pair.proxy.target = portOf(pair.servers[1]);
    const unlock = await tokens.lock(AbortSignal.timeout(5000));
    expect(await pair.admins[1].exists("ats-subgraph:{account}:tokens:lock")).toBe(1);
    await unlock();
  });

  it("a server that is gone without a word is left", async () => {
    const pair = await startPair();
    pair.servers[0].hang();
    pair.proxy.target = portOf(pair.servers[1]);
    pair.askRedis();
    await expect.poll(() => pair.logged).toEqual([lost, back]);
    await pair.storesAndFinds();
  });
});

describe.runIf(hasRedis)("when Redis answers, but refuses", () => {
  it.each<[string, (admin: Redis) => Promise<unknown>, (admin: Redis) => Promise<unknown>]>([
    ["READONLY", (admin) => admin.replicaof("127.0.0.1", "1"), (admin) => admin.replicaof("NO", "ONE")],
    [
      "MASTERDOWN",
      async (admin) => {
        await admin.config("SET", "replica-serve-stale-data", "no");
        await admin.replicaof("127.0.0.1", "1");
      },
      (admin) => admin.replicaof("NO", "ONE"),
    ],
    [
      "NOREPLICAS",
      (admin) => admin.config("SET", "min-replicas-to-write", "1"),
      (admin) => admin.config("SET", "min-replicas-to-write", "0"),
    ],
    ["OOM", (admin) => admin.config("SET", "maxmemory", "1"), (admin) => admin.config("SET", "maxmemory", "0")],
    [
      "NOPERM",
      (admin) => admin.call("ACL", "SETUSER", "default", "-@write", "-@scripting"),
      (admin) => admin.call("ACL", "SETUSER", "default", "+@all"),
    ],
  ])("with %s, this process works alone, says so once, and shares again afterwards", async (_code, refuse, allow) => {
    const pair = await startPair();
    const [admin] = pair.admins;
    await pair.storesAndFinds();
    await refuse(admin);
    pair.askRedis();
    await expect.poll(() => pair.limiter.state().sharing).toBe("lost");
    // Through two more refusals.
    const { tries } = await countTries(admin);
    await expect.poll(tries, { timeout: 15_000 }).toBeGreaterThan(1);
    expect(pair.logged).toEqual([lost]);
    await allow(admin);
    await expect.poll(() => pair.logged, { timeout: 15_000 }).toEqual([lost, back]);
    expect(pair.limiter.state().sharing).toBe("yes");
    await pair.storesAndFinds();
  });
});

/** How many pings the server has answered or refused since now. */
async function countTries(admin: Redis) {
  const pings = async () =>
    /cmdstat_ping:calls=(\d+).*rejected_calls=(\d+)/
      .exec(await admin.info("commandstats"))
      ?.slice(1)
      .reduce((sum, count) => sum + Number(count), 0) ?? 0;
  const before = await pings();
  return { tries: async () => (await pings()) - before };
}
