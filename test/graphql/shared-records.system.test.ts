import { randomBytes } from "node:crypto";
import { describe, expect, it, onTestFinished } from "vitest";
import { hasRedis, startRedisServer } from "../support/redis-server.js";
import { redisConnection } from "../support/redis-connection.js";
import { contentsOf, redisClient } from "../support/redis-contents.js";
import { startSubgraph } from "../support/subgraph.js";

if (!hasRedis) console.warn("skipped: records shared through Redis, because redis-server is not installed");

const cacheKey = randomBytes(32).toString("base64");
const people = `{
  candidates(first: 20) { nodes { asOf fullName emails { data } phoneNumbers { data }
    applications { id stage { name } job { name hiringTeam { hiringManagers { name email } } } offer { status } } } }
}`;

/** Two subgraphs with one Redis and one Lever, both connected to Redis. */
async function startPair(env: Record<string, string> = {}, second: Record<string, string> = {}) {
  const redis = await startRedisServer();
  onTestFinished(() => redis[Symbol.asyncDispose]());
  const settings = { REDIS_URL: redis.url, RECORD_TTL_MS: "60000", CACHE_KEY: cacheKey, ...env };
  const a = await startSubgraph({ candidates: 40, env: settings });
  onTestFinished(() => a[Symbol.asyncDispose]());
  const b = await startSubgraph({ lever: a.lever, env: { ...settings, ...second } });
  onTestFinished(() => b[Symbol.asyncDispose]());
  await Promise.all([redisConnection(a), redisConnection(b)]);
  return { redis, a, b };
}

describe.runIf(hasRedis)("records, with RECORD_TTL_MS and CACHE_KEY", () => {
  it("are read once for all replicas, and have the same age in each", async () => {
    const { redis, a, b } = await startPair();
    const initial = await a.query(people);
    expect(initial.errors).toEqual([]);
    expect(initial.upstream.calls).toBeGreaterThan(20);
    const admin = redisClient(redis);
    await expect.poll(() => admin.keys("*:answer:*")).toHaveLength(initial.upstream.calls);
    await new Promise((resolve) => setTimeout(resolve, 1000));
    b.newCalls();
    const answer = await b.query(people);
    expect(b.newCalls()).toEqual([]);
    expect(answer).toMatchObject({ errors: [], upstream: { calls: 0 } });
    expect(answer.upstream.cached).toBeGreaterThanOrEqual(initial.upstream.calls);
    expect(answer.upstream.oldestMs).toBeGreaterThanOrEqual(1000);
    expect(answer.data.candidates.nodes).toHaveLength(20);
    for (const [i, node] of answer.data.candidates.nodes.entries()) {
      const { asOf, ...rest } = node;
      const { asOf: original, ...same } = initial.data.candidates.nodes[i];
      expect(rest).toEqual(same);
      expect(Math.abs(Date.parse(asOf) - Date.parse(original))).toBeLessThan(150);
    }
  });

  it("are in Redis without a readable name, address, number, id or key", async () => {
    const { redis, a } = await startPair();
    const { contacts, users, opportunities } = a.lever.account;
    const mail = contacts.find(({ emails }) => emails.length > 0)!.emails[0]!;
    const { data, errors } = await a.query(people);
    expect(errors).toEqual([]);
    await a.query(`query ($mail: String) { candidates(filter: { email: $mail }) { nodes { id } } }`, { mail });
    const admin = redisClient(redis);
    await expect.poll(async () => (await admin.keys("*:answer:*")).length).toBeGreaterThan(20);
    const text = await contentsOf(admin);
    expect(text).not.toContain("does not know how to read");
    const personal = [
      ...[...contacts, ...opportunities].flatMap(({ id, name, emails, phones }) => [
        ...[id, name, ...emails],
        ...phones.map(({ value }) => value),
      ]),
      ...users.flatMap(({ id, name, email }) => [id, name, email]),
      ...["Engineering", "New applicant", a.lever.apiKey, a.lever.url, "opportunities", "fullName", cacheKey],
    ].filter((each): each is string => typeof each === "string" && each !== "");
    expect(personal.length).toBeGreaterThan(200);
    expect(personal.filter((each) => text.includes(each))).toEqual([]);
    expect(data.candidates.nodes.some(({ fullName }: any) => personal.includes(fullName))).toBe(true);
  });

  it("expire at the same time in Redis and in each replica", async () => {
    const { redis, a, b } = await startPair({ RECORD_TTL_MS: "1500" });
    const query = "{ applications(first: 5) { nodes { id } } }";
    await a.query(query);
    await expect.poll(() => redisClient(redis).keys("*:answer:*")).not.toHaveLength(0);
    await new Promise((resolve) => setTimeout(resolve, 900));
    expect((await b.query(query)).upstream.calls).toBe(0);
    await new Promise((resolve) => setTimeout(resolve, 700));
    expect((await b.query(query)).upstream.byEndpoint).toMatchObject({ "/opportunities": 1 });
  });

  it.each([
    ["with another key", { CACHE_KEY: randomBytes(32).toString("hex") }],
    ["without a key", { CACHE_KEY: "" }],
  ])("are read again by a replica %s, without an error", async (_what, second) => {
    const { redis, a, b } = await startPair({}, second);
    const { data, upstream } = await a.query(people);
    await expect.poll(() => redisClient(redis).keys("*:answer:*")).toHaveLength(upstream.calls);
    const answer = await b.query(people);
    expect(answer).toMatchObject({ errors: [], upstream: { calls: upstream.calls } });
    const names = ({ candidates }: any) => candidates.nodes.map(({ fullName }: any) => fullName);
    expect(names(answer.data)).toEqual(names(data));
  });

  it("stay in the process without CACHE_KEY", async () => {
    const { redis, a, b } = await startPair({ CACHE_KEY: "" });
    const { upstream } = await a.query(people);
    const recordCalls = upstream.byEndpoint["/opportunities"]! + upstream.byEndpoint["/opportunities/:id/offers"]!;
    await expect.poll(() => redisClient(redis).keys("*:answer:*")).toHaveLength(upstream.calls - recordCalls);
    expect((await b.query(people)).upstream.calls).toBe(recordCalls);
    expect((await a.query(people)).upstream.calls).toBe(0);
  });
});
