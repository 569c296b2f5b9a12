import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { ApolloClient, HttpLink, InMemoryCache } from "@apollo/client";
import { PersistedQueryLink } from "@apollo/client/link/persisted-queries";
import { parse } from "graphql";
import { Client, fetchExchange, mapExchange } from "urql";
import { afterAll, describe, expect, it } from "vitest";
import { startSubgraph } from "../../support/subgraph.js";
import { apolloManifest, codegen, relay, sha256 } from "./document-generators.js";

const directory = mkdtempSync(join(tmpdir(), "generated-documents-"));
afterAll(() => {
  rmSync(directory, { recursive: true });
});

function start(file: string, mode = "only") {
  const path = join(directory, `${sha256(file)}.json`);
  writeFileSync(path, file);
  return startSubgraph({ candidates: 1, env: { TRUSTED_DOCUMENTS: path, TRUSTED_DOCUMENTS_MODE: mode } });
}

const document = "query partQuery { stages { ...StageParts } } fragment StageParts on Stage { id }";
const stages = { stages: expect.arrayContaining([expect.objectContaining({ id: "offer" })]) };
const persistedQuery = (sha256Hash: string) => ({
  extensions: { persistedQuery: { version: 1 as const, sha256Hash } },
});

/** What clients send for an id: Relay, urql, Apollo Client and the examples in the documentation of the generators. */
const bodies = (id: string) => [
  { documentId: id, variables: {} },
  { documentId: id, operationName: "partQuery" },
  { documentId: `sha256:${id.replace(/^sha256:/, "")}` },
  { documentId: id.replace(/^sha256:/, "") },
  { documentId: id.toUpperCase() },
  { ...persistedQuery(id), operationName: "partQuery", variables: {} },
  persistedQuery(id.replace(/^sha256:/, "")),
  { ...persistedQuery(id), query: "" },
  { ...persistedQuery(id), query: null },
  { doc_id: id, variables: {} },
  { docId: id },
  { id, variables: {} },
  { queryId: id, operationName: "", variables: null },
  { id: 5, doc_id: id },
];

async function expectFound(url: string, id: string) {
  for (const body of bodies(id)) {
    const headers = { "content-type": "application/json" };
    const posted = await fetch(`${url}/graphql`, { method: "POST", headers, body: JSON.stringify(body) });
    expect(await posted.json(), JSON.stringify(body)).toMatchObject({ data: stages });
    const parameters = Object.entries(body).flatMap(([name, value]): [string, string][] =>
      value === null ? [] : [[name, typeof value === "string" ? value : JSON.stringify(value)]],
    );
    if ("doc_id" in body && "id" in body) continue;
    const got = await fetch(`${url}/graphql?${new URLSearchParams(parameters).toString()}`);
    expect(await got.json(), JSON.stringify(parameters)).toMatchObject({ data: stages });
  }
}

describe("a file of GraphQL Code Generator's client preset", () => {
  it.each([
    ["as it comes", true, /^sha256:[\da-f]{64}$/],
    ["with SHA-1", { hashAlgorithm: "sha1" }, /^[\da-f]{40}$/],
    [
      "with hashes alone in the documents",
      { mode: "replaceDocumentWithHash", hashPropertyName: "documentId" },
      /^sha256:/,
    ],
    ["with hashes of one's own", { hashAlgorithm: (text: string) => `v1:${text.length}` }, /^v1:\d+$/],
  ])("works %s", async (_how, persistedDocuments, form) => {
    const { file, ids } = await codegen(document, persistedDocuments);
    const [id = ""] = ids;
    expect(id).toMatch(form);
    expect(Object.keys(JSON.parse(file) as object)).toEqual([id]);
    await using subgraph = await start(file);
    if (!id.startsWith("v1:")) await expectFound(subgraph.url, id);
    // As `persistedExchange` of urql does, with the hash of the document.
    const persisted = mapExchange({ onOperation: (operation) => ({ ...operation, ...persistedQuery(id) }) });
    for (const preferGetMethod of [false, "force"] as const) {
      const exchanges = [persisted, fetchExchange];
      const client = new Client({ url: `${subgraph.url}/graphql`, exchanges, preferGetMethod });
      expect(await client.query(document, {}).toPromise()).toMatchObject({ data: stages, error: undefined });
    }
  });
});

describe("a file of Relay's compiler", () => {
  it.each(["MD5", "SHA1", "SHA256"] as const)("works with %s", async (algorithm) => {
    const { file, ids } = await relay(document, algorithm);
    const [id = ""] = ids;
    expect(Object.keys(JSON.parse(file) as object)).toEqual([id]);
    await using subgraph = await start(file);
    await expectFound(subgraph.url, id);
  });
});

