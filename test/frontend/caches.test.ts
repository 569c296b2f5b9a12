import {
  type GraphQLObjectType,
  getNamedType,
  getNullableType,
  isListType,
  isNonNullType,
  isObjectType,
} from "graphql";
import type { FieldPolicy } from "@apollo/client";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, type MockInstance, vi } from "vitest";
import { typePolicies } from "../../src/clients/apollo-cache.js";
import { embedded, identified } from "../../src/clients/keys.js";
import { cacheConfig } from "../../src/clients/urql-cache.js";
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
    expect(fieldsIn(cacheConfig.resolvers).sort()).toEqual(connections.sort());
  });

  it("makes Apollo Client keep one list for each value of every other argument", () => {
    for (const { type, field, gives } of single.filter((each) => each.gives.endsWith("Connection"))) {
      const { args } = (schema.getType(type) as GraphQLObjectType).getFields()[field]!;
      const others = args.map(({ name }) => name).filter((name) => name !== "first" && name !== "after");
      const policy = (typePolicies[type]?.fields?.[field] ?? {}) as FieldPolicy;
      expect([type, field, gives, policy.keyArgs]).toEqual([type, field, gives, others]);
    }
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

  it("adds up what the pages of a list leave out, also when a page is read again", async () => {
    const page = `query ($after: String, $direction: OrderDirection!) {
      applications(first: 20, after: $after, orderBy: { field: CREATED_AT, direction: $direction }) {
        edges { cursor node { id } } excluded { leads confidential } pageInfo { hasNextPage endCursor }
      }
    }`;
    const pages: any[] = [];
    for (const direction of ["DESC", "ASC"]) {
      let variables: Record<string, unknown> = { direction };
      do {
        pages.push([direction, (await subgraph.query(page, variables)).data.applications]);
        variables = { direction, after: pages.at(-1)[1].pageInfo.endCursor };
      } while (pages.at(-1)[1].pageInfo.hasNextPage);
    }
    const ofOrder = (order: string) => pages.flatMap(([direction, list]) => (direction === order ? [list] : []));
    const leads = (order: string, count: number) =>
      ofOrder(order)
        .slice(0, count)
        .reduce((sum: number, { excluded }) => sum + (excluded.leads as number), 0);
    expect(ofOrder("DESC").length).toBeGreaterThan(2);
    expect(leads("DESC", 2)).toBeGreaterThan(leads("DESC", 1));
    expect(leads("DESC", 1)).toBeGreaterThan(0);

    const load = async (direction: string, index: number) => {
      const after = index === 0 ? null : ofOrder(direction)[index - 1].pageInfo.endCursor;
      await client.ask(page, { direction, after });
      return client.cached(page, { direction, after }).applications;
    };
    for (const index of [0, 1, 1]) await load("DESC", index);
    expect(await load("ASC", 0)).toMatchObject({ excluded: { leads: leads("ASC", 1) } });
    const list = await load("DESC", 2);
    expect(list.excluded).toMatchObject({ leads: leads("DESC", 3), confidential: null });
    expect(list.edges).toHaveLength(
      ofOrder("DESC")
        .slice(0, 3)
        .flatMap(({ edges }) => edges).length,
    );
  });

  const offers = `query ($after: String) {
    applications(first: 10, after: $after, filter: { status: ACTIVE }) {
      edges { cursor node { id offer { id status } } } pageInfo { hasNextPage endCursor }
    }
  }`;

  it("keeps a page with errors when the next page is added", async () => {
    subgraph.lever.faults.failNext(/\/offers/, { status: 403 }, 3);
    await client.ask(offers);
    const first = client.cached(offers).applications;
    expect(first.edges).toHaveLength(10);
    const after = first.pageInfo.endCursor;
    await client.ask(offers, { after });
    expect(client.cached(offers, { after }).applications.edges.slice(0, 10)).toEqual(first.edges);
    expect(client.cached(offers, { after }).applications.edges).toHaveLength(20);
  });

  it("keeps the pages before one that failed, and adds it when it is read again", async () => {
    await client.ask(offers);
    const first = client.cached(offers).applications;
    const after = first.pageInfo.endCursor;
    subgraph.lever.faults.failNext(/\/opportunities\?/, { status: 403 }, 99);
    await client.ask(offers, { after });
    expect(client.cached(offers, { after }).applications).toEqual(first);
    subgraph.lever.faults.clear();
    await client.ask(offers, { after });
    expect(client.cached(offers, { after }).applications.edges).toHaveLength(20);
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
