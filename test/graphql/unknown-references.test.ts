import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type TestSubgraph, startSubgraph } from "../support/subgraph.js";

let subgraph: TestSubgraph;
beforeAll(async () => {
  subgraph = await startSubgraph({ candidates: 10 });
});
afterAll(() => subgraph[Symbol.asyncDispose]());

const entities = `query ($of: [_Any!]!) { _entities(representations: $of) {
  __typename ... on Stage { name } ... on Job { name } } }`;
const uuid = (i: number) => `c4f5a6b7-0000-4000-8000-${String(i).padStart(12, "0")}`;

describe("ids that Lever does not have", () => {
  it.each([
    ["Stage", /stages/],
    ["Job", /postings/],
  ])("take one call each while reference data is fresh, however often and however many ask: %s", async (type, own) => {
    // Each id comes three times in each operation.
    const of = Array.from({ length: 60 }, (_, i) => ({ __typename: type, id: uuid(i % 20) }));
    subgraph.newCalls();
    const first = await Promise.all([subgraph.query(entities, { of }), subgraph.query(entities, { of })]);
    for (const { data } of first) expect(new Set(data._entities)).toEqual(new Set([null]));
    const calls = subgraph.newCalls().filter((call) => own.test(call));
    expect(calls.filter((call) => call.endsWith("/:id"))).toHaveLength(20);
    for (let i = 0; i < 3; i += 1) expect((await subgraph.query(entities, { of })).upstream.calls).toBe(0);
    expect(subgraph.newCalls()).toEqual([]);
  });
});
