import {
  type GraphQLObjectType,
  getNamedType,
  getNullableType,
  isListType,
  isNonNullType,
  isObjectType,
} from "graphql";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, type MockInstance, vi } from "vitest";
import { typePolicies } from "../../examples/frontend/caches/apollo.js";
import { embedded, identified } from "../../examples/frontend/caches/keys.js";
import { resolvers } from "../../examples/frontend/caches/urql.js";
import { buildSubgraph } from "../../src/graphql/schema.js";
import { startSubgraph, type TestSubgraph } from "../support/subgraph.js";
import { apollo, type CachingClient, urql } from "./caching-clients.js";

const { schema } = buildSubgraph();

describe("the advice on caches", () => {
  const types = Object.values(schema.getTypeMap())
    .filter(isObjectType)
    .filter(({ name }) => !name.startsWith("_") && name !== "Query");

  /** The fields of objects that a cache can identify, with the type of each field. Lists only if they are connections. */
  const single = ["Query", ...identified].flatMap((type) =>
    Object.values((schema.getType(type) as GraphQLObjectType).getFields())
      .filter((field) => !isListType(getNullableType(field.type)))
      .map((field) => ({ type, field: field.name, gives: getNamedType(field.type).name })),
  );

  it("covers every object type of the schema", () => {
    expect([...identified, ...embedded].sort()).toEqual(types.map(({ name }) => name).sort());
  });

  it("uses the id of every type that has one", () => {
    const withId = types.filter((type) => {
      const id = type.getFields().id?.type;
      return id !== undefined && isNonNullType(id) && String(id.ofType) === "ID";
    });
    expect(withId.map(({ name }) => name).sort()).toEqual(identified);
  });

  it("merges the pages of every connection, in both clients", () => {
    const connections = single
      .filter(({ gives }) => gives.endsWith("Connection"))
      .map(({ type, field }) => `${type}.${field}`);
    const fieldsIn = (policies: Record<string, object>) =>
      Object.entries(policies).flatMap(([type, fields]) => Object.keys(fields).map((field) => `${type}.${field}`));
    const ofApollo = Object.entries(typePolicies).map(([type, { fields = {} }]) => [type, fields]);
    expect(fieldsIn(Object.fromEntries(ofApollo)).sort()).toEqual(connections.sort());
    expect(fieldsIn(resolvers).sort()).toEqual(connections.sort());
  });

  it("makes Apollo Client merge every object without an id", () => {
    const parts = single.filter(({ gives }) => embedded.some((type) => type === gives && !type.endsWith("Connection")));
    const merged = Object.keys(typePolicies).filter((type) => typePolicies[type]?.merge === true);
    expect(merged.sort()).toEqual([...new Set(parts.map(({ gives }) => gives))].sort());
  });
});

describe.each([
  ["Apollo Client", apollo],
  ["urql's graphcache", urql],
])("with the advice, %s", (_name, connect) => {
  let subgraph: TestSubgraph;
  let client: CachingClient;
  let warnings: MockInstance[];

  beforeAll(async () => {
    subgraph = await startSubgraph({ candidates: 60 });
  });
  beforeEach(() => {
    client = connect(`${subgraph.url}/graphql`);
    warnings = (["warn", "error"] as const).map((level) => vi.spyOn(console, level));
  });
  afterEach(() => {
    const printed = warnings.flatMap(({ mock }) => mock.calls);
    vi.restoreAllMocks();
    expect(printed).toEqual([]);
  });
  afterAll(() => subgraph[Symbol.asyncDispose]());

  it("adds each page to its list", async () => {
    const page = `query ($after: String) {
      applications(first: 10, after: $after, filter: { status: ACTIVE }) {
        edges { cursor node { id stage { id name } rejectedReason { text } } }
        pageInfo { hasNextPage endCursor }
      }
    }`;
    const all = (await subgraph.query(page.replace("10", "20"))).data.applications;
    await client.ask(page);
    expect(client.cached(page).applications.edges).toHaveLength(10);
    await client.ask(page, { after: client.cached(page).applications.pageInfo.endCursor });
    expect(client.cached(page).applications).toMatchObject(all);
  });

  it("stores a person once for all lists", async () => {
    const list = `{ candidates(first: 5) { edges { cursor node { id fullName emails { data type } } } pageInfo { endCursor } } }`;
    await client.ask(list);
    const [first] = client.cached(list).candidates.edges;
    for (const opportunity of subgraph.lever.account.opportunities) {
      if (opportunity.contact === first.node.id) Object.assign(opportunity, { name: "Ada Lovelace" });
    }
    subgraph.lever.changed();
    await client.ask(`{ candidate(id: "${first.node.id}") { id fullName phoneNumbers { data type } } }`);
    expect(client.cached(list).candidates.edges[0].node.fullName).toBe("Ada Lovelace");
  });

  it("keeps the fields of a job's team from one query when another query selects other fields", async () => {
    const { id } = (await subgraph.query(`{ jobs(first: 1) { nodes { id } } }`)).data.jobs.nodes[0];
    const managers = `{ job(id: "${id}") { id hiringTeam { hiringManagers { id name } } } }`;
    await client.ask(managers);
    const before = client.cached(managers);
    await client.ask(`{ job(id: "${id}") { id department { name } hiringTeam { recruiters { id email } } } }`);
    expect(client.cached(managers)).toEqual(before);
    expect(before.job.hiringTeam.hiringManagers).toHaveLength(1);
  });
});
