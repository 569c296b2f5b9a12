import { Redis } from "ioredis";
import { describe, expect, it, onTestFinished } from "vitest";
import type { Sandbox } from "../../src/lever-sandbox/index.js";
import { maxExcessCalls } from "../support/max-excess-calls.js";
import { hasRedis, startRedisServer } from "../support/redis-server.js";
import { propertyRuns } from "../support/property-runs.js";
import { scrape } from "../support/scrape.js";
import { type Answer } from "../support/subgraph.js";
import { as, stages, startOver, twoLevers } from "../support/two-tenants.js";

if (!hasRedis) console.warn("skipped: two tenants on one Redis, because redis-server is not installed");

const uid = /[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/g;

/** The ids that only the first of two accounts has. */
function idsOf(lever: Sandbox, other: Sandbox): Set<string> {
  const all = ({ account }: Sandbox) => new Set(JSON.stringify(account).match(uid));
  const others = all(other);
  return new Set([...all(lever)].filter((id) => !others.has(id)));
}

/** Pseudo-random integers from 0 to `below` - 1, the same for the same seed. */
function numbers(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (state * 1_103_515_245 + 12_345) % 2_147_483_648;
    return Math.floor((state / 2_147_483_648) * below);
  };
}

describe.runIf(hasRedis)("two tenants behind two replicas on one Redis", () => {
  it("see no data of each other in interleaved operations, and each stay within their own rate limit", async () => {
    const limit = { rate: 20, burst: 20 };
    const { levers, env } = await twoLevers({ ...limit, candidates: 120 });
    const redis = await startRedisServer();
    onTestFinished(() => redis[Symbol.asyncDispose]());
    const settings = {
      ...env,
      REDIS_URL: redis.url,
      LEVER_RATE: String(limit.rate),
      // All servers share one event loop, where calls can arrive together. This leaves room for a tenth of a second.
      LEVER_BURST: String(limit.burst - 2),
      REFERENCE_TTL_MS: "5000",
      QUERY_DEADLINE_MS: "60000",
    };
    const replicas = [await startOver(levers[0], settings), await startOver(levers[0], settings)];
    const own = [idsOf(levers[0], levers[1]), idsOf(levers[1], levers[0])];
    expect(Math.min(...own.map(({ size }) => size))).toBeGreaterThan(300);
    const cursors: [string[], string[]] = [[], []];
    const tally = { leaks: 0, data: 0, nulls: 0, errors: 0 };

    const check = (tenant: 0 | 1, { data, errors }: Answer, cursor = "") => {
      const text = JSON.stringify({ data, errors }) + Buffer.from(cursor, "base64url").toString();
      const other = tenant === 0 ? 1 : 0;
      const foreignIds = text.match(uid)?.filter((id) => own[other]!.has(id)) ?? [];
      if (foreignIds.length > 0 || text.includes(levers[other].label)) tally.leaks += 1;
      if (text.includes(levers[tenant].label)) tally.data += 1;
      else if (errors.length === 0) tally.nulls += 1;
      tally.errors += errors.length;
    };
    const page = `query ($after: String) { candidates(first: 5, after: $after) {
      nodes { fullName emails { data } applications { id job { name } stage { name } } } pageInfo { endCursor } } }`;
    const byId = `query ($person: ID!, $job: ID!) { candidate(id: $person) { id fullName } job(id: $job) { id name } }`;
    const same = "{ jobs(first: 20) { nodes { id name hiringTeam { hiringManagers { name } } } } stages { id name } }";
    const next = numbers(7);
    const pick = <T>(from: readonly T[]): T => from[next(from.length)]!;

    const ask = async (tenant: 0 | 1, kind: number) => {
      const replica = pick(replicas);
      const headers = as(levers[tenant].apiKey);
      if (kind === 0) {
        // Sometimes a cursor of the other tenant.
        const from = next(4) === 0 ? cursors[tenant === 0 ? 1 : 0] : cursors[tenant];
        const after = from.length > 0 && next(3) > 0 ? pick(from) : null;
        const answer = await replica.query(page, { after }, headers);
        const end = answer.data?.candidates?.pageInfo.endCursor as string | undefined;
        if (end !== undefined && cursors[tenant].length < 20) cursors[tenant].push(end);
        check(tenant, answer, from === cursors[tenant] ? end : undefined);
      } else if (kind === 1) {
        const { account } = pick(levers);
        const variables = { person: pick(account.contacts).id, job: pick(account.postings).id };
        check(tenant, await replica.query(byId, variables, headers));
      } else {
        check(tenant, await replica.query(same, {}, headers));
      }
    };
    for (let round = 0; round < propertyRuns(8, 14); round += 1) {
      await Promise.all(
        [...Array(20).keys()].flatMap((i) => {
          const kind = i < 14 ? 2 : next(2);
          // Both tenants send the same operation at the same time.
          return [ask(0, kind), ask(1, kind)];
        }),
      );
    }

    expect(tally).toMatchObject({ leaks: 0 });
    expect(tally.data).toBeGreaterThan(propertyRuns(220, 390));
    expect(tally.nulls).toBeGreaterThan(propertyRuns(8, 16));
    for (const lever of levers) {
      expect(lever.log.length).toBeGreaterThan(limit.burst);
      expect(new Set(lever.log.map(({ key }) => key))).toEqual(new Set([lever.apiKey]));
      expect(lever.log.filter(({ status }) => status === 429)).toEqual([]);
      expect(maxExcessCalls(lever.log, limit)).toBeLessThanOrEqual(0);
    }
    const admin = new Redis(redis.url);
    onTestFinished(() => {
      admin.disconnect();
    });
    const names = await admin.keys("*");
    expect(names.length).toBeGreaterThan(0);
    expect(names.join()).not.toMatch(/Alder|Birch/i);
  });

  it("share two connections to Redis", async () => {
    const { levers, env } = await twoLevers({ candidates: 1 });
    const redis = await startRedisServer();
    onTestFinished(() => redis[Symbol.asyncDispose]());
    const subgraph = await startOver(levers[0], { ...env, REDIS_URL: redis.url });
    for (let i = 0; i < 30; i += 1) {
      levers[0].keys.set(`key-${i}`, { confidential: true });
      expect((await subgraph.query(stages, {}, as(`key-${i}`))).errors).toEqual([]);
    }
    const admin = new Redis(redis.url);
    onTestFinished(() => {
      admin.disconnect();
    });
    // The third connection is the test's own.
    expect(((await admin.client("LIST")) as string).trim().split("\n")).toHaveLength(3);
    expect((await scrape(subgraph.url)).sum("ats_subgraph_tenants")).toBe(30);
  });
});
