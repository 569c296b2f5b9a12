import { createHash } from "node:crypto";
import { ApolloClient, gql, HttpLink, InMemoryCache } from "@apollo/client";
import { PersistedQueryLink } from "@apollo/client/link/persisted-queries";
import { ApolloGateway, RemoteGraphQLDataSource } from "@apollo/gateway";
import { ApolloServer } from "@apollo/server";
import http from "@graphql-mesh/transport-http";
import { parse } from "graphql";
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from "vitest";
import { composeForApollo } from "../../support/apollo-gateway.js";
import { startRecordingProxy } from "../../support/recording-proxy.js";
import { type TestSubgraph, startSubgraph } from "../../support/subgraph.js";

const sha256 = (text: string) => createHash("sha256").update(text).digest("hex");
const stages = { stages: expect.arrayContaining([expect.objectContaining({ id: "offer" })]) };

let subgraph: TestSubgraph;
beforeAll(async () => {
  subgraph = await startSubgraph({ candidates: 1 });
});
afterAll(() => subgraph[Symbol.asyncDispose]());

/** A proxy before the subgraph, and what it has seen: the method of each request, and whether it had a text and a hash. */
async function recorded() {
  const proxy = await startRecordingProxy(subgraph.url);
  onTestFinished(() => proxy[Symbol.asyncDispose]());
  const sent = () =>
    proxy.passed.map(({ method, query, extensions }) =>
      [method, query && "text", extensions?.persistedQuery && "hash"].filter(Boolean).join(" "),
    );
  return { url: `${proxy.url}/graphql`, sent };
}

describe("automatic persisted queries", () => {
  it("work for @apollo/gateway with `apq: true`", async () => {
    const { url, sent } = await recorded();
    const supergraphSdl = await composeForApollo([{ name: "ats", url }]);
    const buildService = () => new RemoteGraphQLDataSource({ url, apq: true });
    const server = new ApolloServer({ gateway: new ApolloGateway({ supergraphSdl, buildService }) });
    onTestFinished(() => server.stop());
    const before = sent().length;
    for (const query of ["{ stages { id name } }", "{ stages { id name } }", "{ stages { unknown } }"]) {
      const { body } = await server.executeOperation({ query });
      if (body.kind !== "single") throw new Error("The gateway sent an incremental result.");
      if (query.includes("unknown")) expect(body.singleResult.errors).toHaveLength(1);
      else expect(body.singleResult).toMatchObject({ data: stages });
    }
    expect(sent().slice(before)).toEqual(["POST hash", "POST text hash", "POST hash"]);
  });

  it.each([
    ["POST", "POST hash"],
    ["GET", "GET hash"],
  ])("work for Apollo Client, which sends hashes by %s", async (method, hashAlone) => {
    const { url, sent } = await recorded();
    const link = new PersistedQueryLink({ sha256, useGETForHashedQueries: method === "GET" });
    const client = new ApolloClient({ link: link.concat(new HttpLink({ uri: url })), cache: new InMemoryCache() });
    const query = gql(`query By${method} { stages { id } }`);
    for (let count = 0; count < 2; count += 1) {
      expect(await client.query({ query, fetchPolicy: "no-cache" })).toMatchObject({ data: stages });
    }
    expect(sent()).toEqual([hashAlone, "POST text hash", hashAlone]);
  });

  it("work for Hive Gateway with `apq: true`", async () => {
    const { url, sent } = await recorded();
    const transportEntry = { kind: "http", subgraph: "ats", location: url, options: { apq: true } };
    const executor = http.getSubgraphExecutor({ transportEntry, fetch } as never);
    const document = parse("{ stages { id remoteId: id } }");
    for (let count = 0; count < 2; count += 1) expect(await executor({ document })).toMatchObject({ data: stages });
    expect(sent()).toEqual(["POST hash", "POST text hash", "POST hash"]);
  });
});

