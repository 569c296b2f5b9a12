import { Redis } from "ioredis";
import { describe, expect, it, onTestFinished } from "vitest";
import { redisConnection } from "../support/redis-connection.js";
import { type RedisServer, hasRedis, startRedisServer } from "../support/redis-server.js";
import { skipTime } from "../support/skip-time.js";
import { type TestSubgraph, startSubgraph } from "../support/subgraph.js";

if (!hasRedis) console.warn("skipped: reference data shared through Redis, because redis-server is not installed");

const referenceData = `{ stages { id name } jobs(first: 100) { nodes { id name hiringTeam { hiringManagers { name } } } } }`;
const everything = `{
  candidates(first: 20) { nodes { fullName emails { data } phoneNumbers { data } applications { id } } }
  applications(first: 20) { nodes { rejectedReason { text } job { name } stage { name } offer { status } } }
  stages { name }
}`;

async function ownRedis(): Promise<RedisServer> {
  const server = await startRedisServer();
  onTestFinished(() => server[Symbol.asyncDispose]());
  return server;
}

/** Two subgraphs with one Redis and one Lever, both connected to Redis. */
async function startPair(redis: RedisServer, settings: { second?: Record<string, string> } = {}) {
  const env = { REDIS_URL: redis.url };
  const first = await startSubgraph({ candidates: 40, apiKeys: { other: { confidential: true } }, env });
  onTestFinished(() => first[Symbol.asyncDispose]());
  const second = await startSubgraph({ lever: first.lever, env: { ...env, ...settings.second } });
  onTestFinished(() => second[Symbol.asyncDispose]());
  await Promise.all([redisConnection(first), redisConnection(second)]);
  return { first, second };
}

function client({ url }: RedisServer): Redis {
  const redis = new Redis(url);
  onTestFinished(() => {
    redis.disconnect();
  });
  return redis;
}

const answersIn = (redis: Redis) => redis.keys("*:answer:*");

describe.runIf(hasRedis)("reference data on one Redis", () => {
  it("is read once for all replicas", async () => {
    const redis = await ownRedis();
    const { first, second } = await startPair(redis);
    const initial = await first.query(referenceData);
    expect(initial.upstream.calls).toBeGreaterThan(1);
    await expect.poll(() => answersIn(client(redis))).toHaveLength(initial.upstream.calls);
    second.newCalls();
    const answer = await second.query(referenceData);
    expect(answer).toMatchObject({ data: initial.data, errors: [] });
    expect(answer.upstream).toMatchObject({ calls: 0, cached: initial.upstream.calls });
    expect(second.newCalls()).toEqual([]);
  });

  it("is not shared between keys", async () => {
    const redis = await ownRedis();
    const { first, second } = await startPair(redis, { second: { LEVER_API_KEY: "other" } });
    const { calls } = (await first.query(referenceData)).upstream;
    await expect.poll(() => answersIn(client(redis))).toHaveLength(calls);
    expect((await second.query(referenceData)).upstream.calls).toBe(calls);
    await expect.poll(() => answersIn(client(redis))).toHaveLength(2 * calls);
  });

  it("is the only content of Redis, without candidates, keys and addresses", async () => {
    const redis = await ownRedis();
    const first = await startSubgraph({ candidates: 40, env: { REDIS_URL: redis.url, RECORD_TTL_MS: "60000" } });
    onTestFinished(() => first[Symbol.asyncDispose]());
    await redisConnection(first);
    const { data, errors } = await first.query(everything);
    expect(errors).toEqual([]);
    const at = client(redis);
    await expect.poll(() => answersIn(at)).not.toHaveLength(0);
    const names = await at.keys("*");
    const values = await Promise.all((await answersIn(at)).map((name) => at.get(name)));
    const kept = [...names, ...values].join("\n");
    expect(kept).toContain("New applicant");
    const people: { fullName: string; emails: { data: string }[] }[] = data.candidates.nodes;
    const personal = people.flatMap(({ fullName, emails }) => [fullName, ...emails.map((email) => email.data)]);
    expect(personal.length).toBeGreaterThan(20);
    for (const each of [...personal, first.lever.apiKey, first.lever.url, "/opportunities"]) {
      expect(kept).not.toContain(`"${each}`);
    }
  });

  it("comes from Lever when the content of Redis is not usable", async () => {
    const redis = await ownRedis();
    const { first, second } = await startPair(redis);
    const initial = await first.query(referenceData);
    const at = client(redis);
    await expect.poll(() => answersIn(at)).toHaveLength(initial.upstream.calls);
    const rubbish = [
      `{"ttlMs":60000,"storedAt":${Date.now()},"answer":{"found":true,"body":{"data":42}}}`,
      "{",
      "null",
      "[]",
    ];
    for (const [i, name] of (await answersIn(at)).entries()) await at.set(name, rubbish[i % 4]!, "PX", 60_000);
    expect(await second.query(referenceData)).toMatchObject({ data: initial.data, errors: [] });
  });

  it("does not wait for a Redis that hangs", async () => {
    const redis = await ownRedis();
    const { first, second } = await startPair(redis);
    await first.query(referenceData);
    redis.hang();
    const startedAt = performance.now();
    expect(await second.query(referenceData)).toMatchObject({ errors: [] });
    expect(performance.now() - startedAt).toBeLessThan(5000);
    redis.resume();
  });
});

