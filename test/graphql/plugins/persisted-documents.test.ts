import { createHash } from "node:crypto";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { print } from "graphql";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import * as frontend from "../../../examples/frontend/generated/graphql.js";
import { type TestSubgraph, startSubgraph } from "../../support/subgraph.js";

const sha256 = (text: string) => createHash("sha256").update(text).digest("hex");

const stages = "query Stages { stages { id } }";
const job = "query AJob($id: ID!) { job(id: $id) { name } }";
const texts = [stages, job, print(frontend.ApplicationPageDocument)];
const untrusted = "{ stages { name } }";

let directory: string;
beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), "trusted-documents-"));
});
afterAll(() => rm(directory, { recursive: true }));

async function file(content: unknown): Promise<string> {
  const text = typeof content === "string" ? content : JSON.stringify(content);
  const path = join(directory, `${sha256(text)}.json`);
  await writeFile(path, text);
  return path;
}

/** The formats of GraphQL Code Generator's client preset and of Apollo's tools. */
const formats = {
  "persisted-documents.json": Object.fromEntries(texts.map((text) => [sha256(text), text])),
  "Apollo's manifest": {
    format: "apollo-persisted-query-manifest",
    version: 1,
    operations: texts.map((body) => ({ id: sha256(body), body, name: "Any", type: "query" })),
  },
};

async function start(content: unknown, mode?: "also" | "only"): Promise<TestSubgraph> {
  const env = { TRUSTED_DOCUMENTS: await file(content), ...(mode && { TRUSTED_DOCUMENTS_MODE: mode }) };
  return startSubgraph({ candidates: 1, env });
}

async function post({ url }: TestSubgraph, body: object) {
  const headers = { "content-type": "application/json", accept: "application/graphql-response+json" };
  const response = await fetch(`${url}/graphql`, { method: "POST", headers, body: JSON.stringify(body) });
  const { data, errors } = (await response.json()) as any;
  return { status: response.status, data, code: errors?.[0].extensions.code, message: errors?.[0].message };
}

const persistedQuery = (sha256Hash: unknown) => ({ extensions: { persistedQuery: { version: 1, sha256Hash } } });
const someStages = { stages: expect.arrayContaining([{ id: "offer" }]) };

describe.each(Object.entries(formats))("a trusted document of %s", (_format, content) => {
  it("runs by its id, in each form of a request", async () => {
    await using subgraph = await start(content, "only");
    const id = sha256(stages);
    for (const body of [
      { documentId: id },
      { documentId: `sha256:${id}` },
      persistedQuery(id),
      { query: stages },
      { query: stages, ...persistedQuery(id) },
      // The id has priority over a query in the same request.
      { query: untrusted, documentId: id },
    ]) {
      expect(await post(subgraph, body)).toMatchObject({ status: 200, data: someStages });
    }
    for (const search of [
      `documentId=${id}`,
      `documentId=sha256:${id}`,
      `extensions=${encodeURIComponent(JSON.stringify(persistedQuery(id).extensions))}`,
    ]) {
      expect(await (await fetch(`${subgraph.url}/graphql?${search}`)).json()).toMatchObject({ data: someStages });
    }
  });

  it("accepts variables, and is not confused with another document", async () => {
    await using subgraph = await start(content);
    const { id } = subgraph.lever.account.postings[0]!;
    const [one, other, named] = await Promise.all([
      post(subgraph, { documentId: sha256(stages), variables: { id } }),
      post(subgraph, { documentId: sha256(job), variables: { id } }),
      post(subgraph, { documentId: sha256(job), operationName: "AJob", variables: { id } }),
    ]);
    expect(one.data).toMatchObject(someStages);
    expect(other.data).toEqual({ job: { name: expect.any(String) } });
    expect(named).toEqual(other);
  });
});

describe("an untrusted document", () => {
  const content = formats["persisted-documents.json"];

  it("is executed by default, and may be sent by its hash afterwards", async () => {
    await using subgraph = await start(content);
    const id = sha256(untrusted);
    expect(await post(subgraph, { query: untrusted })).toMatchObject({
      status: 200,
      data: { stages: expect.anything() },
    });
    for (const body of [persistedQuery(id), { documentId: id }, { documentId: "__proto__" }]) {
      expect(await post(subgraph, body)).toMatchObject({ status: 200, code: "PERSISTED_QUERY_NOT_FOUND" });
    }
    expect(await post(subgraph, { query: untrusted, ...persistedQuery(id) })).toMatchObject({ status: 200 });
    expect(await post(subgraph, persistedQuery(id))).toMatchObject({
      status: 200,
      data: { stages: expect.anything() },
    });
    for (const body of [persistedQuery(5), persistedQuery({}), { documentId: 5 }, { documentId: null }]) {
      expect(await post(subgraph, body)).toMatchObject({ status: 400, code: "BAD_REQUEST" });
    }
  });

  it("is rejected without parsing in the mode `only`, in each form of a request", async () => {
    await using subgraph = await start(content, "only");
    for (const body of [
      { query: untrusted },
      { query: `${stages} ` },
      { query: "{ candidates { nodes { nothing } } }" },
      { query: "{" },
      { query: "{ _service { sdl } }" },
      { query: untrusted, documentId: "unknown" },
      { query: untrusted, ...persistedQuery(sha256(untrusted)) },
      { query: untrusted, ...persistedQuery("unknown") },
      { documentId: "unknown" },
      persistedQuery("unknown"),
    ]) {
      expect(await post(subgraph, body), JSON.stringify(body)).toEqual({
        status: 400,
        data: undefined,
        code: "PERSISTED_QUERY_NOT_FOUND",
        message: "This operation is not in the list of trusted documents (TRUSTED_DOCUMENTS_MODE=only).",
      });
    }
    for (const search of [`query=${encodeURIComponent(untrusted)}`, "documentId=unknown"]) {
      const { data, errors } = (await (await fetch(`${subgraph.url}/graphql?${search}`)).json()) as any;
      expect([data, errors[0].extensions.code]).toEqual([undefined, "PERSISTED_QUERY_NOT_FOUND"]);
    }
    expect(await post(subgraph, { variables: {} })).toMatchObject({ status: 400, code: "BAD_REQUEST" });
    expect(subgraph.newCalls()).toEqual([]);
  });
});

describe("an invalid file of documents", () => {
  it.each([
    ["that is not there", undefined, /cannot be read \(ENOENT\)/],
    ["that is not JSON", "{", /is not JSON/],
    ["of neither format", { documents: [] }, /is of an unknown format\. It can be persisted-documents\.json/],
    ["of a newer format", { ...formats["Apollo's manifest"], version: 2 }, /is of an unknown format/],
    ["without a document", {}, /contains no document/],
    [
      "with documents that do not fit the schema",
      { one: "{ stages { id } }", two: "{ stages { nothing } }", three: "{" },
      /\n {4}two: Cannot query field "nothing" on type "Stage"\.\n {4}three: Syntax Error: /,
    ],
  ])("%s stops the start", async (_what, content, message) => {
    const starting =
      content === undefined ? startSubgraph({ env: { TRUSTED_DOCUMENTS: "/nowhere.json" } }) : start(content);
    await expect(starting).rejects.toThrow(message);
    await expect(starting).rejects.toThrow("TRUSTED_DOCUMENTS: ");
  });
});
