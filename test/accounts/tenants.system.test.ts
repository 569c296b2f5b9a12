import { Redis } from "ioredis";
import { describe, expect, it, onTestFinished } from "vitest";
import type { Sandbox } from "../../src/lever-sandbox/index.js";
import { maxExcessCalls } from "../support/max-excess-calls.js";
import { hasRedis, startRedisServer } from "../support/redis-server.js";
import { startLeverByKey } from "../support/lever-by-key.js";
import { propertyRuns } from "../support/property-runs.js";
import { startLoggedSubgraph } from "../support/logged-subgraph.js";
import { type LabelledLever, startLabelledLever } from "../support/labelled-lever.js";
import { scrape } from "../support/scrape.js";
import { skipTime } from "../support/skip-time.js";
import { type Answer, type TestSubgraph, startSubgraph } from "../support/subgraph.js";

if (!hasRedis) console.warn("skipped: two tenants on one Redis, because redis-server is not installed");

const secret = "router";
const stages = "{ stages { id name } }";

/** The Lever accounts of two tenants, on one origin. */
async function twoLevers(limit: { rate: number; burst: number } | object = {}) {
  const levers = [
    await startLabelledLever("Alder", { seed: 1, ...limit }),
    await startLabelledLever("Birch", { seed: 2, ...limit }),
  ];
  for (const lever of levers) onTestFinished(() => lever.close());
  const origin = await startLeverByKey(levers);
  onTestFinished(() => origin[Symbol.asyncDispose]());
  const env = {
    LEVER_CREDENTIALS: "header",
    LEVER_API_KEY: "",
    LEVER_BASE_URL: origin.url,
    ROUTER_SECRET: secret,
  };
  return { levers: levers as [LabelledLever, LabelledLever], env };
}

async function startOver(lever: Sandbox, env: Record<string, string>): Promise<TestSubgraph> {
  const subgraph = await startSubgraph({ lever, env });
  onTestFinished(() => subgraph[Symbol.asyncDispose]());
  return subgraph;
}

const as = (key: string) => ({ "router-authorization": secret, "x-lever-api-key": key });

function post({ url }: { url: string }, query: string, headers: Record<string, string>): Promise<Response> {
  const all = { "content-type": "application/json", "router-authorization": secret, ...headers };
  return fetch(`${url}/graphql`, { method: "POST", headers: all, body: JSON.stringify({ query }) });
}

async function readiness({ url }: { url: string }) {
  const response = await fetch(`${url}/health/ready`);
  return { code: response.status, ...((await response.json()) as object) };
}

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
    for (let round = 0; round < propertyRuns(8, 25); round += 1) {
      await Promise.all(
        [...Array(20).keys()].flatMap((i) => {
          const kind = i < 14 ? 2 : next(2);
          // Both tenants send the same operation at the same time.
          return [ask(0, kind), ask(1, kind)];
        }),
      );
    }

    expect(tally).toMatchObject({ leaks: 0 });
    expect(tally.data).toBeGreaterThan(propertyRuns(220, 700));
    expect(tally.nulls).toBeGreaterThan(propertyRuns(8, 30));
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