describe("reference data while Lever is down", () => {
  it("is the last known data", async () => {
    await using subgraph = await startSubgraph({ candidates: 20, env: { REFERENCE_TTL_MS: "60000" } });
    const query = "{ jobs(first: 100) { nodes { id name } } }";
    const { data } = await subgraph.query(query);
    subgraph.lever.faults.failNext(/postings/, { status: 503 }, Infinity);
    subgraph.newCalls();
    // The data is older than its TTL, and soon older than twice its TTL. At first a refresh fails after the response, and
    // later before the response.
    for (const ageMs of [60_001, 60_001]) {
      skipTime(ageMs);
      expect(await subgraph.query(query)).toMatchObject({ data, errors: [] });
    }
    await expect.poll(() => subgraph.newCalls()).toContain("GET /postings");
  });
});

describe("RECORD_TTL_MS", () => {
  const query = `{ applications(first: 10) { nodes { id offer { id status } } } }`;
  const recordCalls = (subgraph: TestSubgraph) => subgraph.newCalls().filter((call) => call.includes("/opportunities"));

  it("is the time for which opportunities and offers are reused", async () => {
    await using subgraph = await startSubgraph({ candidates: 40, env: { RECORD_TTL_MS: "60000" } });
    const { data } = await subgraph.query(query);
    const before = recordCalls(subgraph);
    expect(before.length).toBeGreaterThan(1);
    const again = await subgraph.query(query);
    expect(again).toMatchObject({ data, errors: [], upstream: { calls: 0 } });
    expect(again.upstream.cached).toBeGreaterThanOrEqual(before.length);
    expect(subgraph.newCalls()).toEqual([]);
    skipTime(60_001);
    subgraph.lever.faults.failNext(/opportunities/, { status: 403 }, Infinity);
    expect((await subgraph.query(query)).data.applications).toBeNull();
  });

  it("is 0 by default, and each operation reads them again", async () => {
    await using subgraph = await startSubgraph({ candidates: 40 });
    await subgraph.query(query);
    const before = recordCalls(subgraph);
    await subgraph.query(query);
    expect(recordCalls(subgraph).sort()).toEqual(before.sort());
  });
});

describe("the same query from 20 clients at the same time", () => {
  it("makes the calls of one client", async () => {
    const query = everything.replace("offer { status }", "");
    await using alone = await startSubgraph({ candidates: 40 });
    const { data, errors } = await alone.query(query);
    expect(errors).toEqual([]);
    const once = alone.newCalls().sort();
    expect(once.length).toBeGreaterThan(3);
    await using subgraph = await startSubgraph({ candidates: 40 });
    // The delay lets all clients send their request before the first answer of Lever.
    subgraph.lever.faults.failNext(/./, { delayMs: 700 }, Infinity);
    const answers = await Promise.all(Array.from({ length: 20 }, () => subgraph.query(query)));
    expect(subgraph.newCalls().sort()).toEqual(once);
    expect(answers.map(({ upstream }) => upstream.calls).reduce((sum, calls) => sum + calls)).toBe(once.length);
    for (const answer of answers) expect(answer.data).toEqual(data);
  });
});
