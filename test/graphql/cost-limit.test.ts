import { type GraphQLObjectType, getNamedType, isLeafType } from "graphql";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { readConfig } from "../../src/config/config.js";
import { checkCost, costLimit } from "../../src/graphql/limits/cost-limit.js";
import { type TestSubgraph, startSubgraph } from "../support/subgraph.js";
import { cost, schema } from "../support/static-cost.js";

const unknownId = "00000000-0000-4000-8000-000000000000";

/** Every field, without connections. A type appears once on each path. */
function everything(type: GraphQLObjectType, above: readonly string[] = []): string {
  const fields = Object.values(type.getFields()).flatMap(({ name, type: of }) => {
    const named = getNamedType(of) as GraphQLObjectType;
    if (isLeafType(named)) return name;
    if ([type.name, ...above].includes(named.name) || named.name.endsWith("Connection")) return [];
    return `${name} { ${everything(named, [type.name, ...above])} }`;
  });
  return fields.join(" ");
}

describe("the cost limit", () => {
  const { lever, queryDeadlineMs, maxOperationCost } = readConfig({});
  const defaultLimit = costLimit(maxOperationCost, lever, queryDeadlineMs);
  const types = (["Candidate", "Application", "Job", "Offer"] as const).map(
    (name) => [name, everything(schema.getType(name) as GraphQLObjectType)] as const,
  );

  it.each(types)("accepts by default a page of 100 with every field (%s)", (name, fields) => {
    const applications = name === "Job" ? "applications(first: 100) { nodes { id status job { name } } }" : "";
    const page = cost(`{ ${name.toLowerCase()}s(first: 100) { nodes { ${fields} ${applications} } } }`);
    expect(page.calls).toBeGreaterThan(10);
    expect(() => {
      checkCost(page, defaultLimit);
    }).not.toThrow();
  });

  it.each(types)("accepts by default 1,000 representations with every field (%s)", (name, fields) => {
    const query = `query ($of: [_Any!]!) { _entities(representations: $of) { ... on ${name} { ${fields} } } }`;
    const of = Array.from({ length: 1000 }, () => ({ __typename: name, id: "x" }));
    const entities = cost(query, { of });
    expect(entities.calls).toBeGreaterThan(1000);
    expect(() => {
      checkCost(entities, defaultLimit);
    }).not.toThrow();
  });

  it("increases to the number of calls that the deadline allows", () => {
    expect(costLimit(undefined, { rate: 100, burst: 50 }, 30_000)).toEqual({ any: 3050, entities: 6000 });
    expect(costLimit(undefined, { rate: 10, burst: 20 }, 30_000)).toEqual({ any: 1000, entities: 6000 });
    expect(costLimit(40, { rate: 100, burst: 50 }, 30_000)).toEqual({ any: 40, entities: 40 });
  });

  it.each([
    [
      300,
      "{ candidates(first: 100) { nodes { fullName applications { offer { status } offerId } } } }",
      "The operation could need 420 provider calls, and 300 is the limit. Ask for first: 70 instead of 100 in candidates, or leave out candidates.nodes.applications.offer.",
    ],
    [
      1000,
      "{ all: jobs(first: 100) { nodes { applications(first: 100) { nodes { offer { id } } } } } }",
      "The operation could need 10512 provider calls, and 1000 is the limit. Ask for first: 9 instead of 100 in all, or leave out all.nodes.applications.nodes.offer.",
    ],
    [
      10,
      "{ candidates { nodes { id } } }",
      "The operation could need 20 provider calls, and 10 is the limit. Split it into several operations.",
    ],
    [
      50,
      `{ _entities(representations: [${'{ __typename: "Offer", id: "x" }, '.repeat(100)}]) { ... on Offer { status } } }`,
      "The operation could need 215 provider calls, and 50 is the limit. Ask for 17 representations of Offer at a time instead of 100.",
    ],
  ])("recommends a smaller request (%d)", (any, query, message) => {
    expect(() => {
      checkCost(cost(query), { any, entities: any });
    }).toThrow(message);
  });

  it("recommends a request that it accepts", () => {
    for (const [limit, before, after] of [
      [
        300,
        "candidates(first: 100) { nodes { applications { offer { id } offerId } } }",
        "candidates(first: 70) { nodes { applications { offer { id } offerId } } }",
      ],
      [
        1000,
        "jobs(first: 100) { nodes { applications(first: 100) { nodes { offerId } } } }",
        "jobs(first: 9) { nodes { applications(first: 100) { nodes { offerId } } } }",
      ],
    ] as const) {
      expect(cost(`{ ${before} }`).calls).toBeGreaterThan(limit);
      expect(cost(`{ ${after} }`).calls).toBeLessThanOrEqual(limit);
    }
  });
});

describe("an operation above MAX_OPERATION_COST", () => {
  let subgraph: TestSubgraph;
  beforeAll(async () => {
    subgraph = await startSubgraph({ candidates: 60, env: { MAX_OPERATION_COST: "30" } });
  });
  afterAll(() => subgraph[Symbol.asyncDispose]());

  it("fails before the first call", async () => {
    subgraph.newCalls();
    const { errors, status } = await subgraph.query("{ candidates(first: 50) { nodes { applications { offerId } } } }");
    expect(status).toBe(400);
    expect(errors).toMatchObject([
      { message: expect.stringContaining("first: 5 instead of 50"), extensions: { code: "QUERY_TOO_COMPLEX" } },
    ]);
    expect(subgraph.newCalls()).toEqual([]);
  });

  it("succeeds with the recommended page size", async () => {
    const { errors, upstream } = await subgraph.query(
      "{ candidates(first: 5) { nodes { applications { offerId } } } }",
    );
    expect(errors).toEqual([]);
    expect(upstream.calls).toBeLessThanOrEqual(30);
  });

  it("fails when it has too many representations", async () => {
    const query = "query ($of: [_Any!]!) { _entities(representations: $of) { ... on Application { status } } }";
    const of = Array.from({ length: 30 }, () => ({ __typename: "Application", id: `${unknownId}:${unknownId}` }));
    const { errors, status } = await subgraph.query(query, { of });
    expect(status).toBe(400);
    expect(errors[0]?.message).toContain("15 representations of Application at a time instead of 30");
    expect((await subgraph.query(query, { of: of.slice(0, 15) })).status).toBe(200);
  });

  it("stops at the limit when the account needs more calls than the estimate", async () => {
    await using limited = await startSubgraph({ candidates: 250, env: { MAX_OPERATION_COST: "130" } });
    const { data, errors, upstream } = await limited.query(
      "{ offers(first: 10, filter: { status: DRAFT }) { nodes { status } pageInfo { hasNextPage endCursor } } }",
    );
    expect(upstream.calls).toBe(130);
    expect(data.offers.nodes.length).toBeGreaterThan(0);
    expect(data.offers.pageInfo).toEqual({ hasNextPage: true, endCursor: expect.any(String) });
    expect(errors).toMatchObject([
      { message: expect.stringContaining("MAX_OPERATION_COST"), extensions: { code: "CALL_BUDGET_EXCEEDED" } },
    ]);
  });
});
