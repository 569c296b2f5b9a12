import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type TestSubgraph, startSubgraph } from "../../support/subgraph.js";

let subgraph: TestSubgraph;
let job: string;
beforeAll(async () => {
  subgraph = await startSubgraph({ candidates: 20 });
  job = subgraph.lever.account.postings.find(({ hiringManager }) => hiringManager !== null)!.id;
});
afterAll(() => subgraph[Symbol.asyncDispose]());

/** A response and its cache-control header. */
interface Cacheability {
  /** In seconds. Undefined for `no-store`. */
  readonly maxAge: number | undefined;
  readonly scope: string | undefined;
  readonly answer: any;
}

async function send(query: string, variables: object = {}, { url } = subgraph): Promise<Cacheability> {
  const response = await fetch(`${url}/graphql`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ query, variables }),
  });
  const header = response.headers.get("cache-control");
  const [, maxAge, scope] = /^max-age=(\d+), (public|private)$/.exec(header ?? "") ?? [];
  if (maxAge === undefined) expect(header).toBe("no-store");
  const answer = await response.json();
  return { maxAge: maxAge === undefined ? undefined : Number(maxAge), scope, answer };
}

const entities = "query ($of: [_Any!]!) { _entities(representations: $of) { __typename ... on Job { name } } }";

describe("cache-control", () => {
  it.each([
    ["stages", "{ stages { id name jobId } }"],
    ["jobs", "{ jobs { edges { cursor node { id name department { name } } } pageInfo { endCursor } } }"],
    ["the support matrix", "{ providerSupport { field level } }"],
    ["a job as an entity", entities],
  ])("is public and at most one minute for reference data: %s", async (_what, query) => {
    const { maxAge, scope, answer } = await send(query, { of: [{ __typename: "Job", id: job }] });
    expect(answer.errors).toBeUndefined();
    expect(maxAge).toBeGreaterThan(0);
    expect(maxAge).toBeLessThanOrEqual(60);
    expect(scope).toBe("public");
  });

  it("is private for the data of people", async () => {
    const { maxAge, scope, answer } = await send(
      "query ($id: ID!) { job(id: $id) { name hiringTeam { hiringManagers { name email } } } }",
      { id: job },
    );
    expect(answer.data.job.hiringTeam.hiringManagers).toHaveLength(1);
    expect(maxAge).toBeGreaterThan(0);
    expect(scope).toBe("private");
  });

  it.each([
    ["candidates", "{ candidates { nodes { id } } }"],
    ["applications with only their type name", "{ applications { nodes { __typename } } }"],
    ["offers with stages", "{ stages { id } offers(first: 1) { nodes { id } } }"],
    [
      "the applications of jobs in a fragment",
      "{ jobs(first: 2) { nodes { ...A } } } fragment A on Job { applications { nodes { id } } }",
    ],
    ["an answer with an error", `{ job(id: "..") { id } stages { id } }`],
    ["introspection", "{ __schema { queryType { name } } }"],
    ["an answer without data", "{ __typename }"],
    ["a syntax error", "{"],
  ])("is absent for %s", async (_what, query) => {
    expect((await send(query)).maxAge).toBeUndefined();
  });

  it("is absent for entities with live data", async () => {
    const { id } = subgraph.lever.account.contacts[0]!;
    const of = [
      { __typename: "Job", id: job },
      { __typename: "Candidate", id },
    ];
    expect((await send(entities, { of })).maxAge).toBeUndefined();
  });

  it("is absent for an incomplete list", async () => {
    await using own = await startSubgraph({ candidates: 5 });
    own.lever.account.postings[0]!.createdAt = "never" as never;
    own.lever.changed();
    const { maxAge, answer } = await send("{ jobs { nodes { id } } }", {}, own);
    expect(answer.errors).toMatchObject([{ extensions: { code: "UPSTREAM_BAD_RESPONSE" } }]);
    expect(answer.data.jobs.nodes.length).toBeGreaterThan(0);
    expect(maxAge).toBeUndefined();
  });

  it("is at most the remaining REFERENCE_TTL_MS of the oldest data", async () => {
    await using own = await startSubgraph({ candidates: 5, env: { REFERENCE_TTL_MS: "40000" } });
    for (const query of ["{ stages { id } }", "query ($id: ID!) { job(id: $id) { name } }"]) {
      expect((await send(query, { id: job }, own)).maxAge).toBeLessThan(40);
      const readBefore = performance.now();
      await sleep(1100);
      own.newCalls();
      const leftMs = 40_000 - (performance.now() - readBefore);
      const { maxAge } = await send(query, { id: job }, own);
      expect(own.newCalls()).toEqual([]);
      expect(maxAge).toBeGreaterThan(0);
      expect(maxAge! * 1000).toBeLessThanOrEqual(leftMs);
    }
  });

  it("is absent when no data is reused", async () => {
    await using own = await startSubgraph({ candidates: 5, env: { REFERENCE_TTL_MS: "0" } });
    expect((await send("{ stages { id } }", {}, own)).maxAge).toBeUndefined();
  });

  it("comes with the headers that the answer depends on", async () => {
    const { headers } = await fetch(`${subgraph.url}/graphql?query={stages{id}}`);
    expect(headers.get("cache-control")).toMatch(/^max-age=/);
    expect(headers.get("vary")).toBe(
      "accept, apollo-federation-include-trace, authorization, router-authorization, x-explain, x-provider-support",
    );
  });
});
