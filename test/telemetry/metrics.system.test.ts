import { describe, expect, it } from "vitest";
import { hasRedis, startRedisServer } from "../support/redis-server.js";
import { scrape } from "../support/scrape.js";
import { type TestSubgraph, startSubgraph } from "../support/subgraph.js";

if (!hasRedis) console.warn("skipped: the metrics of Redis, because redis-server is not installed");

const people = "query People { candidates(first: 10) { nodes { fullName applications { stage { name } } } } }";

/** Waits for a value of a metric, because some are counted after the response. */
const polled = ({ url }: TestSubgraph, name: string, labels: Record<string, string> = {}) =>
  expect.poll(async () => (await scrape(url)).sum(name, labels));

describe("calls to the provider", () => {
  it("are counted by endpoint and status, exactly as it received them", async () => {
    await using subgraph = await startSubgraph({ candidates: 30 });
    await subgraph.query(people);
    subgraph.lever.faults.failNext(/offers/, { status: 403 }, Infinity);
    await subgraph.query("{ offers(first: 3) { nodes { status } } }");
    const received = new Map<string, number>();
    for (const { endpoint, status } of subgraph.lever.log) {
      const key = `${endpoint} ${status}`;
      received.set(key, (received.get(key) ?? 0) + 1);
    }
    expect(received.get("/opportunities/:id/offers 403")).toBeGreaterThan(0);
    const counted = (await scrape(subgraph.url)).find("ats_subgraph_provider_calls_total");
    expect(new Map(counted.map(({ labels, value }) => [`${labels.endpoint} ${labels.outcome}`, value]))).toEqual(
      received,
    );
    for (const name of ["provider_call_seconds_count", "budget_wait_seconds_count", "operation_calls_total"]) {
      await polled(subgraph, `ats_subgraph_${name}`).toBe(subgraph.lever.log.length);
    }
  });

  it("are also counted as retries when they are sent again", async () => {
    await using subgraph = await startSubgraph({ candidates: 1 });
    subgraph.lever.faults.failNext(/stages/, { status: 503 }, 2);
    await subgraph.query("{ stages { id } }");
    const { url } = subgraph;
    expect((await scrape(url)).sum("ats_subgraph_provider_calls_total", { endpoint: "/stages" })).toBe(3);
    expect((await scrape(url)).sum("ats_subgraph_provider_calls_total", { outcome: "503" })).toBe(2);
    expect((await scrape(url)).sum("ats_subgraph_provider_retries_total", { endpoint: "/stages" })).toBe(2);
  });

  it("are counted separately from cached responses", async () => {
    await using subgraph = await startSubgraph({ candidates: 1 });
    const answers = async (source: string) =>
      (await scrape(subgraph.url)).sum("ats_subgraph_answers_total", { source });
    // The texts differ, so that each operation has its own execution.
    await Promise.all(
      ["{ stages { id } }", "{ stages { name } }", "{ stages { remoteId } }"].map((query) => subgraph.query(query)),
    );
    expect([await answers("called"), await answers("coalesced"), await answers("kept")]).toEqual([1, 2, 0]);
    await subgraph.query("{ stages { id name } }");
    expect([await answers("called"), await answers("coalesced"), await answers("kept")]).toEqual([1, 2, 1]);
    expect(subgraph.newCalls()).toHaveLength(1);
  });
});

describe("the rate limiter", () => {
  it("shows its tokens, the length of its queue, the waiting time, and the rate after a 429", async () => {
    await using subgraph = await startSubgraph({ candidates: 30, env: { LEVER_RATE: "5", LEVER_BURST: "4" } });
    const gauge = async (name: string) => (await scrape(subgraph.url)).sum(`ats_subgraph_budget_${name}`);
    expect(await gauge("limit_per_second")).toBe(5);
    expect(await gauge("rate_per_second")).toBe(5);
    expect(await gauge("tokens")).toBeGreaterThan(3);
    subgraph.lever.faults.failNext(/opportunities/, { status: 429, headers: { "retry-after": "1" } });
    const answer = subgraph.query("{ candidates(first: 12) { nodes { applications { offer { status } } } } }");
    await expect.poll(() => gauge("queue_length"), { timeout: 10_000 }).toBeGreaterThan(5);
    expect(await gauge("tokens")).toBeLessThan(1);
    expect(await gauge("rate_per_second")).toBeLessThan(5);
    expect((await scrape(subgraph.url)).sum("ats_subgraph_operations_running")).toBe(1);
    const { upstream } = await answer;
    expect(await gauge("queue_length")).toBe(0);
    expect(await gauge("wait_seconds_sum")).toBeGreaterThan(1);
    await polled(subgraph, "ats_subgraph_operations_running").toBe(0);
    // Calls wait at the same time. The operation waits less than their sum, and less than it takes.
    const after = await scrape(subgraph.url);
    const waited = after.sum("ats_subgraph_operation_wait_seconds_sum");
    expect(waited).toBeGreaterThan(1);
    expect(waited).toBeCloseTo(upstream.waitedMs / 1000, 6);
    expect(waited).toBeLessThan(after.sum("ats_subgraph_operation_seconds_sum"));
    expect(waited).toBeLessThan(await gauge("wait_seconds_sum"));
  });
});

