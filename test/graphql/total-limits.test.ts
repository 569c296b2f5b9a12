import { describe, expect, it } from "vitest";
import { plainAccount } from "../support/plain-account.js";
import { startSubgraph } from "../support/subgraph.js";

const account = () => plainAccount(1500);
const count = "{ applications(first: 1) { totalCount nodes { id } } }";
const nullAt = (...path: (string | number)[]) => [{ path, extensions: { code: "CALL_BUDGET_EXCEEDED" } }];

describe("counting a list", () => {
  it("is done only where it is selected, with few calls more than it has pages", async () => {
    await using subgraph = await startSubgraph({ account: account() });
    const page = await subgraph.query("{ applications(first: 1) { nodes { id } } }");
    const first = await subgraph.query(count);
    expect(first.data.applications.totalCount).toBe(1500);
    expect(first.upstream.calls - page.upstream.calls).toBeLessThan(2 * 15 + 6);
    const again = await subgraph.query(count);
    expect(again.data.applications.totalCount).toBe(1500);
    expect(again.upstream.calls - page.upstream.calls).toBeLessThan(15 + 5);
  });

  it("takes one call for a list of a page", async () => {
    await using subgraph = await startSubgraph({ account: plainAccount(80) });
    const page = await subgraph.query("{ candidates(first: 1) { nodes { id } } }");
    const { data, upstream } = await subgraph.query("{ candidates(first: 1) { totalCount nodes { id } } }");
    expect(data.candidates.totalCount).toBe(80);
    expect(upstream.calls).toBeLessThanOrEqual(page.upstream.calls + 1);
  });

  it("is done once for equal lists, however they are written", async () => {
    await using subgraph = await startSubgraph({ account: plainAccount(80) });
    const filter = (more = "") => `filter: { status: [ACTIVE] ${more} }`;
    const one = await subgraph.query(`{ a: applications(first: 1, ${filter()}) { totalCount } }`);
    const { data, upstream } = await subgraph.query(`{
      a: applications(first: 1, ${filter()}) { totalCount again: totalCount countByRejectedReason { count } }
      b: applications(first: 1, ${filter("tags: null")}) { totalCount }
    }`);
    expect(data.b.totalCount).toBe(64);
    expect(data.a).toEqual({ totalCount: 64, again: 64, countByRejectedReason: [] });
    expect(upstream.calls).toBeLessThanOrEqual(one.upstream.calls + 1);
  });

  it("reads several windows at the same time", async () => {
    await using subgraph = await startSubgraph({ account: account() });
    await subgraph.query(count);
    subgraph.lever.faults.failNext(/opportunities/, { delayMs: 50 }, Infinity);
    const { explain } = await subgraph.query(count, {}, { "x-explain": "run" });
    const calls = explain!.run!.calls.map(({ sentMs, tookMs }) => ({ from: sentMs, to: sentMs + tookMs }));
    const inFlight = calls.map(({ from }) => calls.filter((each) => each.from <= from && each.to > from).length);
    expect(Math.max(...inFlight)).toBeGreaterThanOrEqual(4);
    expect(Math.max(...inFlight)).toBeLessThanOrEqual(8);
  });
});

describe("a list that cannot be counted", () => {
  it("has its page, and null with an error over a cap of calls", async () => {
    await using subgraph = await startSubgraph({ account: account() });
    const { data, errors, upstream } = await subgraph.query(count, {}, { "x-max-upstream-calls": "8" });
    expect(data.applications).toEqual({ totalCount: null, nodes: [{ id: expect.any(String) }] });
    expect(errors).toMatchObject(nullAt("applications", "totalCount"));
    expect(upstream.calls).toBe(8);
  });

  it("takes no call once its size is known", async () => {
    await using subgraph = await startSubgraph({ account: account() });
    const page = await subgraph.query("{ applications(first: 1) { nodes { id } } }");
    await subgraph.query(count);
    const capped = await subgraph.query(count, {}, { "x-max-upstream-calls": "12" });
    expect(capped.errors).toMatchObject(nullAt("applications", "totalCount"));
    expect(capped.upstream.calls).toBeLessThanOrEqual(page.upstream.calls);
    const people = "{ candidates(first: 1) { totalCount } }";
    const { errors } = await subgraph.query(people, {}, { "x-max-upstream-calls": "12" });
    expect(errors).toMatchObject(nullAt("candidates", "totalCount"));
  });

  it("has its page, and null with an error over the deadline, the second time without a call", async () => {
    const env = { LEVER_RATE: "10", LEVER_BURST: "4", QUERY_DEADLINE_MS: "1200" };
    await using subgraph = await startSubgraph({ account: account(), env });
    const first = await subgraph.query(count);
    expect(first.data.applications).toEqual({ totalCount: null, nodes: [{ id: expect.any(String) }] });
    expect(first.errors).toMatchObject(nullAt("applications", "totalCount"));
    const again = await subgraph.query(count);
    expect(again.errors).toMatchObject(nullAt("applications", "totalCount"));
    expect(again.upstream.calls).toBeLessThan(4);
  });

  it.each([
    ["a refused list", { status: 403 }, "UPSTREAM_FORBIDDEN"],
    ["rows of another shape", "wrong-shape", "UPSTREAM_BAD_RESPONSE"],
  ] as const)("has its page, and null with the code of %s", async (_what, fault, code) => {
    await using subgraph = await startSubgraph({ account: account() });
    // Only windows have a start and no end, or both.
    subgraph.lever.faults.failNext(/created_at_start/, fault, Infinity);
    const query = "{ applications(first: 1) { totalCount countByRejectedReason { count } nodes { id } } }";
    const { data, errors } = await subgraph.query(query);
    expect(data.applications).toMatchObject({ totalCount: null, countByRejectedReason: null, nodes: [{}] });
    expect(errors).toMatchObject([
      { path: ["applications", "totalCount"], extensions: { code } },
      { path: ["applications", "countByRejectedReason"], extensions: { code } },
    ]);
  });

  it("still has totalCount without the texts of the reasons", async () => {
    await using subgraph = await startSubgraph({ account: plainAccount(40) });
    subgraph.lever.faults.failNext(/archive_reasons/, { status: 403 }, Infinity);
    const { data, errors } = await subgraph.query("{ applications { totalCount countByRejectedReason { count } } }");
    expect(data.applications).toEqual({ totalCount: 40, countByRejectedReason: null });
    expect(errors).toMatchObject([
      { path: ["applications", "countByRejectedReason"], extensions: { code: "UPSTREAM_FORBIDDEN" } },
    ]);
  });
});

describe("the plan of a count", () => {
  it("has the calls of all counts once", async () => {
    await using subgraph = await startSubgraph({ account: plainAccount(5) });
    const query = "{ applications(first: 1) { totalCount countByRejectedReason { count } } jobs { totalCount } }";
    const { explain } = await subgraph.query(query, {}, { "x-explain": "plan" });
    const { cost, byEndpoint } = explain!.plan;
    expect(cost).toBe(20 + 12 + 300);
    const paths = byEndpoint.flatMap((each) => each.for.map(({ path }) => path));
    expect(paths).toContain("applications.totalCount");
    expect(subgraph.newCalls()).toEqual([]);
  });
});
