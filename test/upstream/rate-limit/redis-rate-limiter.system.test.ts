import { describe, expect, it, onTestFinished } from "vitest";
import { LocalRateLimiter } from "../../../src/upstream/rate-limit/local-rate-limiter.js";
import type { Priority, RateLimiter } from "../../../src/upstream/rate-limit/rate-limiter.js";
import { RequiredRedis } from "../../../src/upstream/redis/required-redis.js";
import { RedisRateLimiter, type RedisRateLimiterOptions } from "../../../src/upstream/rate-limit/redis-rate-limiter.js";
import { type RedisServer, hasRedis, startRedisServer } from "../../support/redis-server.js";
import { gone, testCallContext } from "../../support/test-call-context.js";

if (!hasRedis) console.warn("skipped: the rate budget over Redis, for there is no redis-server here");

interface Sent {
  readonly name: string;
  readonly at: number;
}

const limit = { rate: 10, burst: 20 };
const times = (count: number) => [...Array(count).keys()];

/** Asks a budget for turns, over real time, and writes down when they came. */
function asker(rateLimiter: RateLimiter, sent: Sent[] = []) {
  const ask = (context = testCallContext(), name = "", priority: Priority = "reference") =>
    rateLimiter.acquire({
      context,
      priority,
      onDequeue() {
        context.stats.countCall(name);
        sent.push({ name, at: performance.now() });
      },
    });
  return { ask, sent };
}

/** The most by which the calls in any window were more than the bucket allows. */
function over(sent: readonly Sent[], { rate, burst } = limit): number {
  const excesses = sent.flatMap((first, from) =>
    sent.slice(from).map((last, more) => more + 1 - burst - (rate * (last.at - first.at)) / 1000),
  );
  return Math.max(-Infinity, ...excesses);
}

function redisBudget({ url }: RedisServer, options: Partial<RedisRateLimiterOptions> = {}) {
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
    start: async (own: typeof limit) => redisBudget(await ownRedis(), { limit: own }),
  },
])("a budget $kind", ({ here, start }) => {
  describe.runIf(here)("keeps the contract:", () => {
    it("the burst at once, and then the rate", async () => {
      const own = { rate: 20, burst: 20 };
      const { ask, sent } = asker(await start(own));
      const startedAt = performance.now();
      await Promise.all(times(30).map(() => ask()));
      expect(sent[18]!.at - sent[0]!.at).toBeLessThan(600);
      expect(performance.now() - startedAt).toBeGreaterThan(((30 - 19) / 20) * 1000 - 2);
    });

    it("turns by round robin, and in order within an operation", async () => {
      const { ask, sent } = asker(await start({ rate: 100, burst: 1 }));
      await ask();
      const [one, other] = [testCallContext(), testCallContext()];
      await Promise.all([
        ...["a1", "a2", "a3"].map((name) => ask(one, name)),
        ...["b1", "b2", "b3"].map((name) => ask(other, name)),
      ]);
      expect(sent.map(({ name }) => name)).toEqual(["", "a1", "b1", "a2", "b2", "a3", "b3"]);
    });

    it("two by-id reads for each page of a walk", async () => {
      const { ask, sent } = asker(await start({ rate: 100, burst: 1 }));
      await ask();
      const [walker, reader] = [testCallContext(), testCallContext()];
      await Promise.all([
        ...times(3).map(() => ask(walker, "walk", "walk")),
        ...times(3).map(() => ask(reader, "id", "reference")),
      ]);
      expect(sent.map(({ name }) => name)).toEqual(["", "id", "id", "walk", "id", "walk", "walk"]);
    });

    it("turns given up are given up at once, and cost nobody anything", async () => {
      const { ask, sent } = asker(await start({ rate: 2, burst: 1 }));
      await ask();
      const leaver = testCallContext();
      const left = Promise.allSettled(times(10).map(() => ask(leaver)));
      leaver.giveUp();
      expect(await left).toEqual(times(10).map(() => ({ status: "rejected", reason: gone })));
      const stayed = testCallContext();
      await ask(stayed, "stayed");
      expect(sent[1]!.at - sent[0]!.at).toBeLessThan(900);
      expect(stayed.waitedMs()).toBeGreaterThan(0);
    });

    it("turns not used go to the next", async () => {
      const { ask, sent } = asker(await start({ rate: 0.5, burst: 1 }));
      await expect(ask(testCallContext({ cap: 0 }))).rejects.toMatchObject({ code: "CALL_BUDGET_EXCEEDED" });
      const startedAt = performance.now();
      await ask(testCallContext(), "next");
      expect(sent.map(({ name }) => name)).toEqual(["next"]);
      expect(performance.now() - startedAt).toBeLessThan(1500);
    });

    it("a turn that was about to come waits for the end of a pause, too", async () => {
      const budget = await start({ rate: 4, burst: 1 });
      const { ask, sent } = asker(budget);
      await ask();
      const next = ask();
      await new Promise((resolve) => setTimeout(resolve, 50));
      budget.pauseFor(600);
      const startedAt = performance.now();
      await next;
      expect(sent[1]!.at - startedAt).toBeGreaterThan(598);
    });

    it("nobody sends during a pause, and the rate is lower after it", async () => {
      const budget = await start({ rate: 100, burst: 100 });
      const { ask, sent } = asker(budget);
      await ask();
      budget.pauseFor(300);
      const startedAt = performance.now();
      await Promise.all(times(10).map(() => ask()));
      expect(sent[1]!.at - startedAt).toBeGreaterThan(298);
      expect(sent[10]!.at - sent[1]!.at).toBeGreaterThan(100);
      expect(budget.state().ratePerSecond).toBeLessThan(75);
    });
  });
});

