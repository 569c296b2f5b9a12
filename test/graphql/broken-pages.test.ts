import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { plainAccount } from "../support/plain-account.js";
import { type Answer, type TestSubgraph, startSubgraph } from "../support/subgraph.js";

let subgraph: TestSubgraph;
let whole: string[];
beforeAll(async () => {
  subgraph = await startSubgraph({ account: plainAccount(150), env: { REFERENCE_TTL_MS: "0" } });
  const { data } = await subgraph.query(query);
  whole = [...idsOf(data), ...idsOf((await subgraph.query(query, { after: endOf(data) })).data)];
  subgraph.newCalls();
});
afterAll(() => subgraph[Symbol.asyncDispose]());
afterEach(() => {
  subgraph.lever.faults.clear();
  subgraph.newCalls();
});

const query = `query ($after: String, $first: Int = 100, $stages: [ID!]) {
  applications(first: $first, after: $after, filter: { stageIds: $stages, includeLeads: true }) {
    edges { cursor node { id } } pageInfo { startCursor endCursor hasNextPage } excluded { leads }
  }
}`;
const idsOf = ({ applications }: Answer["data"]) =>
  applications.edges.map(({ node }: { node: { id: string } }) => node.id) as string[];
const endOf = ({ applications }: Answer["data"]) => applications.pageInfo.endCursor as string;
const badResponse = { path: ["applications"], extensions: { code: "UPSTREAM_BAD_RESPONSE", provider: "LEVER" } };
const overBudget = { path: ["applications"], extensions: { code: "CALL_BUDGET_EXCEEDED" } };

const firstPage = /opportunities\?(?!.*offset=)/;
const [applicant, elsewhere] = ["%5B101%2C0%2C%22%22%5D", "%5B1.5%2C0%2C%22%22%5D"];

describe("a page that has a next page without a usable token", () => {
  const unusable: readonly [string, unknown][] = [
    ["no token", undefined],
    ["null", null],
    ["an empty string", ""],
    ["white space", " \n"],
    ["a number", 7],
    ["true", true],
    ["an object", { token: "a" }],
    ["a list", ["a"]],
    ["5,000 characters", "a".repeat(5000)],
  ];

  it.each(unusable)("because of %s gives its rows, an error, and a cursor that goes on", async (_what, next) => {
    const half = { edit: (page: { data: unknown[] }) => ({ data: page.data.slice(0, 40), hasNext: true, next }) };
    subgraph.lever.faults.failNext(firstPage, half);
    const { data, errors } = await subgraph.query(query);
    expect(errors).toMatchObject([badResponse]);
    expect(idsOf(data)).toEqual(whole.slice(0, 40));
    expect(data.applications.pageInfo).toMatchObject({ hasNextPage: true, endCursor: expect.any(String) });
    expect(endOf(data)).toBe(data.applications.edges.at(-1).cursor);
    expect(subgraph.newCalls()).toEqual(["GET /opportunities"]);

    const rest = await subgraph.query(query, { after: endOf(data) });
    expect(rest.errors).toEqual([]);
    expect(idsOf(rest.data)).toEqual(whole.slice(40, 140));
  });

  it("and that ends before the cursor's row, stays at the cursor", async () => {
    const { data: start } = await subgraph.query(query, { first: 60 });
    const cut = { edit: (page: { data: unknown[] }) => ({ data: page.data.slice(0, 3), hasNext: true }) };
    subgraph.lever.faults.failNext(firstPage, cut);
    const { data, errors } = await subgraph.query(query, { after: endOf(start) });
    expect(errors).toMatchObject([badResponse]);
    expect(data.applications).toMatchObject({ edges: [], pageInfo: { endCursor: endOf(start), hasNextPage: true } });
    const rest = await subgraph.query(query, { after: endOf(data) });
    expect(idsOf(rest.data)).toEqual(whole.slice(60, 160));
  });

  it("is an error in the next request too, if the page of the client ends there", async () => {
    const half = { edit: (page: { data: unknown[] }) => ({ data: page.data.slice(0, 40), hasNext: true }) };
    subgraph.lever.faults.failNext(firstPage, half, Infinity);
    const full = await subgraph.query(query, { first: 40 });
    expect(idsOf(full.data)).toEqual(whole.slice(0, 40));
    expect(full.data.applications.pageInfo.hasNextPage).toBe(true);
    const { data, errors } = await subgraph.query(query, { after: endOf(full.data) });
    expect(errors).toMatchObject([badResponse]);
    expect(data.applications).toMatchObject({ edges: [], pageInfo: { startCursor: null, hasNextPage: true } });
    subgraph.lever.faults.clear();
    expect(idsOf((await subgraph.query(query, { after: endOf(data) })).data)).toEqual(whole.slice(40, 140));
  });

  it("makes the list of stages fail", async () => {
    subgraph.lever.faults.failNext(/stages/, { edit: (page) => ({ ...page, hasNext: true }) });
    const { data, errors } = await subgraph.query("{ stages { id } }");
    expect(data).toEqual({ stages: null });
    expect(errors).toMatchObject([{ path: ["stages"], extensions: { code: "UPSTREAM_BAD_RESPONSE" } }]);
  });

  it("makes the people of a page fail, instead of returning them without applications", async () => {
    subgraph.lever.faults.failNext(/contact_id/, { edit: (page) => ({ ...page, hasNext: true, next: null }) });
    const { data, errors } = await subgraph.query(
      "{ candidates(first: 2, filter: { includeLeads: true }) { nodes { id } pageInfo { endCursor } } }",
    );
    expect(data.candidates.nodes).toEqual([]);
    expect(errors).toMatchObject([{ path: ["candidates"], extensions: { code: "UPSTREAM_BAD_RESPONSE" } }]);
  });

  it.each([false, undefined, null, "true", 1])("is the last one if hasNext is %j", async (hasNext) => {
    const last = { edit: (page: { data: unknown[] }) => ({ data: page.data.slice(0, 40), hasNext, next: applicant }) };
    subgraph.lever.faults.failNext(firstPage, last);
    const { data, errors } = await subgraph.query(query);
    expect(errors).toEqual([]);
    expect(idsOf(data)).toEqual(whole.slice(0, 40));
    expect(data.applications.pageInfo.hasNextPage).toBe(false);
  });
});

