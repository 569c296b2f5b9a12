import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type TestSubgraph, startSubgraph } from "../support/subgraph.js";

const unknownId = "00000000-0000-4000-8000-000000000000";
const plan = { "x-explain": "plan" };
const run = { "x-explain": "run" };

/** The number of calls to each endpoint, e.g. `{ "/stages": 1 }`. */
function counted(endpoints: readonly string[]): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const endpoint of endpoints) counts[endpoint] = (counts[endpoint] ?? 0) + 1;
  return counts;
}

describe("the header x-explain", () => {
  let subgraph: TestSubgraph;
  beforeAll(async () => {
    subgraph = await startSubgraph({
      candidates: 40,
      env: { LEVER_RATE: "10", LEVER_BURST: "20", MAX_REPRESENTATIONS: "1500" },
    });
  });
  afterAll(() => subgraph[Symbol.asyncDispose]());

  it("plan returns no data, and lists the calls with their reasons", async () => {
    subgraph.newCalls();
    const query = "{ people: candidates(first: 100) { nodes { fullName applications { offerId job { name } } } } }";
    const answer = await subgraph.query(query, undefined, plan);
    expect(subgraph.newCalls()).toEqual([]);
    expect(answer).toMatchObject({ status: 200, data: null, errors: [], upstream: { calls: 0 } });
    const { plan: planned, run: ran } = answer.explain!;
    expect(ran).toBeUndefined();
    expect(planned).toMatchObject({
      cost: 220,
      calls: { least: 1, most: 220 },
      rateLimitMs: { least: 0, most: 22_000 },
    });
    const byEndpoint = Object.fromEntries(planned.byEndpoint.map((each) => [each.endpoint, each]));
    expect(byEndpoint["/opportunities"]).toMatchObject({
      least: 1,
      most: 20,
      for: [{ path: "people", least: 1, most: 20 }],
    });
    expect(byEndpoint["/opportunities/:id/offers"]).toMatchObject({
      least: 0,
      // The number of a person's applications is unknown, so only the cost limits the calls.
      most: 220,
      for: [{ path: "people.nodes.applications.offerId", most: 220 }],
    });
    expect(byEndpoint["/postings"]).toMatchObject({
      least: 0,
      most: 12,
      for: [{ path: "people.nodes.applications.job" }],
    });
  });

  it.each([
    ["{ jobs { nodes { hiringTeam { hiringManagers { id email } } } } }", ["/postings", "/users", "/users/:id"]],
    ["{ jobs { nodes { hiringTeam { hiringManagers { id } } } } }", ["/postings"]],
    ["{ stages { name } }", ["/stages"]],
    ["{ providerSupport { field } __typename }", []],
  ])("plan names each endpoint that the operation can call: %s", async (query, endpoints) => {
    const { explain } = await subgraph.query(query, undefined, plan);
    expect(explain!.plan.byEndpoint.map(({ endpoint }) => endpoint)).toEqual(endpoints);
  });

  it("plan has a minimum of 0 calls when the cache can hold the records", async () => {
    await using own = await startSubgraph({ candidates: 5, env: { RECORD_TTL_MS: "60000" } });
    const query = "{ applications(first: 1) { nodes { id } } }";
    await own.query(query);
    expect((await own.query(query, undefined, plan)).explain!.plan.calls.least).toBe(0);
    own.newCalls();
    await own.query(query);
    expect(own.newCalls()).toEqual([]);
  });

  it("plan contains the minimum time that calls wait for the rate limit", async () => {
    const of = Array.from({ length: 1500 }, (_, index) => ({
      __typename: "Candidate",
      id: unknownId.replace(/0{4}$/, String(index).padStart(4, "0")),
    }));
    const query = "query ($of: [_Any!]!) { _entities(representations: $of) { ... on Candidate { fullName } } }";
    const { plan: planned } = (await subgraph.query(query, { of }, plan)).explain!;
    expect(planned.calls.least).toBe(30);
    // 19 of the burst are used: see usableBurst.
    expect(planned.rateLimitMs.least).toBe(1100);
  });

  it("run returns data, and lists the calls in order", async () => {
    await using own = await startSubgraph({ candidates: 40, env: { LEVER_RATE: "50", LEVER_BURST: "1" } });
    own.lever.faults.failNext(/postings/, { status: 503 });
    const query = "{ jobs(first: 1) { nodes { name } } applications(first: 1) { nodes { job { name } } } }";
    const { data, explain, upstream } = await own.query(query, undefined, run);
    expect(data.jobs.nodes).toHaveLength(1);
    const { calls, ...totals } = explain!.run!;
    expect(counted(calls.map(({ endpoint }) => endpoint))).toEqual(upstream.byEndpoint);
    expect(counted(own.newCalls())).toEqual(counted(calls.map(({ endpoint }) => `GET ${endpoint}`)));
    const failed = calls.findIndex(({ outcome }) => outcome === 503);
    const again = calls.findIndex(({ attempt }) => attempt === 2);
    expect(failed).toBeGreaterThanOrEqual(0);
    expect(again).toBeGreaterThan(failed);
    expect(calls[again]).toMatchObject({ endpoint: calls[failed]!.endpoint, outcome: 200 });
    expect(totals).toMatchObject({ retries: 1, reused: upstream.cached });
    const sent = calls.map(({ sentMs }) => sentMs);
    expect(sent).toEqual(sent.toSorted((a, b) => a - b));
    expect(calls.some(({ waitedMs }) => waitedMs > 10)).toBe(true);
    for (const { sentMs, waitedMs, tookMs } of calls) {
      expect(waitedMs).toBeLessThanOrEqual(sentMs + 1);
      expect(sentMs + tookMs).toBeLessThanOrEqual(totals.tookMs + 1);
    }
  });

  it("run counts reused answers, and answers shared with another operation", async () => {
    await using own = await startSubgraph({ candidates: 10, env: { RECORD_TTL_MS: "60000" } });
    own.lever.faults.failNext(/stages/, { delayMs: 200 });
    const first = own.query("{ stages { id } }");
    await expect.poll(() => own.lever.log.length).toBe(1);
    const query = "{ stages { id } }";
    const joined = await own.query(query, undefined, run);
    expect(joined.explain!.run).toMatchObject({ reused: 1, coalesced: 1, calls: [] });
    await first;
    const later = await own.query(query, undefined, run);
    expect(later.explain!.run).toMatchObject({ reused: 1, coalesced: 0, calls: [] });
  });

  it("run does not share its execution with an equal operation", async () => {
    const query = "{ applications(first: 3) { nodes { id } } }";
    subgraph.lever.faults.failNext(/opportunities/, { delayMs: 100 });
    const [plain, explained] = await Promise.all([subgraph.query(query), subgraph.query(query, undefined, run)]);
    const { calls, coalesced } = explained.explain!.run!;
    expect(calls.length + coalesced).toBeGreaterThan(0);
    expect(plain.explain).toBeUndefined();
    expect(plain.data).toEqual(explained.data);
  });

  it("exposes no id, address, name or key", async () => {
    const [{ id, name }] = subgraph.lever.account.contacts as unknown as [{ id: string; name: string }];
    const query = `query ($id: ID!) { candidate(id: $id) { fullName emails { data } applications { offerId } } }`;
    const { explain, data } = await subgraph.query(query, { id }, run);
    expect(explain!.run!.calls.length).toBeGreaterThan(0);
    const text = JSON.stringify(explain);
    for (const secret of [id, name, data.candidate?.fullName, subgraph.lever.apiKey, "http", "@"]) {
      if (secret) expect(text).not.toContain(secret);
    }
  });

  it("prevents caching of the response", async () => {
    const responseHeaders = async (headers: Record<string, string>) =>
      (await fetch(`${subgraph.url}/graphql?query={stages{id}}`, { headers })).headers;
    expect((await responseHeaders(plan)).get("cache-control")).toBe("no-store");
    expect((await responseHeaders(run)).get("vary")).toContain("x-explain");
  });

  it("returns the plan and the error when an operation costs too much", async () => {
    await using small = await startSubgraph({ candidates: 1, env: { MAX_OPERATION_COST: "30" } });
    const query = "{ applications(first: 50) { nodes { offerId } } }";
    const { errors, explain, status } = await small.query(query, undefined, plan);
    expect(status).toBe(400);
    expect(errors).toMatchObject([{ extensions: { code: "QUERY_TOO_COMPLEX" } }]);
    expect(explain!.plan.cost).toBe(70);
  });

  it("has no effect on an invalid operation", async () => {
    const { errors, explain, status } = await subgraph.query("{ nonsense }", undefined, plan);
    expect(status).toBe(400);
    expect(errors).toMatchObject([{ extensions: { code: "GRAPHQL_VALIDATION_FAILED" } }]);
    expect(explain).toBeUndefined();
  });

  it("accepts only plan and run", async () => {
    subgraph.newCalls();
    const { errors, status } = await subgraph.query("{ stages { id } }", undefined, { "x-explain": "maybe" });
    expect(status).toBe(400);
    expect(errors).toMatchObject([
      { message: "x-explain must be plan or run.", extensions: { code: "BAD_USER_INPUT" } },
    ]);
    expect(subgraph.newCalls()).toEqual([]);
  });

  it("causes an error when UPSTREAM_EXTENSION is false", async () => {
    await using silent = await startSubgraph({ candidates: 1, env: { UPSTREAM_EXTENSION: "false" } });
    const { errors, status } = await silent.query("{ applications { nodes { id } } }", undefined, plan);
    expect(status).toBe(400);
    expect(errors[0]?.message).toContain("UPSTREAM_EXTENSION");
    expect(silent.newCalls()).toEqual([]);
  });
});