describe("a request with the header x-lever-api-key", () => {
  it("is rejected before any call when the key is missing or invalid", async () => {
    const { levers, env } = await twoLevers({ candidates: 1 });
    const subgraph = await startOver(levers[0], env);
    const bad = ["with space", "tab\tin it", "a:b", "x".repeat(257), "k\u00e9y"];
    for (const headers of [{}, ...bad.map((key) => ({ "x-lever-api-key": key }))] as Record<string, string>[]) {
      for (const query of [stages, "{ _service { sdl } }", "{ __typename }"]) {
        const response = await post(subgraph, query, headers);
        expect(response.status).toBe(401);
        expect(response.headers.get("vary")).toContain("x-lever-api-key");
        const text = await response.text();
        expect(JSON.parse(text)).toMatchObject({ errors: [{ extensions: { code: "UNAUTHENTICATED" } }] });
        for (const key of bad) expect(text).not.toContain(key);
      }
    }
    expect(levers.flatMap(({ log }) => log)).toEqual([]);
    const open = await post(subgraph, stages, { ...as("Alder-key"), "router-authorization": "wrong" });
    expect(open.status).toBe(401);
  });

  it("does not affect other keys when Lever rejects its key, and the key is in no log and no metric", async () => {
    const { levers, env } = await twoLevers({ candidates: 5 });
    using subgraph = await startLoggedSubgraph(levers[0], { ...env, LOG_LEVEL: "trace" });
    const ask = async (key: string) => (await post(subgraph, stages, { "x-lever-api-key": key })).json();
    expect(await ask("Unknown-key")).toMatchObject({
      errors: [
        { message: expect.stringContaining("x-lever-api-key"), extensions: { code: "UPSTREAM_UNAUTHENTICATED" } },
      ],
    });
    expect(await ask("Birch-key")).toMatchObject({ data: { stages: expect.anything() } });
    expect(await readiness(subgraph)).toMatchObject({ code: 200, components: { provider: "up" } });
    const metrics = await scrape(subgraph.url);
    expect([metrics.sum("ats_subgraph_tenants"), metrics.sum("ats_subgraph_tenants_rejected")]).toEqual([2, 1]);
    expect(metrics.find("ats_subgraph_credentials_rejected")).toEqual([]);
    await subgraph.logLines("operation", 2);
    for (const text of [metrics.text, subgraph.output()]) {
      for (const key of ["Unknown", "Birch", Buffer.from("Birch-key:").toString("base64")])
        expect(text).not.toContain(key);
    }
  });

  it("shares its response with no other tenant, neither through a cache nor at the same time", async () => {
    const { levers, env } = await twoLevers({ candidates: 5 });
    const subgraph = await startOver(levers[0], env);
    const jobs = "{ jobs(first: 5) { nodes { name } } }";
    const responses = await Promise.all(
      levers.flatMap(({ apiKey, label }) =>
        [1, 2, 3].map(async () => ({ label, response: await post(subgraph, jobs, { "x-lever-api-key": apiKey }) })),
      ),
    );
    for (const { label, response } of responses) {
      const { data } = (await response.json()) as { data: { jobs: { nodes: { name: string }[] } } };
      expect(data.jobs.nodes).not.toEqual([]);
      for (const { name } of data.jobs.nodes) expect(name).toContain(label);
      expect(response.headers.get("cache-control")).toMatch(/private$/);
      expect(response.headers.get("vary")).toContain("x-lever-api-key");
    }
    // The three equal operations of a tenant are executed once.
    expect(levers.map(({ log }) => log.length)).toEqual([1, 1]);
  });
});

describe("tenants above the limit", () => {
  it("get OVERLOADED until the bucket of an unused tenant is full again", async () => {
    const { levers, env } = await twoLevers({ candidates: 5, rate: 20, burst: 20 });
    const subgraph = await startOver(levers[0], {
      ...env,
      MAX_TENANTS: "1",
      LEVER_RATE: "20",
      LEVER_BURST: "20",
      REFERENCE_TTL_MS: "0",
    });
    const ask = (index: 0 | 1) => subgraph.query(stages, {}, as(levers[index].apiKey));
    for (let i = 0; i < 19; i += 1) expect((await ask(0)).errors).toEqual([]);
    const rejected = await post(subgraph, stages, { "x-lever-api-key": levers[1].apiKey });
    expect(rejected.status).toBe(503);
    expect(rejected.headers.get("retry-after")).toBe("1");
    expect(await rejected.json()).toMatchObject({ errors: [{ extensions: { code: "OVERLOADED" } }] });
    await expect.poll(async () => (await ask(1)).status, { timeout: 5000 }).toBe(200);
    await expect.poll(async () => (await ask(0)).status, { timeout: 5000 }).toBe(200);
    for (let i = 0; i < 30; i += 1) expect((await ask(0)).errors).toEqual([]);
    expect(levers[0].log.filter(({ status }) => status === 429)).toEqual([]);
    expect(maxExcessCalls(levers[0].log, { rate: 20, burst: 20 })).toBeLessThanOrEqual(0);
  });
});

describe("readiness with many accounts", () => {
  it("reports a failing Lever only if it fails for all recently used accounts", async () => {
    const { levers, env } = await twoLevers({ candidates: 1 });
    const subgraph = await startOver(levers[0], { ...env, REFERENCE_TTL_MS: "0" });
    const ask = (lever: LabelledLever) => subgraph.query(stages, {}, as(lever.apiKey));
    const failAndProbe = async (failing: readonly LabelledLever[]) => {
      await Promise.all(failing.map(ask));
      return await readiness(subgraph);
    };
    levers[0].faults.failNext(/./, { status: 503 }, Infinity);
    await ask(levers[1]);
    // The circuit breaker opens after ten failures over five seconds.
    await failAndProbe([levers[0]]);
    skipTime(5000);
    for (let count = 0; count < 4; count += 1) await failAndProbe([levers[0]]);
    const { calls } = (await ask(levers[0])).upstream;
    expect([calls, await readiness(subgraph)]).toMatchObject([0, { code: 200, components: { provider: "up" } }]);
    expect((await ask(levers[0])).errors[0]!.extensions.code).toBe("UPSTREAM_UNAVAILABLE");
    levers[1].faults.failNext(/./, { status: 503 }, Infinity);
    await failAndProbe(levers);
    skipTime(5000);
    await expect
      .poll(() => failAndProbe(levers), { timeout: 20_000 })
      .toMatchObject({
        code: 200,
        components: { provider: "down" },
        warnings: [expect.stringContaining("every account")],
      });
  });
});
