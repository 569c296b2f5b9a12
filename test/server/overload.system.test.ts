import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { startSandbox } from "../../src/lever-sandbox/index.js";
import { maxExcessCalls } from "../support/max-excess-calls.js";
import { plainAccount } from "../support/plain-account.js";
import { scrape } from "../support/scrape.js";
import { type TestSubgraph, startSubgraph } from "../support/subgraph.js";

const limit = { rate: 10, burst: 20 };
// Both servers share one event loop, where calls can arrive together. This leaves room for a fifth of a second.
const slow = { LEVER_RATE: String(limit.rate), LEVER_BURST: String(limit.burst - 2) };

const query = "query One($id: ID!) { application(id: $id) { status } }";

/** The ids of all applications. Reading one takes one call. */
function applicationIds({ lever }: TestSubgraph): string[] {
  return lever.account.applications.map(({ id, opportunityId }) => `${opportunityId}:${id}`);
}

interface Result {
  readonly status: number;
  readonly retryAfter: number;
  readonly ms: number;
  readonly body: any;
}

async function send({ url }: TestSubgraph, text: string, variables: object = {}): Promise<Result> {
  const sentAt = performance.now();
  const response = await fetch(`${url}/graphql`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ query: text, variables }),
  });
  const body = await response.json();
  return {
    status: response.status,
    retryAfter: Number(response.headers.get("retry-after")),
    ms: performance.now() - sentAt,
    body,
  };
}

const overloaded = {
  status: 503,
  body: { errors: [{ message: expect.stringContaining("Try again"), extensions: { code: "OVERLOADED" } }] },
};

describe("a subgraph that receives many operations for a slow account", () => {
  const deadlineMs = 8000;
  const maxWaitMs = deadlineMs / 2;
  let subgraph: TestSubgraph;
  let results: Result[];
  let longestQueue = 0;

  beforeAll(async () => {
    subgraph = await startSubgraph({
      lever: await startSandbox({ account: plainAccount(200), ...limit }),
      env: { ...slow, QUERY_DEADLINE_MS: String(deadlineMs) },
    });
    const ids = applicationIds(subgraph);
    // Code is slow when it runs for the first time. Calls that it sends late would arrive together with later ones.
    await Promise.all(
      ids.slice(0, 15).map((id) => send(subgraph, "query Warm($id: ID!) { application(id: $id) { id } }", { id })),
    );
    await new Promise((resolve) => setTimeout(resolve, 2500));
    const watch = setInterval(() => {
      void scrape(subgraph.url).then(
        (seen) => {
          longestQueue = Math.max(longestQueue, seen.sum("ats_subgraph_budget_queue_length"));
        },
        () => undefined,
      );
    }, 50);
    subgraph.newCalls();
    const waves = [0, 1, 2, 3].map(async (wave) => {
      await new Promise((resolve) => setTimeout(resolve, wave * 500));
      return Promise.all(ids.slice(wave * 50, wave * 50 + 50).map((id) => send(subgraph, query, { id })));
    });
    results = (await Promise.all(waves)).flat();
    clearInterval(watch);
  });
  afterAll(async () => {
    await subgraph[Symbol.asyncDispose]();
    await subgraph.lever.close();
  });

  it("answers each operation before its deadline, with data or with 503 and Retry-After", () => {
    const answered = results.filter(({ status }) => status === 200);
    const rejected = results.filter(({ status }) => status !== 200);
    for (const { body } of answered)
      expect(body).toMatchObject({ data: { application: { status: expect.any(String) } } });
    for (const each of answered) expect(each.body).not.toHaveProperty("errors");
    for (const each of rejected) {
      expect(each).toMatchObject(overloaded);
      expect(each.body).not.toHaveProperty("data");
      expect(each.body.extensions.upstream.calls).toBe(0);
      expect(each.retryAfter).toBeGreaterThanOrEqual(1);
      expect(each.retryAfter).toBeLessThan(deadlineMs / 1000);
    }
    // An operation that reached its deadline has an error. This time also has the client's own work.
    for (const { ms } of results) expect(ms).toBeLessThan(1.5 * deadlineMs);
    const queued = (limit.rate * maxWaitMs) / 1000;
    expect(answered.length).toBeGreaterThan(queued);
    expect(rejected.length).toBeGreaterThan(queued);
  });

  it("keeps its queue below MAX_QUEUE_MS, and its calls within the account's limit", () => {
    expect(longestQueue).toBeGreaterThan(10);
    expect(longestQueue).toBeLessThanOrEqual((limit.rate * maxWaitMs) / 1000 + 1);
    expect(maxExcessCalls(subgraph.lever.log, limit)).toBeLessThanOrEqual(0);
    const read = subgraph.newCalls().filter((call) => call === "GET /opportunities/:id");
    expect(read).toHaveLength(results.filter(({ status }) => status === 200).length);
  });

  it("has an empty queue at the end, and counts the rejected operations", async () => {
    await expect
      .poll(async () => {
        const seen = await scrape(subgraph.url);
        return ["operations_running", "budget_queue_length", "budget_forecast_seconds"].map((name) =>
          seen.sum(`ats_subgraph_${name}`),
        );
      })
      .toEqual([0, 0, 0]);
    const seen = await scrape(subgraph.url);
    const rejected = results.filter(({ status }) => status === 503).length;
    expect(seen.sum("ats_subgraph_errors_total", { code: "OVERLOADED" })).toBe(rejected);
    expect(seen.sum("ats_subgraph_operations_total", { outcome: "refused" })).toBe(rejected);
    expect(await send(subgraph, query, { id: applicationIds(subgraph)[0] })).toMatchObject({ status: 200 });
  });
});