describe("a persisted query", () => {
  const persistedQuery = (sha256Hash: unknown, version: unknown = 1) => ({
    extensions: { persistedQuery: { version, sha256Hash } },
  });

  async function post(body: object, { url } = subgraph) {
    const headers = { "content-type": "application/json", accept: "application/graphql-response+json" };
    const response = await fetch(`${url}/graphql`, { method: "POST", headers, body: JSON.stringify(body) });
    const { data, errors } = (await response.json()) as any;
    const [error] = errors ?? [];
    return { status: response.status, data, code: error?.extensions.code, message: error?.message };
  }

  const notFound = { status: 200, code: "PERSISTED_QUERY_NOT_FOUND", message: "PersistedQueryNotFound" };

  it("that is unknown gives what clients wait for, and no cache may store that", async () => {
    const hash = sha256("{ __typename }");
    for (const body of [
      persistedQuery(hash),
      persistedQuery(hash, 2),
      persistedQuery("__proto__"),
      { query: "", ...persistedQuery(hash) },
      { query: null, ...persistedQuery(hash) },
      { documentId: `sha256:${hash}` },
    ]) {
      expect(await post(body), JSON.stringify(body)).toMatchObject(notFound);
    }
    const search = new URLSearchParams({ extensions: JSON.stringify(persistedQuery(hash).extensions) });
    const response = await fetch(`${subgraph.url}/graphql?${search.toString()}`);
    expect(response.headers.get("cache-control")).toMatch(/no-cache|no-store/);
    expect(await response.json()).toMatchObject({ errors: [{ message: "PersistedQueryNotFound" }] });
    for (const wrong of [5, {}, null, undefined]) {
      expect(await post(persistedQuery(wrong))).toMatchObject({ status: 400, code: "BAD_REQUEST" });
    }
  });

  it("is not stored under the hash of another text, nor if its operation is refused", async () => {
    const wrong = sha256("another text");
    expect(await post({ query: "{ stages { id } }", ...persistedQuery(wrong) })).toEqual({
      status: 400,
      data: undefined,
      code: "BAD_REQUEST",
      message: "extensions.persistedQuery.sha256Hash is not the SHA-256 hash of the query.",
    });
    expect(await post(persistedQuery(wrong))).toMatchObject(notFound);
    for (const query of ["{ stages { nothing } }", "{", `{ stages { ${"a".repeat(10)}: id `]) {
      expect(await post({ query, ...persistedQuery(sha256(query)) })).toMatchObject({ status: 400 });
      expect(await post(persistedQuery(sha256(query)))).toMatchObject(notFound);
    }
  });

  it("takes variables and a name, and runs the operation of its own text", async () => {
    const query = "query One { stages { id } } query Other($id: ID!) { stage(id: $id) { id } }";
    const hash = persistedQuery(sha256(query));
    const other = { operationName: "Other", variables: { id: "offer" } };
    expect(await post({ query, ...hash, ...other })).toMatchObject({ status: 200, data: { stage: { id: "offer" } } });
    expect(await post({ ...hash, ...other })).toMatchObject({ status: 200, data: { stage: { id: "offer" } } });
    expect(await post({ ...hash, operationName: "One" })).toMatchObject({ status: 200, data: stages });
  });

  it("is forgotten when many others come, and then sent again", async () => {
    const first = "{ first: stages { id } }";
    expect(await post({ query: first, ...persistedQuery(sha256(first)) })).toMatchObject({ status: 200 });
    for (let count = 0; count < 12; count += 1) {
      const query = `{ stages { id } } # ${count} ${"x".repeat(400_000)}`;
      expect(await post({ query, ...persistedQuery(sha256(query)) })).toMatchObject({ status: 200 });
    }
    expect(await post(persistedQuery(sha256(first)))).toMatchObject(notFound);
    expect(await post({ query: first, ...persistedQuery(sha256(first)) })).toMatchObject({ status: 200 });
    expect(await post(persistedQuery(sha256(first)))).toMatchObject({ status: 200 });
  });
});
