import { printSubgraphSchema } from "@apollo/subgraph";
import fc from "fast-check";
import { type GraphQLObjectType, Kind, type OperationDefinitionNode, getNamedType, isLeafType, parse } from "graphql";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { propertyRuns, propertySeeds } from "../support/property-runs.js";
import { readConfig } from "../../src/config/config.js";
import { checkCost, costLimit } from "../../src/graphql/limits/cost-limit.js";
import { type OperationCost, operationCost } from "../../src/graphql/limits/operation-cost.js";
import { readWeights } from "../../src/graphql/limits/field-weights.js";
import type { Account } from "../../src/lever-sandbox/index.js";
import { buildSubgraph } from "../../src/graphql/schema.js";
import { type Ids, randomQuery } from "../support/random-query.js";
import { routerEstimate } from "../support/router-estimate.js";
import { type TestSubgraph, startSubgraph } from "../support/subgraph.js";
import { irregularAccount } from "../support/truth/index.js";

const { schema } = buildSubgraph();
const weights = readWeights(schema);

function cost(query: string, variables: Record<string, unknown> = {}): OperationCost {
  const document = parse(query);
  const isOperation = (node: { kind: Kind }): node is OperationDefinitionNode =>
    node.kind === Kind.OPERATION_DEFINITION;
  return operationCost(schema, weights, document, document.definitions.find(isOperation)!, variables);
}

const unknownId = "00000000-0000-4000-8000-000000000000";

function idsOf({ contacts, applications, offers, postings, stages }: Account): Ids {
  const composite = ({ id, opportunityId }: { id: string; opportunityId: string }) => `${opportunityId}:${id}`;
  return {
    Candidate: [...contacts.slice(0, 20).map(({ id }) => id), unknownId],
    Application: [...applications.slice(0, 20).map(composite), `${unknownId}:${unknownId}`],
    Job: [...postings.map(({ id }) => id), unknownId],
    Stage: [...stages.map(({ id }) => id), unknownId],
    Offer: [...offers.map(composite), `${unknownId}:${unknownId}`],
  };
}

/** Expensive queries, which random queries rarely contain. */
function costly(ids: Ids, { opportunities, contacts }: Account): string[] {
  const entities = (type: keyof Ids, fields: string) => {
    const of = ids[type].map((id) => `{ __typename: "${type}", id: "${id}" }`);
    return `{ _entities(representations: [${of.join(", ")}]) { ... on ${type} { ${fields} } } }`;
  };
  const applications = (id: string) => opportunities.filter(({ contact }) => contact === id).length;
  const [{ id: busiest } = { id: unknownId }] = contacts.toSorted((a, b) => applications(b.id) - applications(a.id));
  return [
    "{ candidates(first: 100) { nodes { applications { offerId job { name } status stage { name } } } } }",
    "{ candidates(first: 100) { nodes { applications { offer { id } } } } }",
    "{ applications(first: 100) { nodes { job { name } status stage { name } candidate { createdAt } } } }",
    "{ applications(first: 100) { nodes { offerId } } }",
    "{ jobs(first: 100) { nodes { name hiringTeam { hiringManagers { name } } } } }",
    "{ jobs(first: 100) { nodes { applications(first: 100) { nodes { candidate { createdAt } } } } } }",
    "{ offers(first: 100) { nodes { status job { name } candidate { createdAt } application { status } } } }",
    "{ offers(first: 1, filter: { status: DRAFT }) { nodes { id } } }",
    `{ candidate(id: "${busiest}") { applications { status stage { name } job { name } offer { job { name } } } } }`,
    entities("Application", "status job { name }"),
    entities("Offer", "status job { name }"),
    entities("Job", "name"),
    entities("Stage", "name"),
  ];
}