describe.runIf(hasRedis)("replicas on one Redis", () => {
  it("keep to one limit together, and use it", async () => {
    const redis = await ownRedis();
    const sent: Sent[] = [];
    const replicas = times(3).map(() => asker(redisBudget(redis), sent));
    const startedAt = performance.now();
    await Promise.all(replicas.flatMap(({ ask }) => times(15).map(() => ask())));
    const idealMs = ((45 - 20) / limit.rate) * 1000;
    expect(over(sent)).toBeLessThanOrEqual(0);
    expect(performance.now() - startedAt).toBeLessThan(1.3 * idealMs);
  });

  it("do not make a late one wait for a long queue", async () => {
    const redis = await ownRedis();
    const sent: Sent[] = [];
    const [busy, late] = [asker(redisBudget(redis), sent), asker(redisBudget(redis), sent)];
    const queue = Promise.allSettled(times(60).map(() => busy.ask(busyCaller, "busy")));
    await expect.poll(() => sent.length).toBeGreaterThanOrEqual(19);
    const startedAt = performance.now();
    await Promise.all(times(3).map(() => late.ask(testCallContext(), "late")));
    expect(performance.now() - startedAt).toBeLessThan(2500);
    busyCaller.giveUp();
    await queue;
  });
  const busyCaller = testCallContext();

  it("all wait when one of them hears a 429", async () => {
    const redis = await ownRedis();
    const [one, other] = [redisBudget(redis), redisBudget(redis)];
    const { ask, sent } = asker(other);
    await ask();
    one.pauseFor(400);
    const startedAt = performance.now();
    await expect.poll(() => one.state().ratePerSecond).toBeLessThan(10);
    await ask();
    expect(sent[1]!.at - startedAt).toBeGreaterThan(395);
    expect(other.state().ratePerSecond).toBeLessThan(10);
  });

  it("leave each other alone on other accounts", async () => {
    const redis = await ownRedis();
    const [one, other] = [redisBudget(redis), redisBudget(redis, { account: "another" })];
    one.pauseFor(60_000);
    await asker(other).ask();
    expect(other.state().ratePerSecond).toBe(10);
  });
});

describe.runIf(hasRedis)("when Redis is lost", () => {
  async function startReplicas(count: number) {
    const redis = await ownRedis();
    const events: string[] = [];
    const sent: Sent[] = [];
    const replicas = times(count).map(() => {
      const rateLimiter = redisBudget(redis, {
        onDisconnected: () => events.push("lost"),
        onReconnected: () => events.push("found"),
      });
      return { budget: rateLimiter, ...asker(rateLimiter, sent) };
    });
    return { redis, events, sent, replicas };
  }

  it("each replica keeps to its share, says so, and shares again when it is back", async () => {
    const { redis, events, sent, replicas } = await startReplicas(2);
    // Once round, so that each knows of the other.
    for (const { ask } of [...replicas, ...replicas]) await ask();
    const all = Promise.all(replicas.flatMap(({ ask }) => times(30).map(() => ask())));
    await expect.poll(() => sent.length).toBeGreaterThanOrEqual(20);
    await redis.kill();
    await expect.poll(() => events).toEqual(["lost", "lost"]);
    expect(replicas.map(({ budget: rateLimiter }) => rateLimiter.state())).toMatchObject([
      { sharing: "lost", ratePerSecond: 5 },
      { sharing: "lost", ratePerSecond: 5 },
    ]);
    const before = sent.length;
    await expect.poll(() => sent.length, { timeout: 3000 }).toBeGreaterThan(before + 8);
    await redis.start();
    await expect.poll(() => events).toEqual(["lost", "lost", "found", "found"]);
    expect(replicas.map(({ budget: rateLimiter }) => rateLimiter.state().sharing)).toEqual(["yes", "yes"]);
    await all;
    expect(over(sent)).toBeLessThanOrEqual(0);
  });

  it("nobody waits for one that hangs", async () => {
    const { redis, events, replicas } = await startReplicas(1);
    const { ask } = replicas[0]!;
    await ask();
    redis.hang();
    const startedAt = performance.now();
    await ask();
    expect(performance.now() - startedAt).toBeLessThan(2000);
    redis.resume();
    await expect.poll(() => events, { timeout: 3000 }).toEqual(["lost", "found"]);
  });

  it("from the start, turns come all the same", async () => {
    const { redis } = await startReplicas(0);
    await redis.kill();
    const lost: unknown[] = [];
    const { ask } = asker(redisBudget(redis, { onDisconnected: (cause) => lost.push(cause) }));
    await ask();
    expect(lost).toHaveLength(1);
  });
});
