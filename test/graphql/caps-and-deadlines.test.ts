import { describe, expect, it } from "vitest";
import { startOperation } from "../../src/graphql/operation/operation.js";
import { plainAccount } from "../support/plain-account.js";
import { startSubgraph } from "../support/subgraph.js";

// Leads without an application yield no node, so that a page takes more than one call.
const page = `query ($after: String) {
  applications(first: 100, after: $after, filter: { includeLeads: true }) { nodes { id } pageInfo { endCursor hasNextPage } }
}`;
const ids = (answer: { data: { applications: { nodes: { id: string }[] } } }) =>
  answer.data.applications.nodes.map(({ id }) => id);

describe("a limit on calls", () => {
  it("ends a connection early, with a cursor that continues after its last record", async () => {
    await using subgraph = await startSubgraph({ candidates: 250 });
    const whole = ids(await subgraph.query(page));
    const capped = await subgraph.query(page, {}, { "x-max-upstream-calls": "1" });
    const { nodes, pageInfo } = capped.data.applications;
    expect(nodes.length).toBeGreaterThan(0);
    expect(nodes.length).toBeLessThan(100);
    expect(pageInfo.hasNextPage).toBe(true);
    expect(capped.errors).toMatchObject([{ path: ["applications"], extensions: { code: "CALL_BUDGET_EXCEEDED" } }]);
    const rest = await subgraph.query(page, { after: pageInfo.endCursor });
    expect([...ids(capped), ...ids(rest)].slice(0, 100)).toEqual(whole);
  });

  it("of 0 allows fields that need no call", async () => {
    await using subgraph = await startSubgraph({ candidates: 5 });
    const query = `{ providerSupport { field } candidates { nodes { id } } }`;
    const { data, errors } = await subgraph.query(query, {}, { "x-max-upstream-calls": "0" });
    expect(data.providerSupport.length).toBeGreaterThan(40);
    expect(data.candidates).toEqual({ nodes: [] });
    expect(errors).toMatchObject([{ path: ["candidates"], extensions: { code: "CALL_BUDGET_EXCEEDED" } }]);
    expect(subgraph.newCalls()).toEqual([]);
  });
});

describe("a deadline", () => {
  it("keeps the data that arrives in time, even when other calls wait for the rate limit", async () => {
    const env = { LEVER_RATE: "10", LEVER_BURST: "10", QUERY_DEADLINE_MS: "600" };
    await using subgraph = await startSubgraph({ account: plainAccount(40), env });
    await subgraph.query("{ stages { id } }");
    const { data, errors, upstream } = await subgraph.query(`{ applications(first: 40) { nodes { id offerId } } }`);
    expect(data.applications.nodes).toHaveLength(40);
    expect(upstream.calls).toBeLessThan(25);
    // The deadline also ends calls that Lever has not answered yet.
    expect(errors.length).toBeGreaterThanOrEqual(40 - (upstream.calls - 1));
    expect(errors.length).toBeLessThan(40);
    for (const { extensions, path } of errors) {
      expect(extensions.code).toBe("DEADLINE_EXCEEDED");
      expect(path?.at(-1)).toBe("offerId");
    }
  });
});

describe("a client that disconnects", () => {
  it("cancels its queued calls", async () => {
    const env = { LEVER_RATE: "20", LEVER_BURST: "1" };
    await using subgraph = await startSubgraph({ account: plainAccount(100), env });
    const controller = new AbortController();
    const response = fetch(`${subgraph.url}/graphql`, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify({ query: "{ applications(first: 100) { nodes { offerId } } }" }),
      signal: controller.signal,
    });
    while (subgraph.lever.log.length < 4) await new Promise((resolve) => setTimeout(resolve, 10));
    controller.abort();
    await expect(response).rejects.toThrow();
    // Another operation does not wait for the ninety queued calls.
    const { upstream } = await subgraph.query("{ jobs(first: 1) { nodes { id } } }");
    expect(upstream.calls).toBe(1);
    expect(subgraph.lever.log.length).toBeLessThan(12);
  });
});

describe("a completed operation", () => {
  it("aborts the calls that still run", () => {
    const operation = startOperation(60_000);
    expect(operation.signal.aborted).toBe(false);
    operation.finish();
    expect(operation.signal.reason).toMatchObject({ code: "DEADLINE_EXCEEDED", message: "The operation has ended." });
  });

  it("has the data of the other fields after a root field failed", async () => {
    await using subgraph = await startSubgraph({ account: plainAccount(40) });
    const { faults } = subgraph.lever;
    faults.failNext(/stages/, { status: 401 });
    faults.failNext(/opportunities/, { delayMs: 100 }, Infinity);
    const { data, errors } = await subgraph.query("{ stages { id } candidates(first: 40) { nodes { fullName } } }");
    expect(data).toMatchObject({ stages: null, candidates: { nodes: { length: 40 } } });
    expect(errors).toMatchObject([{ path: ["stages"], extensions: { code: "UPSTREAM_UNAUTHENTICATED" } }]);
  });
});