describe("the static cost of an operation", () => {
  it.each(propertySeeds(2, [1, 4, 2, 3]))(
    "is never below the actual calls, with an empty or a filled cache (seed %d)",
    async (seed) => {
      const account = irregularAccount({ seed, candidates: 40, postings: seed === 4 ? 450 : 40 });
      const ids = idsOf(account);
      await using warm = await startSubgraph({ account });
      let [estimated, made] = [0, 0];
      await fc.assert(
        fc.asyncProperty(randomQuery(schema, ids), async (query) => {
          const { calls } = cost(query);
          await using cold = await startSubgraph({ lever: warm.lever });
          for (const subgraph of [cold, warm]) {
            warm.newCalls();
            const { upstream, status } = await subgraph.query(query);
            expect(status).toBe(200);
            expect(warm.newCalls()).toHaveLength(upstream.calls);
            expect(upstream.calls).toBeLessThanOrEqual(calls);
            estimated += calls;
            made += upstream.calls;
          }
        }),
        {
          numRuns: propertyRuns(18, 40),
          seed,
          endOnFailure: true,
          examples: costly(ids, account).map((query) => [query]),
        },
      );
      expect(made).toBeGreaterThan(200);
      // The cost is useful: it is not far above the actual calls.
      expect(estimated).toBeLessThan(15 * made);
    },
  );

  it("equals the cost that a router computes from the published schema", () => {
    const router = routerEstimate(printSubgraphSchema(schema));
    const query = randomQuery(schema, idsOf(irregularAccount({ seed: 1, candidates: 40 })));
    let most = 0;
    fc.assert(
      fc.property(
        query.filter((text) => !text.includes("_entities")),
        (text) => {
          const { calls } = cost(text);
          expect(calls).toBe(router(text));
          most = Math.max(most, calls);
        },
      ),
      { numRuns: 300, seed: 1 },
    );
    expect(most).toBeGreaterThan(500);
  });

  it.each<[number, string, Record<string, unknown>?]>([
    [0, "{ __typename __schema { types { name } } providerSupport { field } _service { sdl } }"],
    [20, "{ candidates(first: 100) { nodes { id fullName emails { data } } pageInfo { endCursor } } }"],
    [220, "{ candidates(first: 100) { nodes { applications { offerId } } } }"],
    [120, "{ candidates { nodes { applications { offer { id } } } } }"],
    [
      26,
      "query ($n: Int) { candidates(first: $n) { nodes { ...Offers } } } fragment Offers on Candidate { applications { offer { id } } }",
      { n: 3 },
    ],
    [
      20,
      "query ($off: Boolean!) { candidates { nodes { applications { offer @skip(if: $off) { id } } } } }",
      { off: true },
    ],
    [23, '{ applications(filter: { jobIds: ["a", "b"], status: ACTIVE }) { nodes { id } } }'],
    [22, "query ($f: ApplicationFilter) { applications(filter: $f) { nodes { id } } }", { f: { candidateIds: ["a"] } }],
    [130, "{ offers(first: 10) { nodes { id status } } }"],
    [62, "{ jobs(first: 10) { nodes { applications(first: 100) { nodes { id } } } } }"],
    [17, '{ offer(id: "x") { id } }'],
    [17, '{ a: candidate(id: "x") { id } b: candidate(id: "y") { id } }'],
    [2, "{ stages { id name } }"],
    // The value is out of range. The field fails, and makes no call.
    [220, "{ candidates(first: 5000) { nodes { applications { offerId } } } }"],
  ])("is %d for %s", (calls, query, variables) => {
    expect(cost(query, variables).calls).toBe(calls);
  });

  it("depends on the number and the types of representations", () => {
    const query = `query ($of: [_Any!]!) { _entities(representations: $of) {
      ... on Application { status offerId } ... on Offer { status } ... on Job { applications { nodes { id } } }
    } }`;
    const of = (type: string, count: number) => Array.from({ length: count }, () => ({ __typename: type, id: "x" }));
    expect(cost(query, { of: of("Application", 10) }).calls).toBe(15 + 10 + 10);
    expect(cost(query, { of: of("Offer", 10) }).calls).toBe(15 + 20);
    expect(cost(query, { of: of("Offer", 101) }).calls).toBe(2 * 15 + 202);
    const mixed = [...of("Application", 1), ...of("Job", 3), ...of("Nope", 5), 7, null];
    expect(cost(query, { of: mixed }).calls).toBe(15 + 1 + 1 + (3 + 3 + 3 * 5));
    expect(cost(`{ _entities(representations: { __typename: "Stage", id: "offer" }) { __typename } }`).calls).toBe(2);
  });
});

/** Every field, with each type once on the way down, and without connections. */
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
