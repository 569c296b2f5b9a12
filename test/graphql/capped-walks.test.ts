import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { type Answer, type TestSubgraph, startSubgraph } from "../support/subgraph.js";

let subgraph: TestSubgraph;
beforeAll(async () => {
  subgraph = await startSubgraph({ candidates: 110, env: { REFERENCE_TTL_MS: "0" } });
});
afterAll(() => subgraph[Symbol.asyncDispose]());
afterEach(() => {
  subgraph.lever.faults.clear();
  subgraph.newCalls();
});

const connections = [
  "candidates(first: 20, after: $after)",
  "applications(first: 20, after: $after)",
  "applications(first: 20, after: $after, filter: { status: HIRED })",
  "jobs(first: 5, after: $after)",
  "offers(first: 10, after: $after)",
];

const read = async (connection: string, cap: number | undefined, after: string | null = null, from = subgraph) => {
  const query = `query ($after: String) {
    page: ${connection} { edges { node { id } } pageInfo { startCursor endCursor hasNextPage } }
  }`;
  const headers: Record<string, string> = cap === undefined ? {} : { "x-max-upstream-calls": String(cap) };
  return from.query(query, { after }, headers);
};
const idsOf = ({ page }: Answer["data"]) => page.edges.map(({ node }: { node: { id: string } }) => node.id) as string[];

/** The ids of a walk to the end, which may stop twice to read reference data. */
async function walk(connection: string, cap: number | undefined, start: string | null = null, from = subgraph) {
  const ids: string[] = [];
  let stops = 0;
  for (let after = start; ;) {
    const { data } = await read(connection, cap, after, from);
    ids.push(...idsOf(data));
    const { hasNextPage, endCursor } = data.page.pageInfo;
    if (hasNextPage !== true) return ids;
    if (endCursor === after) stops += 1;
    expect(stops).toBeLessThan(3);
    after = endCursor as string;
  }
}

describe.each(connections)("%s", (connection) => {
  it("with no call allowed has no node, an error, and a cursor from which everything follows", async () => {
    const { data, errors } = await read(connection, 0);
    expect(data.page).toMatchObject({ edges: [], pageInfo: { startCursor: null, hasNextPage: true } });
    expect(errors).toMatchObject([{ path: ["page"], extensions: { code: "CALL_BUDGET_EXCEEDED" } }]);
    expect(errors[0]!.message).toContain("If that repeats, allow more calls.");
    expect(subgraph.newCalls()).toEqual([]);
    expect(await walk(connection, undefined, data.page.pageInfo.endCursor)).toEqual(await walk(connection, undefined));
  });

  it("with no call allowed stays at the client's cursor", async () => {
    const { data: start } = await read(connection, undefined);
    const { endCursor } = start.page.pageInfo;
    const { data, errors } = await read(connection, 0, endCursor);
    expect(data.page).toMatchObject({ edges: [], pageInfo: { startCursor: null, endCursor, hasNextPage: true } });
    expect(errors).toMatchObject([{ path: ["page"], extensions: { code: "CALL_BUDGET_EXCEEDED" } }]);
  });

  it("is null if its first call fails, also if no call is left to try again", async () => {
    subgraph.lever.faults.failNext(/./, { status: 503 }, Infinity);
    const { data, errors } = await read(connection, 1);
    expect(data).toEqual({ page: null });
    expect(errors).toHaveLength(1);
  });
});

describe("a walk with few calls for each request", () => {
  const few: readonly [string, number][] = [
    ["candidates(first: 20, after: $after)", 2],
    ["applications(first: 20, after: $after)", 2],
    ["applications(first: 20, after: $after, filter: { status: HIRED })", 1],
    ["jobs(first: 5, after: $after)", 1],
    ["offers(first: 10, after: $after)", 4],
  ];

  it.each(few)("has everything once: %s with %d calls", async (connection, cap) => {
    await using caching = await startSubgraph({ lever: subgraph.lever });
    const whole = await walk(connection, undefined);
    expect(await walk(connection, cap, null, caching)).toEqual(whole);
  });

  it("says so if it cannot make progress", async () => {
    const { data } = await read("candidates(first: 20, after: $after)", 1);
    const again = await read("candidates(first: 20, after: $after)", 1, data.page.pageInfo.endCursor);
    expect(again.data.page).toEqual(data.page);
    expect(again.errors).toMatchObject([{ message: expect.stringContaining("If that repeats, allow more calls.") }]);
  });
});