describe("operations", () => {
  it("are counted by name and outcome, with their errors by code", async () => {
    await using subgraph = await startSubgraph({ candidates: 30, env: { MAX_OPERATION_COST: "300" } });
    await subgraph.query(people);
    subgraph.lever.faults.failNext(/offers/, { status: 403 }, 1);
    await subgraph.query("query Offers { candidates(first: 2) { nodes { id applications { offer { status } } } } }");
    await subgraph.query('query Job { job(id: "💥") { name } }');
    await subgraph.query(
      "query Costly { candidates(first: 100) { nodes { applications { offer { id } } } } jobs(first: 100) { nodes { applications(first: 100) { nodes { id } } } } }",
    );
    await subgraph.query("query Unknown { nothing }");
    await subgraph.query("{ stages { id } }");
    const outcomes = async () => {
      const found = (await scrape(subgraph.url)).find("ats_subgraph_operations_total");
      return found.map(({ labels, value }) => `${labels.operation} ${labels.outcome} ${value}`).sort();
    };
    await expect
      .poll(outcomes)
      .toEqual([
        "(anonymous) ok 1",
        "(other) refused 1",
        "(unread) refused 1",
        "Job failed 1",
        "Offers partial 1",
        "People ok 1",
      ]);
    const metrics = await scrape(subgraph.url);
    expect(metrics.values("ats_subgraph_errors_total", "code")).toEqual([
      "BAD_USER_INPUT",
      "GRAPHQL_VALIDATION_FAILED",
      "QUERY_TOO_COMPLEX",
      "UPSTREAM_FORBIDDEN",
    ]);
    expect(metrics.sum("ats_subgraph_operation_seconds_count", { operation: "People" })).toBe(1);
    expect(metrics.sum("ats_subgraph_operation_seconds_sum", { operation: "People" })).toBeGreaterThan(0);
  });

  it("have the estimated and the actual cost", async () => {
    await using subgraph = await startSubgraph({ candidates: 30 });
    const { upstream } = await subgraph.query(people);
    await polled(subgraph, "ats_subgraph_operation_calls_total", { operation: "People" }).toBe(upstream.calls);
    const metrics = await scrape(subgraph.url);
    // The estimate counts a page of 10, and the applications of each person.
    expect(metrics.sum("ats_subgraph_operation_cost_total", { operation: "People" })).toBeGreaterThan(upstream.calls);
    expect(metrics.sum("ats_subgraph_operations_beyond_cost_total")).toBe(0);
  });

  it("that share an execution are counted separately", async () => {
    await using subgraph = await startSubgraph({ candidates: 30 });
    await Promise.all([1, 2, 3, 4].map(() => subgraph.query(people)));
    await polled(subgraph, "ats_subgraph_operations_total", { operation: "People", outcome: "ok" }).toBe(4);
    const executed = subgraph.newCalls().filter((call) => call.endsWith("/opportunities")).length;
    expect((await scrape(subgraph.url)).sum("ats_subgraph_operations_shared_total")).toBeGreaterThanOrEqual(
      executed === 1 ? 3 : 0,
    );
  });

  it("are counted as abandoned when their client disconnects", async () => {
    await using subgraph = await startSubgraph({ candidates: 30, env: { LEVER_RATE: "1", LEVER_BURST: "1" } });
    const controller = new AbortController();
    const asked = fetch(`${subgraph.url}/graphql`, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify({ query: people }),
      signal: controller.signal,
    });
    await expect.poll(() => subgraph.lever.log.length).toBe(1);
    controller.abort();
    await expect(asked).rejects.toThrow();
    await polled(subgraph, "ats_subgraph_operations_total", { operation: "People", outcome: "abandoned" }).toBe(1);
    await polled(subgraph, "ats_subgraph_operations_running").toBe(0);
  });

  it("have at most 100 names as labels, and then (other)", async () => {
    await using subgraph = await startSubgraph({ candidates: 1 });
    const ask = (names: string[]) => Promise.all(names.map((name) => subgraph.query(`query ${name} { __typename }`)));
    await ask(["Known", "x".repeat(256)]);
    // Refused operations do not count.
    await Promise.all([...Array(150).keys()].map((i) => subgraph.query(`query Refused${i} { nothing }`)));
    await ask([...Array(150).keys()].map((i) => `Fresh${i}`));
    await ask(["Known"]);
    await polled(subgraph, "ats_subgraph_operations_total").toBe(303);
    const metrics = await scrape(subgraph.url);
    const names = metrics.values("ats_subgraph_operations_total", "operation");
    expect(names.filter((name) => name.startsWith("Fresh"))).toHaveLength(99);
    expect(names.filter((name) => !name.startsWith("Fresh"))).toEqual(["(other)", "(unread)", "Known"]);
    expect(metrics.sum("ats_subgraph_operations_total", { operation: "Known" })).toBe(2);
    expect(metrics.values("ats_subgraph_operation_seconds_count", "operation")).toEqual(names);
  });
});

