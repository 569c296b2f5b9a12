import { createServer, request } from "node:http";
import { once } from "node:events";
import type { AddressInfo } from "node:net";
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from "vitest";
import { type Sandbox, startSandbox } from "../../src/lever-sandbox/index.js";
import { type LoggedSubgraph, startLoggedSubgraph } from "../support/logged-subgraph.js";
import { type Collector, type ReceivedSpan, startCollector } from "../support/otlp-collector.js";
import { plainAccount } from "../support/plain-account.js";
import { fast, operations, startTraced } from "../support/traced-subgraph.js";

const people = `query People($first: Int) {
  candidates(first: $first) { nodes { fullName emails { data } applications { id job { name } offer { status } } } }
}`;

const caller = { traceId: "0af7651916cd43dd8448eb211c80319c", spanId: "b7ad6b7169203331" };
const traceparent = (flags: string) => `00-${caller.traceId}-${caller.spanId}-${flags}`;

/** A proxy in front of a Lever that records one header of each request. */
async function recordHeader(lever: Sandbox, header: string) {
  const values: (string | undefined)[] = [];
  const server = createServer((incoming, outgoing) => {
    values.push(incoming.headers[header] as string | undefined);
    const onward = request(new URL(incoming.url ?? "/", lever.url), { headers: incoming.headers }, (answer) => {
      outgoing.writeHead(answer.statusCode ?? 500, answer.headers);
      answer.pipe(outgoing);
    });
    incoming.pipe(onward);
  }).listen(0, "127.0.0.1");
  await once(server, "listening");
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  const { pathname } = new URL(lever.url);
  return { values, url: `http://127.0.0.1:${(server.address() as AddressInfo).port}${pathname}` };
}

describe("the trace of an operation", () => {
  let collector: Collector;
  let lever: Sandbox;
  let subgraph: LoggedSubgraph;
  let spans: readonly ReceivedSpan[];
  beforeAll(async () => {
    collector = await startCollector();
    lever = await startSandbox({ account: plainAccount(10), rate: Infinity });
    subgraph = await startLoggedSubgraph(lever, { OTEL_EXPORTER_OTLP_ENDPOINT: collector.url, ...fast });
    lever.faults.failNext(/offers/, { status: 503 });
    const answer = await subgraph.ask({ query: people, variables: { first: 3 } }, { traceparent: traceparent("01") });
    expect(answer.status).toBe(200);
    await operations(collector, 1);
    spans = [...collector.spans];
  });
  afterAll(async () => {
    subgraph[Symbol.dispose]();
    await lever.close();
    await collector[Symbol.asyncDispose]();
  });

  it("belongs to the caller's trace, and has one span", () => {
    for (const { traceId } of spans) expect(traceId).toBe(caller.traceId);
    const [operation, ...others] = spans.filter(({ kind }) => kind === 2);
    expect(others).toEqual([]);
    expect(operation).toMatchObject({
      name: "query",
      parentId: caller.spanId,
      status: { code: 0, message: "" },
      attributes: {
        "graphql.operation.type": "query",
        "graphql.operation.name": "People",
        "http.request.method": "POST",
        "http.route": "/graphql",
        "http.response.status_code": 200,
        "ats_subgraph.operation.outcome": "ok",
        "ats_subgraph.operation.calls": lever.log.length,
      },
    });
  });

  it("has a span for each batch, with its size, and for each call, below the span that made it", () => {
    const byId = new Map(spans.map((span) => [span.spanId, span]));
    const parents = (name: string) =>
      spans.filter((span) => span.name === name).map(({ parentId }) => byId.get(parentId)?.name);
    expect(new Set(parents("GET /opportunities"))).toEqual(new Set(["query"]));
    expect(parents("dataloader.batch offerByApplication")).toEqual(["query"]);
    expect(new Set(parents("GET /opportunities/:id/offers"))).toEqual(new Set(["dataloader.batch offerByApplication"]));
    expect(new Set(parents("GET /postings"))).toEqual(new Set(["dataloader.batch job"]));
    const batch = spans.find(({ name }) => name === "dataloader.batch offerByApplication")!;
    expect(batch.attributes).toEqual({ "ats_subgraph.batch.size": 3 });
    const calls = spans.filter(({ kind }) => kind === 3).map(({ name }) => name);
    expect(calls.sort()).toEqual(lever.log.map(({ method, endpoint }) => `${method} ${endpoint}`).sort());
    for (const span of spans) {
      const parent = byId.get(span.parentId);
      expect(span.endNs).toBeGreaterThanOrEqual(span.startNs);
      if (parent !== undefined) expect(span.startNs).toBeGreaterThanOrEqual(parent.startNs);
    }
  });

  it("has the outcome, the retries and the waiting time of each call", () => {
    const offers = spans.filter(({ name }) => name === "GET /opportunities/:id/offers");
    expect(offers).toHaveLength(4);
    const call = { "http.request.method": "GET", "url.template": "/opportunities/:id/offers" };
    const waited = { "ats_subgraph.call.waited_ms": expect.any(Number) as number };
    const [failed, ...rest] = offers.filter(({ status }) => status.code === 2);
    expect(rest).toEqual([]);
    expect(failed).toMatchObject({
      attributes: { ...call, ...waited, "http.response.status_code": 503, "error.type": "503" },
      status: { message: "" },
      events: 0,
    });
    const again = offers.filter(({ attributes }) => "http.request.resend_count" in attributes);
    expect(again.map(({ attributes }) => attributes)).toEqual([
      { ...call, ...waited, "http.response.status_code": 200, "http.request.resend_count": 1 },
    ]);
  });

  it("is in the log line of the operation", async () => {
    expect(await subgraph.logLines("operation", 1)).toMatchObject([{ operation: "People", traceId: caller.traceId }]);
  });

  it("names the service, but not the machine or the command", () => {
    for (const resource of collector.resources) {
      expect(resource).toMatchObject({ "service.name": "ats-subgraph" });
      const keys = Object.keys(resource).filter((key) => !/^(service\.name|telemetry\.sdk\.\w+)$/.test(key));
      expect(keys).toEqual([]);
    }
    expect(collector.resources.length).toBeGreaterThan(0);
  });

  it("has a link to the execution that it shares with other operations", async () => {
    // All operations arrive before the first response.
    lever.faults.failNext(/archive_reasons/, { delayMs: 300 });
    const same = () => subgraph.ask({ query: "query Same { filterOptions { rejectedReasons { id } } }" });
    await Promise.all([same(), same(), same()]);
    const [, ...shared] = await operations(collector, 1 + 3);
    const [leader, ...others] = shared.filter(({ links }) => links.length === 0);
    expect(others).toEqual([]);
    for (const { links, attributes } of shared.filter((span) => span !== leader)) {
      expect(links).toEqual([{ traceId: leader!.traceId, spanId: leader!.spanId }]);
      expect(attributes["ats_subgraph.operation.shared"]).toBe(true);
    }
  });
});