describe("an operation in an overloaded server", () => {
  const env = { LEVER_RATE: "0.3", LEVER_BURST: "1", MAX_QUEUE_MS: "4000", QUERY_DEADLINE_MS: "20000" };

  it("is answered when it needs no call", async () => {
    await using subgraph = await startSubgraph({ account: plainAccount(20), env });
    expect(await subgraph.query("{ stages { name } }")).toMatchObject({ errors: [] });
    const [first = "", second = ""] = applicationIds(subgraph);
    const waiting = send(subgraph, query, { id: first });
    expect(await send(subgraph, query, { id: second })).toMatchObject(overloaded);
    // These read the cache, the schema, and the result of the waiting operation.
    for (const free of [
      "{ stages { name } }",
      "{ providerSupport { field } }",
      `{ application(id: "${first}") { status } }`,
    ]) {
      expect(await send(subgraph, free)).toMatchObject({ status: 200, body: { data: expect.anything() } });
    }
    expect(await waiting).toMatchObject({ status: 200, body: { data: { application: { status: "REJECTED" } } } });
  });

  it("continues after its first call, even if it needs many more calls", async () => {
    const many = "{ applications(first: 5) { nodes { offerId } } }";
    await using subgraph = await startSubgraph({
      account: plainAccount(5),
      env: { ...env, LEVER_RATE: "10", MAX_QUEUE_MS: "0" },
    });
    const { status, body } = await send(subgraph, many);
    expect({ status, errors: body.errors as unknown }).toEqual({ status: 200, errors: undefined });
    expect(body.extensions.upstream.calls).toBe(7);
    expect(body.extensions.upstream.waitedMs).toBeGreaterThan(300);
  });

  it("is rejected as a whole, even if a part of it is cached", async () => {
    await using subgraph = await startSubgraph({ account: plainAccount(20), env: { ...env, MAX_QUEUE_MS: "0" } });
    await subgraph.query("{ stages { name } }");
    const [id = ""] = applicationIds(subgraph);
    const result = await send(subgraph, `{ stages { name } application(id: "${id}") { status } }`);
    expect(result).toMatchObject(overloaded);
    expect(result.body).not.toHaveProperty("data");
    expect(subgraph.newCalls()).toHaveLength(1);
  });
});