describe("a manifest of Apollo", () => {
  it.each(["only", "also"])("works for Apollo Client in the mode %s, by POST and GET", async (mode) => {
    const file = await apolloManifest([document, "query Other { stages { id name } }"]);
    const { operations } = JSON.parse(file) as { operations: { id: string; name: string; body: string }[] };
    expect(operations[0]?.body).toMatch(/^query partQuery[^]*__typename/);
    await using subgraph = await start(file, mode);
    await expectFound(subgraph.url, operations[0]?.id ?? "");
    for (const useGETForHashedQueries of [false, true]) {
      const generateHash = async () => operations.find(({ name }) => name === "partQuery")?.id ?? "";
      const link = new PersistedQueryLink({ generateHash, useGETForHashedQueries, disable: () => false });
      const uri = `${subgraph.url}/graphql`;
      const client = new ApolloClient({ link: link.concat(new HttpLink({ uri })), cache: new InMemoryCache() });
      expect(await client.query({ query: parse(document), fetchPolicy: "no-cache" })).toMatchObject({ data: stages });
    }
  });
});

describe("a file", () => {
  const text = "query partQuery { stages { id } }";
  const id = sha256(text);
  const manifest = { format: "apollo-persisted-query-manifest", version: 1, operations: [{ id, body: text }] };

  it.each<[what: string, content: object]>([
    ["with the prefix", { [`sha256:${id}`]: text }],
    ["with the prefix in capitals", { [`SHA256:${id.toUpperCase()}`]: text }],
    ["with capitals", { [id.toUpperCase()]: text }],
    ["that is a manifest with the prefix", { ...manifest, operations: [{ id: `sha256:${id}`, body: text }] }],
    ["that is a list of manifests", [manifest, { ...manifest, operations: [] }]],
    ["that is a list of files of both formats", [{ [`sha256:${id}`]: text }, manifest, { other: "{ __typename }" }]],
    ["that is a list of operations", [{ id, body: text, name: "Any" }]],
    ["of Apollo Kotlin", { [id]: { name: "Any", type: "query", source: text } }],
  ])("%s has the document", async (_what, content) => {
    await using subgraph = await start(JSON.stringify(content));
    expect(await post(subgraph.url, { documentId: id })).toMatchObject({ data: stages });
  });

  it("may begin with a byte order mark", async () => {
    await using subgraph = await start(`\ufeff${JSON.stringify(manifest)}`);
    expect(await post(subgraph.url, { documentId: id })).toMatchObject({ data: stages });
  });

  it.each([
    ["of an unknown version", JSON.stringify({ ...manifest, version: 2 }), /is of an unknown format\. It can be /],
    ["of an unknown format", JSON.stringify({ documents: [text] }), /is of an unknown format\. It can be /],
    ["that is a text", '"a"', /is of an unknown format/],
    ["that is null", "null", /is of an unknown format/],
    ["with a list of texts", JSON.stringify([text]), /is of an unknown format/],
    ["with texts as keys", JSON.stringify({ [text]: "1" }), /has texts as keys/],
    [
      "with two texts for one id",
      JSON.stringify([{ [id]: text }, { [`sha256:${id}`]: "{ __typename }" }]),
      /contains the id sha256:\w+ twice/,
    ],
    ["with an empty list", "[]", /contains no document/],
    ["in UTF-16", Buffer.from("\ufeff{}", "utf16le").toString("latin1"), /is not JSON in UTF-8/],
  ])("%s stops the start", async (_what, content, message) => {
    await expect(start(content)).rejects.toThrow(message);
  });

  it("does not take another member of a request with a text for an id", async () => {
    await using subgraph = await start(JSON.stringify({ [id]: text, five: "{ stages { name } }" }), "also");
    const { data } = await post(subgraph.url, { query: "{ __typename }", id: "five", doc_id: "five" });
    expect(data).toEqual({ __typename: "Query" });
    const unknown = await post(subgraph.url, { doc_id: "six" });
    expect(unknown.errors).toMatchObject([{ extensions: { code: "PERSISTED_QUERY_NOT_FOUND" } }]);
  });
});

async function post(url: string, body: object) {
  const headers = { "content-type": "application/json" };
  const response = await fetch(`${url}/graphql`, { method: "POST", headers, body: JSON.stringify(body) });
  return (await response.json()) as { data?: unknown; errors?: unknown };
}