describe("a page that leads back to an earlier one", () => {
  it.each([1, 2, 3])("after %d pages gives the rows so far, and an error", async (length) => {
    const { faults } = subgraph.lever;
    const tokens = Array.from({ length }, (_, index) => `%5B${index}%2C0%2C%22%22%5D`);
    for (let page = 0; page <= length; page += 1) {
      faults.failNext(/opportunities/, {
        edit: () => ({ ...rows(page), hasNext: true, next: tokens[page % length] }),
      });
    }
    const { data, errors } = await subgraph.query(query);
    expect(errors).toMatchObject([badResponse]);
    expect(idsOf(data)).toHaveLength(length + 1);
    expect(new Set(idsOf(data)).size).toBe(length + 1);
    expect(subgraph.newCalls()).toHaveLength(length + 1);
    // The cursor stays on the last page, and does not lead back.
    const { data: rest } = await subgraph.query(query, { after: endOf(data) });
    expect(subgraph.lever.log.at(-1)!.query.get("offset")).not.toBe(tokens[0]);
    for (const id of idsOf(rest)) expect(idsOf(data)).not.toContain(id);
  });
});

/** One row of the account as a page. */
function rows(index: number): { data: unknown[] } {
  const row = subgraph.lever.account.opportunities[index]!;
  const applications = subgraph.lever.account.applications.filter(({ opportunityId }) => opportunityId === row.id);
  const stage = { id: row.stage, text: "New applicant" };
  return { data: [{ ...row, stage, applications }] };
}

