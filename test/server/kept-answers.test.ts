import { expect, it, onTestFinished } from "vitest";
import { sendEvent, leverEvent } from "../support/lever-event.js";
import { type TestSubgraph, startSubgraph } from "../support/subgraph.js";
import { as, post, startOver, twoLevers } from "../support/two-tenants.js";

const token = "signature-token-of-a-test";
const people = "{ candidates(first: 5) { nodes { id fullName asOf applications { id stage { name } } } } }";

async function start(env: Record<string, string> = {}): Promise<TestSubgraph> {
  const keeping = { RECORD_TTL_MS: "3600000", REFERENCE_TTL_MS: "3600000", LEVER_WEBHOOK_TOKEN: token, ...env };
  const subgraph = await startSubgraph({ candidates: 20, env: keeping });
  onTestFinished(() => subgraph[Symbol.asyncDispose]());
  return subgraph;
}

/** Sends a request, and returns the parts of the response that tests check. */
async function send({ url }: TestSubgraph, body: object, headers: Record<string, string> = {}) {
  const all = { "content-type": "application/json", ...headers };
  const response = await fetch(`${url}/graphql`, { method: "POST", headers: all, body: JSON.stringify(body) });
  const { data, errors, extensions } = (await response.json()) as any;
  return { data, errors, upstream: extensions?.upstream, explain: extensions?.explain, headers: response.headers };
}

const get = ({ url }: TestSubgraph, query: string, headers: Record<string, string> = {}) =>
  fetch(`${url}/graphql?query=${encodeURIComponent(query)}`, { headers });

it("gives an identical operation the kept answer, with its age and what it was made of", async () => {
  const subgraph = await start();
  const first = await send(subgraph, { query: people });
  subgraph.newCalls();
  const again = await send(subgraph, { query: people });
  expect(again.data).toEqual(first.data);
  expect(again.errors).toBeUndefined();
  expect(subgraph.newCalls()).toEqual([]);
  expect(first.headers.get("age")).toBeNull();
  expect(again.headers.get("age")).toMatch(/^\d+$/);
  expect(again.headers.get("cache-control")).toBe(first.headers.get("cache-control"));
  expect(again.headers.get("content-type")).toBe(first.headers.get("content-type"));
  const { calls, cached } = first.upstream as { calls: number; cached: number };
  expect(again.upstream).toMatchObject({ calls: 0, cached: calls + cached, waitedMs: 0, byEndpoint: {} });
  expect(again.upstream.oldestMs).toBeGreaterThan(0);
  const lines = await subgraph.logLines("operation", 2);
  expect(lines[0]).not.toHaveProperty("kept");
  expect(lines[1]).toMatchObject({ kept: true, outcome: "ok", statusCode: 200, cost: lines[0].cost });
  const metrics = await (await fetch(`${subgraph.url}/metrics`)).text();
  expect(metrics).toContain("ats_subgraph_operations_kept_total 1\n");
  expect(metrics).toMatch(/ats_subgraph_kept_answers_bytes \d{4}/);
});

it("executes operations that differ in text, variables, name or headers", async () => {
  const subgraph = await start();
  const query = "query A($n: Int!) { candidates(first: $n) { nodes { id } } } query B { stages { id } }";
  const one = { query, operationName: "A", variables: { n: 1 } };
  await send(subgraph, one);
  expect((await send(subgraph, one)).headers.has("age")).toBe(true);
  const two = await send(subgraph, { ...one, variables: { n: 2 } });
  expect(two.headers.has("age")).toBe(false);
  expect(two.data.candidates.nodes).toHaveLength(2);
  const other = await send(subgraph, { ...one, operationName: "B" });
  expect(other.headers.has("age")).toBe(false);
  expect(Object.keys(other.data)).toEqual(["stages"]);
  const accept = { accept: "application/graphql-response+json" };
  expect((await send(subgraph, one, accept)).headers.has("age")).toBe(false);
  expect((await send(subgraph, one, accept)).headers.get("content-type")).toContain("graphql-response");
  expect((await send(subgraph, one, { "x-provider-support": "strict" })).headers.has("age")).toBe(false);
});

it("describes each execution that is explained or traced", async () => {
  const subgraph = await start();
  await send(subgraph, { query: people });
  const explained = await send(subgraph, { query: people }, { "x-explain": "run" });
  expect(explained.headers.has("age")).toBe(false);
  expect(explained.explain.run.calls).toEqual([]);
  const traced = await send(subgraph, { query: people }, { "apollo-federation-include-trace": "ftv1" });
  expect(traced.headers.has("age")).toBe(false);
  expect((await send(subgraph, { query: people })).explain).toBeUndefined();
});

