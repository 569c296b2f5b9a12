import { beforeAll, describe, expect, it, onTestFinished } from "vitest";
import { type Sandbox, startSandbox } from "../../src/lever-sandbox/index.js";
import { hasRedis, startRedisServer } from "../support/redis-server.js";
import { maxExcessCalls } from "../support/max-excess-calls.js";
import { type TestSubgraph, startSubgraph } from "../support/subgraph.js";

if (!hasRedis) console.warn("skipped: replicas on one Redis, because redis-server is not installed");

const limit = { rate: 10, burst: 20 };

async function startReplicas(count: number) {
  const redis = await startRedisServer();
  onTestFinished(() => redis[Symbol.asyncDispose]());
  const lever = await startSandbox({ candidates: 60, ...limit });
  onTestFinished(() => lever.close());
  // All servers share one event loop, where calls can arrive together. This leaves room for a fifth of a second.
  const env = { REDIS_URL: redis.url, LEVER_RATE: String(limit.rate), LEVER_BURST: String(limit.burst - 2) };
  const replicas: TestSubgraph[] = [];
  for (let i = 0; i < count; i += 1) {
    const replica = await startSubgraph({ lever, env });
    onTestFinished(() => replica[Symbol.asyncDispose]());
    replicas.push(replica);
  }
  return { redis, lever, replicas };
}

const refusals = ({ log }: Sandbox) => log.filter(({ status }) => status === 429).length;

/** A query with one call for each of 20 applications, and some more calls. */
const offers = "{ applications(first: 20) { nodes { id offer { id } } } }";

// The first run of code is slow. Late calls would then be counted together with the calls after them.
beforeAll(async () => {
  if (!hasRedis) return;
  await using subgraph = await startSubgraph({ candidates: 60 });
  for (let i = 0; i < 5; i += 1) await subgraph.query(offers);
});

async function readiness({ url }: TestSubgraph) {
  const answer = await fetch(`${url}/health/ready`);
  return { status: answer.status, ...((await answer.json()) as object) };
}

const up = { provider: "up", credentials: "ok", redis: "up" };
const lost = {
  status: "ready",
  components: { ...up, redis: "lost" },
  warnings: [expect.stringContaining("Redis is lost")],
};

describe.runIf(hasRedis)("three replicas on one Redis", () => {
  it("keep to the account's limit together, and use all of it", async () => {
    const { lever, replicas } = await startReplicas(3);
    const answers = await Promise.all(replicas.map((replica) => replica.query(offers)));
    for (const { errors, data } of answers) {
      expect(errors).toEqual([]);
      expect(data.applications.nodes).toHaveLength(20);
    }
    const { log } = lever;
    expect(log.length).toBeGreaterThan(3 * 20);
    expect(refusals(lever)).toBe(0);
    expect(maxExcessCalls(lever.log, limit)).toBeLessThanOrEqual(0);
    const tookMs = log.at(-1)!.at - log[0]!.at;
    const idealMs = ((log.length - limit.burst) / limit.rate) * 1000;
    console.info(
      `three replicas: ${log.length} calls in ${tookMs.toFixed(0)} ms, ideally ${idealMs.toFixed(0)} ms: ` +
        `${((100 * idealMs) / tookMs).toFixed(0)} % of the limit used`,
    );
    expect(tookMs).toBeLessThan(2 * idealMs);
  });

  it("continue without Redis, report this, and share the limit again when Redis is back", async () => {
    const { redis, lever, replicas } = await startReplicas(3);
    for (const replica of replicas) {
      await expect
        .poll(() => readiness(replica))
        .toEqual({ status: "ready", components: { ...up, credentials: "unknown" } });
    }
    const busy = Promise.all(replicas.map((replica) => replica.query(offers)));
    await expect.poll(() => lever.log.length).toBeGreaterThan(25);
    await redis.kill();
    for (const replica of replicas) await expect.poll(() => readiness(replica)).toEqual(lost);
    for (const { errors } of await busy) expect(errors).toEqual([]);
    for (const replica of replicas) {
      expect(await replica.query("{ stages { id } jobs(first: 1) { nodes { id } } }")).toMatchObject({ errors: [] });
    }
    await redis.start();
    for (const replica of replicas) {
      await expect.poll(() => readiness(replica), { timeout: 10_000 }).toEqual({ status: "ready", components: up });
    }
    for (const { errors } of await Promise.all(replicas.map((replica) => replica.query(offers)))) {
      expect(errors).toEqual([]);
    }
    expect(refusals(lever)).toBe(0);
    expect(maxExcessCalls(lever.log, limit)).toBeLessThanOrEqual(0);
  });
});