describe("pages without rows", () => {
  let page = 0;
  const empty = { edit: () => ({ data: [], hasNext: true, next: `%5B${(page += 1)}%2C0%2C%22%22%5D` }) };

  it("are read on, as long as their tokens change", async () => {
    subgraph.lever.faults.failNext(/opportunities/, empty, 28);
    subgraph.lever.faults.failNext(/opportunities/, { edit: () => ({ data: [], hasNext: true, next: elsewhere }) });
    const { data, errors } = await subgraph.query(query);
    expect(errors).toEqual([]);
    expect(idsOf(data)).toHaveLength(100);
  });

  it("end the page after 30 of them, with a cursor that goes on after them", async () => {
    subgraph.lever.faults.failNext(/opportunities/, empty, 45);
    subgraph.lever.faults.failNext(/opportunities/, { edit: () => ({ data: [], hasNext: true, next: elsewhere }) });
    const { data, errors } = await subgraph.query(query);
    expect(errors).toMatchObject([overBudget]);
    expect(data.applications).toMatchObject({ edges: [], pageInfo: { startCursor: null, hasNextPage: true } });
    expect(subgraph.newCalls()).toHaveLength(30);
    const rest = await subgraph.query(query, { after: endOf(data) });
    expect(rest.errors).toEqual([]);
    expect(subgraph.newCalls()).toHaveLength(17);
    expect(idsOf(rest.data)).toEqual(whole.slice(0, 100));
  });

  it("after some rows end the page with a cursor that goes on after the pages", async () => {
    const some = {
      edit: (json: { data: unknown[] }) => ({ ...json, data: json.data.slice(0, 3), next: elsewhere, hasNext: true }),
    };
    subgraph.lever.faults.failNext(firstPage, some);
    subgraph.lever.faults.failNext(/opportunities/, empty, 30);
    const { data, errors } = await subgraph.query(query);
    expect(errors).toMatchObject([overBudget]);
    expect(idsOf(data)).toEqual(whole.slice(0, 3));
    expect(endOf(data)).toBe(data.applications.edges.at(-1).cursor);
    subgraph.newCalls();
    await subgraph.query(query, { after: endOf(data) });
    expect(subgraph.newCalls().length).toBeLessThan(4);
  });

  it("end the list of stages with an error", async () => {
    subgraph.lever.faults.failNext(/stages/, "empty-pages", Infinity);
    const { data, errors } = await subgraph.query("{ stages { id } }");
    expect(data).toEqual({ stages: null });
    expect(errors).toMatchObject([{ path: ["stages"], extensions: { code: "CALL_BUDGET_EXCEEDED" } }]);
    expect(subgraph.newCalls()).toHaveLength(30);
  });
});

describe("a page that ends early before its first node", () => {
  const noMatch = { stages: ["offer"] };
  /** Every row is in another stage than the filter asks for, as if Lever ignored the filter. */
  const otherRows = { edit: () => ({ ...rows(0), hasNext: true, next: applicant }) };

  it("because of the limit on calls has a cursor that goes on where it stopped", async () => {
    subgraph.lever.faults.failNext(firstPage, otherRows);
    const { data, errors } = await subgraph.query(query, noMatch, { "x-max-upstream-calls": "1" });
    expect(errors).toMatchObject([overBudget]);
    expect(data.applications).toMatchObject({ edges: [], pageInfo: { startCursor: null, hasNextPage: true } });
    subgraph.newCalls();
    const rest = await subgraph.query(query, { ...noMatch, after: endOf(data) });
    expect(rest).toMatchObject({ errors: [], data: { applications: { edges: [], pageInfo: { hasNextPage: false } } } });
    expect(subgraph.lever.log.at(-1)!.query.get("offset")).toBe(applicant);
  });

  it("because of the deadline or a failure also has a cursor", async () => {
    await using slow = await startSubgraph({ lever: subgraph.lever, env: { QUERY_DEADLINE_MS: "1000" } });
    subgraph.lever.faults.failNext(firstPage, otherRows, 2);
    for (const [fault, code] of [
      ["stall", "DEADLINE_EXCEEDED"],
      ["wrong-shape", "UPSTREAM_BAD_RESPONSE"],
    ] as const) {
      subgraph.lever.faults.failNext(/offset=/, fault);
      const { data, errors } = await slow.query(query, noMatch);
      expect(errors).toMatchObject([{ path: ["applications"], extensions: { code } }]);
      expect(data.applications).toMatchObject({ edges: [], pageInfo: { startCursor: null, hasNextPage: true } });
      expect(endOf(data)).toEqual(expect.any(String));
    }
  });

  it("is null if not even its first call succeeds", async () => {
    subgraph.lever.faults.failNext(firstPage, { status: 403 });
    const { data, errors } = await subgraph.query(query);
    expect(data).toEqual({ applications: null });
    expect(errors).toMatchObject([{ path: ["applications"], extensions: { code: "UPSTREAM_FORBIDDEN" } }]);
  });
});