describe("requests", () => {
  it("are counted by route and status, also for unknown paths", async () => {
    await using subgraph = await startSubgraph({ candidates: 1, env: { ROUTER_SECRET: "open sesame seeds" } });
    await subgraph.query("{ __typename }");
    for (const path of ["/a", "/b?c", "/health/live"]) await fetch(`${subgraph.url}${path}`);
    const requests = async () => {
      const found = (await scrape(subgraph.url)).find("ats_subgraph_http_requests_total");
      return found.map(({ labels, value }) => `${labels.route} ${labels.status} ${value}`).sort();
    };
    await expect
      .poll(requests)
      .toEqual(expect.arrayContaining(["(none) 404 2", "/graphql 401 1", "/health/live 200 1"]));
  });
});

describe("the process", () => {
  it("has the usual metrics of Node.js", async () => {
    await using subgraph = await startSubgraph({ candidates: 1 });
    const answer = await fetch(`${subgraph.url}/metrics`);
    expect(answer.headers.get("content-type")).toContain("text/plain; version=0.0.4");
    const metrics = await scrape(subgraph.url);
    for (const name of ["process_resident_memory_bytes", "nodejs_eventloop_lag_p99_seconds", "nodejs_version_info"]) {
      expect(metrics.find(name)).toHaveLength(1);
    }
  });
});

describe("the provider", () => {
  it("is marked when it refuses the credentials", async () => {
    await using subgraph = await startSubgraph({ candidates: 1 });
    const rejected = async () => (await scrape(subgraph.url)).sum("ats_subgraph_credentials_rejected");
    expect(await rejected()).toBe(0);
    subgraph.lever.keys.delete(subgraph.lever.apiKey);
    await subgraph.query("{ stages { id } }");
    expect(await rejected()).toBe(1);
  });
});

describe.runIf(hasRedis)("Redis", () => {
  it("has a metric for its state, but only if REDIS_URL is set", async () => {
    await using redis = await startRedisServer();
    await using subgraph = await startSubgraph({ candidates: 1, env: { REDIS_URL: redis.url, LEVER_BURST: "50" } });
    await subgraph.query("{ stages { id } }");
    await polled(subgraph, "ats_subgraph_redis_up").toBe(1);
    const tokens = (await scrape(subgraph.url)).sum("ats_subgraph_budget_tokens");
    expect(tokens).toBeGreaterThan(40);
    expect(tokens).toBeLessThanOrEqual(50);
    await redis.kill();
    await expect
      .poll(async () => (await scrape(subgraph.url)).sum("ats_subgraph_redis_up"), { timeout: 10_000 })
      .toBe(0);
    await using alone = await startSubgraph({ candidates: 1 });
    expect((await scrape(alone.url)).find("ats_subgraph_redis_up")).toEqual([]);
  });
});