describe("spans", () => {
  it("have only the codes of errors, and no text of operations that are not valid", async () => {
    const { collector, lever, subgraph } = await startTraced();
    lever.faults.failNext(/stages/, { status: 403, body: { message: "jane@example.org" } }, 9);
    await subgraph.ask({ query: "query Stages { stages { id } }" });
    await subgraph.ask({ query: '{ candidate(id: "jane@example.org"' });
    await subgraph.ask({ query: '{ candidate(id: "jane@example.org") { fullName } }' });
    await subgraph.ask({ query: "{ __typename }" }, { "x-explain": "jane@example.org" });
    await operations(collector, 4);
    const results = (await operations(collector, 4)).map(({ name, status, attributes }) => [
      name,
      status,
      attributes["ats_subgraph.operation.outcome"],
      attributes["ats_subgraph.operation.errors"],
      attributes["http.response.status_code"],
    ]);
    const unset = { code: 0, message: "" };
    expect(results.sort()).toEqual(
      [
        ["query", { code: 2, message: "" }, "failed", ["UPSTREAM_FORBIDDEN"], 200],
        ["GraphQL Operation", unset, "refused", ["GRAPHQL_PARSE_FAILED"], 400],
        ["query", { code: 2, message: "" }, "failed", ["BAD_USER_INPUT"], 200],
        ["GraphQL Operation", unset, undefined, undefined, 400],
      ].sort(),
    );
    expect(collector.bytes().toString("latin1")).not.toContain("jane");
  });

  it("are recorded only if the caller or the setting samples the trace, which continues in any case", async () => {
    const lever = await startSandbox({ account: plainAccount(3), rate: Infinity });
    onTestFinished(() => lever.close());
    const { values, url } = await recordHeader(lever, "traceparent");
    const { collector, subgraph } = await startTraced({
      LEVER_BASE_URL: url,
      LEVER_API_KEY: lever.apiKey,
      REFERENCE_TTL_MS: "0",
    });
    const ask = async (headers: Record<string, string>) => {
      await (await subgraph.ask({ query: "query Jobs { jobs(first: 1) { nodes { name } } }" }, headers)).text();
      return values.splice(0);
    };
    const [unsampled] = await ask({ traceparent: traceparent("00"), baggage: "name=jane" });
    expect(unsampled).toMatch(new RegExp(`^00-${caller.traceId}-[0-9a-f]{16}-00$`));
    const [sampled] = await ask({ traceparent: traceparent("01") });
    await operations(collector, 1);
    const call = collector.spans.find(({ kind }) => kind === 3)!;
    expect(sampled).toBe(`00-${caller.traceId}-${call.spanId}-01`);
    await ask({ traceparent: "jane@example.org" });
    const own = (await operations(collector, 2)).at(-1)!;
    expect([own.parentId, own.traceId === caller.traceId]).toEqual(["", false]);
    expect(collector.bytes().toString("latin1")).not.toContain("jane");
  });

  it("that are not sent yet are sent before the process ends, with the service name of OTEL_SERVICE_NAME", async () => {
    const { collector, subgraph } = await startTraced({
      OTEL_BSP_SCHEDULE_DELAY: "60000",
      OTEL_SERVICE_NAME: "hiring",
    });
    await (await subgraph.ask({ query: "{ stages { name } }" })).text();
    expect(collector.spans).toEqual([]);
    subgraph.stop();
    expect(await subgraph.ended).toBe(0);
    expect(collector.spans.map(({ name }) => name)).toContain("query");
    expect(collector.resources).toMatchObject([{ "service.name": "hiring" }]);
  });
});
