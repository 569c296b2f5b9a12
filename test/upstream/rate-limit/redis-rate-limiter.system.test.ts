import { describe, expect, it, onTestFinished } from "vitest";
import { LocalRateLimiter } from "../../../src/upstream/rate-limit/local-rate-limiter.js";
import type { Priority, RateLimiter } from "../../../src/upstream/rate-limit/rate-limiter.js";
import { RequiredRedis } from "../../../src/upstream/redis/required-redis.js";
import { RedisRateLimiter, type RedisRateLimiterOptions } from "../../../src/upstream/rate-limit/redis-rate-limiter.js";
import { maxExcessCalls } from "../../support/max-excess-calls.js";
import { type RedisServer, hasRedis, startRedisServer } from "../../support/redis-server.js";
import { clientDisconnected, testCallContext } from "../../support/test-call-context.js";

if (!hasRedis) console.warn("skipped: the rate limiter over Redis, because redis-server is not installed");

interface Sent {
  readonly name: string;
  readonly at: number;
}

const limit = { rate: 10, burst: 20 };
const times = (count: number) => [...Array(count).keys()];

/** Acquires calls of a rate limiter, in real time, and records when they are allowed. */
function startCaller(rateLimiter: RateLimiter, sent: Sent[] = []) {
  const acquire = (context = testCallContext(), name = "", priority: Priority = "reference") =>
    rateLimiter.acquire({
      context,
      priority,
      onDequeue() {
        context.stats.startCall({ endpoint: name, attempt: 1, waitedMs: 0 });
        sent.push({ name, at: performance.now() });
      },
    });
  return { acquire, sent };
}

function redisLimiter({ url }: RedisServer, options: Partial<RedisRateLimiterOptions> = {}) {
  const redis = new RequiredRedis(url);
  const rateLimiter = new RedisRateLimiter({ redis, account: "account", limit, ...options });
  onTestFinished(() => {
    rateLimiter.close();
    redis.close();
  });
  return rateLimiter;
}

async function ownRedis(): Promise<RedisServer> {
  const server = await startRedisServer();
  onTestFinished(() => server[Symbol.asyncDispose]());
  return server;
}

describe.each([
  { kind: "in process", here: true, start: (own: typeof limit) => Promise.resolve(new LocalRateLimiter(own)) },
  {
    kind: "over Redis",
    here: hasRedis,
    start: async (own: typeof limit) => redisLimiter(await ownRedis(), { limit: own }),
  },
])("a rate limiter $kind", ({ here, start }) => {
  describe.runIf(here)("follows the contract:", () => {
    it("it allows the burst immediately, and then the rate", async () => {
      const own = { rate: 10, burst: 20 };
      const { acquire, sent } = startCaller(await start(own));
      const startedAt = performance.now();
      await Promise.all(times(30).map(() => acquire()));
      expect(sent[18]!.at - sent[0]!.at).toBeLessThan(1500);
      expect(performance.now() - startedAt).toBeGreaterThan(((30 - 19) / own.rate) * 1000 - 2);
    });

    it("operations take turns, and the calls of one keep their order", async () => {
      const { acquire, sent } = startCaller(await start({ rate: 100, burst: 1 }));
      await acquire();
      const [one, other] = [testCallContext(), testCallContext()];
      await Promise.all([
        ...["a1", "a2", "a3"].map((name) => acquire(one, name)),
        ...["b1", "b2", "b3"].map((name) => acquire(other, name)),
      ]);
      expect(sent.map(({ name }) => name)).toEqual(["", "a1", "b1", "a2", "b2", "a3", "b3"]);
    });

    it("two reads by id are sent for each page of a walk", async () => {
      const { acquire, sent } = startCaller(await start({ rate: 100, burst: 1 }));
      await acquire();
      const [walker, reader] = [testCallContext(), testCallContext()];
      await Promise.all([
        ...times(3).map(() => acquire(walker, "walk", "walk")),
        ...times(3).map(() => acquire(reader, "id", "reference")),
      ]);
      expect(sent.map(({ name }) => name)).toEqual(["", "id", "id", "walk", "id", "walk", "walk"]);
    });

    it("aborted calls leave the queue immediately, and take no tokens", async () => {
      const { acquire, sent } = startCaller(await start({ rate: 2, burst: 1 }));
      await acquire();
      const aborted = testCallContext();
      const left = Promise.allSettled(times(10).map(() => acquire(aborted)));
      aborted.disconnect();
      expect(await left).toEqual(times(10).map(() => ({ status: "rejected", reason: clientDisconnected })));
      const other = testCallContext();
      await acquire(other, "other");
      // The tokens of ten calls would take five seconds.
      expect(sent[1]!.at - sent[0]!.at).toBeLessThan(2500);
      expect(other.waitedMs()).toBeGreaterThan(0);
    });

    it("an unused token goes to the next call", async () => {
      const { acquire, sent } = startCaller(await start({ rate: 0.1, burst: 1 }));
      await expect(acquire(testCallContext({ cap: 0 }))).rejects.toMatchObject({ code: "CALL_BUDGET_EXCEEDED" });
      const startedAt = performance.now();
      await acquire(testCallContext(), "next");
      expect(sent.map(({ name }) => name)).toEqual(["next"]);
      expect(performance.now() - startedAt).toBeLessThan(5000);
    });

    it("a pause also delays a call that was almost due", async () => {
      const rateLimiter = await start({ rate: 4, burst: 1 });
      const { acquire, sent } = startCaller(rateLimiter);
      await acquire();
      const next = acquire();
      await new Promise((resolve) => setTimeout(resolve, 50));
      const startedAt = performance.now();
      rateLimiter.pauseFor(600);
      await next;
      expect(sent[1]!.at - startedAt).toBeGreaterThan(598);
    });

    it("no call is sent during a pause, and the rate is lower after it", async () => {
      const rateLimiter = await start({ rate: 100, burst: 100 });
      const { acquire, sent } = startCaller(rateLimiter);
      await acquire();
      const startedAt = performance.now();
      rateLimiter.pauseFor(300);
      await Promise.all(times(10).map(() => acquire()));
      expect(sent[1]!.at - startedAt).toBeGreaterThan(298);
      expect(sent[10]!.at - sent[1]!.at).toBeGreaterThan(100);
      expect(rateLimiter.state().ratePerSecond).toBeLessThan(75);
    });
  });
});

