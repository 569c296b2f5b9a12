import { setTimeout as sleep } from "node:timers/promises";
import { describe, expect, it, onTestFinished } from "vitest";
import { redisConnection } from "../support/redis-connection.js";
import { hasRedis, startRedisServer } from "../support/redis-server.js";
import { plainAccount } from "../support/plain-account.js";
import { skipTime } from "../support/skip-time.js";
import { type Answer, type TestSubgraph, startSubgraph } from "../support/subgraph.js";

if (!hasRedis) console.warn("skipped: records that another replica has read, because redis-server is not installed");

/** The response, and the times before and after it. */
async function timed(subgraph: TestSubgraph, query: string): Promise<Answer & { from: number; to: number }> {
  const from = Date.now();
  const answer = await subgraph.query(query);
  expect(answer.errors).toEqual([]);
  return { ...answer, from, to: Date.now() };
}

/** Every `asOf` in an answer, in milliseconds since 1970. */
function moments(data: unknown): number[] {
  if (typeof data !== "object" || data === null) return [];
  return Object.entries(data).flatMap(([name, value]) =>
    name === "asOf" ? Date.parse(value as string) : moments(value),
  );
}

const jobs = "{ jobs(first: 100) { nodes { id name asOf } } }";

describe("asOf", () => {
  it("is a time within the operation for each type that the operation reads", async () => {
    await using subgraph = await startSubgraph({ candidates: 60 });
    const query = `{
      offers(first: 2) { nodes { asOf createdAt
        application { asOf status offerId stage { name asOf } }
        candidate { asOf fullName createdAt }
        job { asOf name }
      } }
      candidates(first: 3) { nodes { asOf applications { id asOf } } }
      stages { id asOf }
    }`;
    const { data, upstream, from, to } = await timed(subgraph, query);
    const times = moments(data);
    expect(times.length).toBeGreaterThan(25);
    for (const moment of times) expect(moment).toBeGreaterThanOrEqual(from);
    for (const moment of times) expect(moment).toBeLessThanOrEqual(to);
    expect(upstream.oldestMs).toBe(0);
    await using without = await startSubgraph({ lever: subgraph.lever });
    expect((await without.query(query.replaceAll("asOf", ""))).upstream.byEndpoint).toEqual(upstream.byEndpoint);
  });

  it("is the time of the read for reused reference data, and needs no call", async () => {
    await using subgraph = await startSubgraph({ account: plainAccount(5) });
    const reference = `stages { id name asOf } ${jobs.slice(1, -1)}`;
    const first = await timed(subgraph, `{ ${reference} }`);
    await sleep(30);
    const second = await timed(
      subgraph,
      `{ ${reference} applications(first: 1) { nodes { asOf job { asOf name } } } }`,
    );
    expect(second.data).toMatchObject(first.data as object);
    const [application] = second.data.applications.nodes;
    expect(Date.parse(application.asOf)).toBeGreaterThanOrEqual(second.from);
    expect(Date.parse(application.job.asOf)).toBeLessThanOrEqual(first.to);
    expect(second.upstream.byEndpoint).toEqual({ "/opportunities": 1 });
    expect(second.upstream.oldestMs).toBeGreaterThanOrEqual(second.from - first.to);
    expect(second.upstream.oldestMs).toBeLessThanOrEqual(second.to - first.from + 1);
    const third = await timed(subgraph, `{ stage(id: "offer") { name asOf } }`);
    const offer = first.data.stages.find(({ id }: { id: string }) => id === "offer");
    expect(third).toMatchObject({ data: { stage: { asOf: offer.asOf } }, upstream: { calls: 0 } });
    expect(third.upstream.oldestMs).toBeGreaterThan(second.upstream.oldestMs);
  });

  it("is the time of the last successful read while Lever is down", async () => {
    await using subgraph = await startSubgraph({ candidates: 20, env: { REFERENCE_TTL_MS: "60000" } });
    const first = await timed(subgraph, jobs);
    subgraph.lever.faults.failNext(/postings/, { status: 503 }, Infinity);
    // The data is older than its TTL, and soon older than twice its TTL. At first a refresh fails after the response, and
    // later before the response.
    for (const ageMs of [60_001, 60_001]) {
      skipTime(ageMs);
      const served = await timed(subgraph, jobs);
      expect(served.data).toEqual(first.data);
      expect(served.upstream.oldestMs).toBeGreaterThan(60_000);
    }
  });

  it("is the time of the read for records that RECORD_TTL_MS lets the subgraph reuse", async () => {
    await using subgraph = await startSubgraph({ candidates: 40, env: { RECORD_TTL_MS: "60000" } });
    const query = `{ applications(first: 5) { nodes { id asOf offer { id asOf } candidate { createdAt asOf } } } }`;
    const first = await timed(subgraph, query);
    await sleep(20);
    const second = await timed(subgraph, query);
    expect(second.data).toEqual(first.data);
    expect(second.upstream.calls).toBe(0);
    for (const moment of moments(second.data)) expect(moment).toBeLessThanOrEqual(first.to);
  });

  it.runIf(hasRedis)("is the time at which another replica read the reused answer", async () => {
    const redis = await startRedisServer();
    onTestFinished(() => redis[Symbol.asyncDispose]());
    const env = { REDIS_URL: redis.url };
    await using first = await startSubgraph({ candidates: 20, env });
    await using second = await startSubgraph({ lever: first.lever, env });
    await Promise.all([redisConnection(first), redisConnection(second)]);
    const stages = "{ stages { id asOf } }";
    const read = await timed(first, stages);
    await sleep(200);
    const reused = await timed(second, stages);
    expect(reused.upstream).toMatchObject({ calls: 0, cached: 1 });
    // Redis keeps the remaining time in whole milliseconds.
    for (const moment of moments(reused.data)) {
      expect(moment).toBeGreaterThanOrEqual(read.from - 5);
      expect(moment).toBeLessThan(reused.from - 100);
    }
    expect(reused.upstream.oldestMs).toBeGreaterThan(150);
  });

  it("includes the other records that the selected fields need, and no more", async () => {
    await using subgraph = await startSubgraph({ account: plainAccount(10) });
    const rejected = "applications(first: 1, filter: { status: REJECTED })";
    const first = await timed(subgraph, `{ ${rejected} { nodes { status } } }`);
    const second = await timed(
      subgraph,
      `{ with: ${rejected} { nodes { ...When ...How } } without: ${rejected} { nodes { ...When } } }
       fragment When on Application { since: asOf }
       fragment How on Application { end: status }`,
    );
    const [withReason] = second.data.with.nodes;
    const [without] = second.data.without.nodes;
    expect(withReason.end).toBe("REJECTED");
    expect(Date.parse(withReason.since)).toBeLessThanOrEqual(first.to);
    expect(Date.parse(without.since)).toBeGreaterThanOrEqual(second.from);
  });

  it("includes all of a candidate's records when a selected field needs them", async () => {
    await using subgraph = await startSubgraph({ account: plainAccount(3), env: { RECORD_TTL_MS: "60000" } });
    const [{ contact, createdAt } = { contact: "", createdAt: 0 }] = subgraph.lever.account.opportunities;
    const run = (condition: string, fields: string) =>
      timed(
        subgraph,
        `{ applications(filter: { candidateIds: "${contact}" ${condition} }) { nodes { asOf candidate { ${fields} asOf } } } }`,
      );
    const before = (ms: number) => `createdAfter: "${new Date(createdAt - ms).toISOString()}"`;
    const first = await run("", "createdAt");
    await sleep(20);
    // These lists are read again. The person's records are reused.
    const whole = await run(before(1), "createdAt");
    const part = await run(before(2), "fullName");
    const [at] = whole.data.applications.nodes;
    expect(Date.parse(at.asOf)).toBeGreaterThanOrEqual(whole.from);
    expect(Date.parse(at.candidate.asOf)).toBeLessThanOrEqual(first.to);
    expect(Date.parse(part.data.applications.nodes[0].candidate.asOf)).toBeGreaterThanOrEqual(part.from);
  });

  it("reads the record of which otherwise only the id is needed", async () => {
    await using subgraph = await startSubgraph({ account: plainAccount(3) });
    const { data, upstream } = await timed(subgraph, "{ applications(first: 3) { nodes { job { id asOf } } } }");
    for (const { job } of data.applications.nodes) {
      expect(job).toEqual({ id: expect.any(String), asOf: expect.stringMatching(/Z$/) });
    }
    expect(upstream.byEndpoint).toEqual({ "/stages": 1, "/opportunities": 1, "/postings": 1 });
    const representations = [{ __typename: "Job", id: data.applications.nodes[0].job.id }];
    const entities = "query ($of: [_Any!]!) { _entities(representations: $of) { ... on Job { id asOf } } }";
    expect(await subgraph.query(entities, { of: representations })).toMatchObject({
      data: { _entities: [{ asOf: data.applications.nodes[0].job.asOf }] },
      upstream: { calls: 0 },
    });
  });
});