it("reads again after an event of Lever", async () => {
  const subgraph = await start();
  await send(subgraph, { query: people });
  const { id, contact } = subgraph.lever.account.opportunities[0]!;
  const event = leverEvent(token, { event: "candidateStageChange", data: { opportunityId: id, contactId: contact } });
  expect((await sendEvent(subgraph, event)).status).toBe(204);
  const metrics = await (await fetch(`${subgraph.url}/metrics`)).text();
  expect(metrics).toContain("ats_subgraph_kept_answers_bytes 0\n");
  const after = await send(subgraph, { query: people });
  expect(after.headers.has("age")).toBe(false);
  expect(after.upstream.calls).toBeGreaterThan(0);
});

it("keeps no answer with errors", async () => {
  const subgraph = await start();
  subgraph.lever.faults.failNext(/postings/, { status: 500 }, 20);
  const query = "{ jobs(first: 2) { nodes { id } } candidates(first: 1) { nodes { id } } }";
  expect((await send(subgraph, { query })).errors).not.toBeUndefined();
  subgraph.lever.faults.clear();
  const whole = await send(subgraph, { query });
  expect(whole.errors).toBeUndefined();
  expect(whole.headers.has("age")).toBe(false);
  expect((await send(subgraph, { query })).headers.has("age")).toBe(true);
});

it("keeps no answer that was being made during an event", async () => {
  const subgraph = await start();
  subgraph.lever.faults.failNext(/opportunities.*contact_id/, { delayMs: 300 }, 10);
  const running = send(subgraph, { query: people });
  await expect.poll(() => subgraph.lever.log.some(({ query }) => query.has("contact_id"))).toBe(true);
  const { id, contact } = subgraph.lever.account.opportunities[0]!;
  const event = leverEvent(token, { event: "candidateStageChange", data: { opportunityId: id, contactId: contact } });
  expect((await sendEvent(subgraph, event)).status).toBe(204);
  expect((await running).errors).toBeUndefined();
  expect((await send(subgraph, { query: people })).headers.has("age")).toBe(false);
});

it("never gives an account the answer of another", async () => {
  const { levers, env } = await twoLevers();
  const subgraph = await startOver(levers[0], { ...env, RECORD_TTL_MS: "3600000" });
  const answers: string[] = [];
  for (const lever of [...levers, ...levers]) {
    const response = await post(subgraph, "{ candidates(first: 3) { nodes { id fullName } } }", as(lever.apiKey));
    answers.push(JSON.stringify(((await response.json()) as { data: unknown }).data));
    expect(response.headers.has("age")).toBe(answers.length > 2);
    expect(response.headers.get("cache-control")).toBe("no-store");
  }
  expect(answers[2]).toBe(answers[0]);
  expect(answers[3]).toBe(answers[1]);
  expect(answers[1]).not.toBe(answers[0]);
});

it("keeps no answer when records are read live", async () => {
  const subgraph = await start({ RECORD_TTL_MS: "0" });
  await send(subgraph, { query: people });
  expect((await send(subgraph, { query: people })).headers.has("age")).toBe(false);
});

it("answers a GET with 304 if the client has the data", async () => {
  for (const env of [{}, { RECORD_TTL_MS: "0" }]) {
    const subgraph = await start(env);
    const first = await get(subgraph, people);
    const etag = first.headers.get("etag") ?? "";
    expect(etag).toMatch(/^W\/"[\w-]{22}"$/);
    await first.text();
    const same = await get(subgraph, people, { "if-none-match": `"other", ${etag}` });
    expect([same.status, same.headers.get("etag"), await same.text()]).toEqual(
      env.RECORD_TTL_MS === "0" ? [200, expect.not.stringMatching(etag), expect.any(String)] : [304, etag, ""],
    );
    const stages = await get(subgraph, "{ stages { id name } }");
    const stagesTag = stages.headers.get("etag") ?? "";
    const unchanged = await get(subgraph, "{ stages { id name } }", { "if-none-match": stagesTag });
    expect([unchanged.status, await unchanged.text()]).toEqual([304, ""]);
    expect(unchanged.headers.get("cache-control")).toContain("max-age");
    const other = await get(subgraph, people, { "if-none-match": '"other"' });
    expect([other.status, ((await other.json()) as any).data]).toEqual([200, expect.anything()]);
  }
});