describe.runIf(hasRedis)("replicas on one Redis", () => {
  it("use one limit together, and do not exceed it", async () => {
    const redis = await ownRedis();
    const sent: Sent[] = [];
    const replicas = times(3).map(() => startCaller(redisLimiter(redis), sent));
    const startedAt = performance.now();
    await Promise.all(replicas.flatMap(({ acquire }) => times(15).map(() => acquire())));
    const idealMs = ((45 - 20) / limit.rate) * 1000;
    expect(maxExcessCalls(sent, limit)).toBeLessThanOrEqual(0);
    expect(performance.now() - startedAt).toBeLessThan(2 * idealMs);
  });

  it("share the limit with a replica that begins later", async () => {
    const redis = await ownRedis();
    const sent: Sent[] = [];
    const [busy, late] = [startCaller(redisLimiter(redis), sent), startCaller(redisLimiter(redis), sent)];
    const queue = Promise.allSettled(times(60).map(() => busy.acquire(busyCaller, "busy")));
    await expect.poll(() => sent.length).toBeGreaterThanOrEqual(19);
    const startedAt = performance.now();
    await Promise.all(times(3).map(() => late.acquire(testCallContext(), "late")));
    expect(performance.now() - startedAt).toBeLessThan(2500);
    busyCaller.disconnect();
    await queue;
  });
  const busyCaller = testCallContext();

  it("all wait when one of them receives a 429", async () => {
    const redis = await ownRedis();
    const [one, other] = [redisLimiter(redis), redisLimiter(redis)];
    const { acquire, sent } = startCaller(other);
    await acquire();
    one.pauseFor(400);
    const startedAt = performance.now();
    await expect.poll(() => one.state().ratePerSecond).toBeLessThan(10);
    await acquire();
    expect(sent[1]!.at - startedAt).toBeGreaterThan(395);
    expect(other.state().ratePerSecond).toBeLessThan(10);
  });

  it("do not affect other accounts", async () => {
    const redis = await ownRedis();
    const [one, other] = [redisLimiter(redis), redisLimiter(redis, { account: "another" })];
    one.pauseFor(60_000);
    await startCaller(other).acquire();
    expect(other.state().ratePerSecond).toBe(10);
  });
});

describe.runIf(hasRedis)("when Redis is lost", () => {
  async function startReplicas(count: number) {
    const redis = await ownRedis();
    const events: string[] = [];
    const sent: Sent[] = [];
    const replicas = times(count).map(() => {
      const rateLimiter = redisLimiter(redis, {
        onDisconnected: () => events.push("lost"),
        onReconnected: () => events.push("found"),
      });
      return { rateLimiter, ...startCaller(rateLimiter, sent) };
    });
    return { redis, events, sent, replicas };
  }

  it("each replica uses its share, reports the loss, and shares the limit again when Redis is back", async () => {
    const { redis, events, sent, replicas } = await startReplicas(2);
    // Two calls each, so that each replica knows about the other.
    for (const { acquire } of [...replicas, ...replicas]) await acquire();
    const all = Promise.all(replicas.flatMap(({ acquire }) => times(30).map(() => acquire())));
    await expect.poll(() => sent.length).toBeGreaterThanOrEqual(20);
    await redis.kill();
    await expect.poll(() => events).toEqual(["lost", "lost"]);
    expect(replicas.map(({ rateLimiter }) => rateLimiter.state())).toMatchObject([
      { sharing: "lost", ratePerSecond: 5 },
      { sharing: "lost", ratePerSecond: 5 },
    ]);
    const before = sent.length;
    await expect.poll(() => sent.length, { timeout: 3000 }).toBeGreaterThan(before + 8);
    await redis.start();
    await expect.poll(() => events).toEqual(["lost", "lost", "found", "found"]);
    expect(replicas.map(({ rateLimiter }) => rateLimiter.state().sharing)).toEqual(["yes", "yes"]);
    await all;
    expect(maxExcessCalls(sent, limit)).toBeLessThanOrEqual(0);
  });

  it("no call waits while Redis hangs", async () => {
    const { redis, events, replicas } = await startReplicas(1);
    const { acquire } = replicas[0]!;
    await acquire();
    redis.hang();
    const startedAt = performance.now();
    await acquire();
    expect(performance.now() - startedAt).toBeLessThan(5000);
    redis.resume();
    await expect.poll(() => events, { timeout: 3000 }).toEqual(["lost", "found"]);
  });

  it("calls are also allowed if it was lost from the start", async () => {
    const { redis } = await startReplicas(0);
    await redis.kill();
    const lost: unknown[] = [];
    const { acquire } = startCaller(redisLimiter(redis, { onDisconnected: (cause) => lost.push(cause) }));
    await acquire();
    expect(lost).toHaveLength(1);
  });
});
