import { gzipSync } from "node:zlib";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import type { Fault } from "../../src/lever-sandbox/index.js";
import { plainAccount } from "../support/plain-account.js";
import { type Answer, type TestSubgraph, startSubgraph } from "../support/subgraph.js";

let subgraph: TestSubgraph;
let truth: Answer["data"];
beforeAll(async () => {
  subgraph = await startSubgraph({ account: plainAccount(8), env: { REFERENCE_TTL_MS: "0" } });
  truth = (await subgraph.query(query)).data;
});
afterAll(() => subgraph[Symbol.asyncDispose]());
afterEach(() => {
  subgraph.lever.faults.clear();
  subgraph.newCalls();
});

const query = `{
  candidates(first: 3) { nodes { id fullName emails { data } } pageInfo { endCursor hasNextPage } }
  jobs(first: 2) { nodes { id name } }
  stages { id name }
}`;
const always = (match: RegExp, fault: Fault) => {
  subgraph.lever.faults.failNext(match, fault, Infinity);
};
const mark = "\ufeff";
const gzip = (text: string) => gzipSync(text);
const gzipped = { "content-encoding": "gzip" };

describe("a byte order mark before Lever's JSON", () => {
  it.each<[string, Fault]>([
    ["once", { rewrite: (text) => mark + text }],
    ["twice, among white space", { rewrite: (text) => `${mark}\r\n${mark} ${text}\n` }],
    ["in a compressed response", { rewrite: (text) => gzip(mark + text), headers: gzipped }],
  ])("is read over: %s", async (_how, fault) => {
    always(/./, fault);
    subgraph.newCalls();
    const { data, errors, upstream } = await subgraph.query(query);
    expect(errors).toEqual([]);
    expect(data).toEqual(truth);
    expect(subgraph.newCalls()).toHaveLength(upstream.calls);
  });

  it("is also ignored before the body of an error", async () => {
    const id = "00000000-0000-4000-8000-000000000000";
    const notFound = JSON.stringify({ code: "ResourceNotFound", message: `postings ${id} was not found` });
    always(/postings/, { status: 404, body: mark + notFound });
    const { data, errors } = await subgraph.query(`{ job(id: "${id}") { id } }`);
    expect({ data, errors }).toEqual({ data: { job: null }, errors: [] });
    expect(subgraph.newCalls()).toEqual(["GET /postings/:id"]);
  });
});

describe("half of a surrogate pair in Lever's JSON", () => {
  /** The value of the named field in all rows. */
  const named = (field: string, json: string): Fault => ({
    rewrite: (text) => text.replace(new RegExp(`"${field}":"[^"]*"`, "g"), `"${field}":${json}`),
  });

  it.each([
    ["\\ud83d", "\ufffd"],
    ["\\uDE00", "\ufffd"],
    ["a\\uDE00\\uD83Db", "a\ufffd\ufffdb"],
    ["\\ud83d\\ud83d\\ude00", "\ufffd😀"],
    ["\\ud83dude00", "\ufffdude00"],
    ["\\ud83d\\n", "\ufffd\n"],
    ["\\ud83d\\ude00", "😀"],
    ["\\\\ud83d", "\\ud83d"],
    ["\\\\\\ud83d", "\\\ufffd"],
    ['\\"\\ud83d\\"', '"\ufffd"'],
  ])("is the replacement character: %s", async (escaped, text) => {
    always(/opportunities/, named("name", `"${escaped}"`));
    always(/postings/, named("text", `"${escaped}"`));
    always(/stages/, named("text", `"${escaped}"`));
    const { data, errors } = await subgraph.query(query);
    expect(errors).toEqual([]);
    const names = [
      ...data.candidates.nodes.map(({ fullName }: { fullName: string }) => fullName),
      ...data.jobs.nodes.map(({ name }: { name: string }) => name),
      ...data.stages.map(({ name }: { name: string }) => name),
    ];
    expect(new Set(names)).toEqual(new Set([text]));
  });

  it("in a token, an address or a key reaches no answer", async () => {
    const withHalves = (text: string) =>
      text.replace(/"emails":\[[^\]]*\]/g, '"emails":["\\ud800@example.com"],"\\udfff":"\\udfff"');
    always(/contact_id/, { rewrite: withHalves });
    always(/opportunities/, {
      rewrite: (text) => withHalves(text).replace(/"hasNext":false/, '"hasNext":true,"next":"\\udbff"'),
    });
    const response = await fetch(`${subgraph.url}/graphql`, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify({ query: query.replace("first: 3", "first: 8") }),
    });
    const text = await response.text();
    expect(text).toContain("\ufffd@example.com");
    expect(text).not.toMatch(/\\ud[89a-f]/i);
    const { candidates } = (JSON.parse(text) as { data: typeof truth }).data;
    expect(candidates.pageInfo.hasNextPage).toBe(true);
    const cursor = Buffer.from(candidates.pageInfo.endCursor as string, "base64url").toString();
    expect(cursor).toContain("\ufffd");
    expect(cursor).not.toMatch(/\\ud[89a-f]/i);
  });
});

describe("a response above a limit", () => {
  const rows = (count: number, row: string) => `{"data":[${Array.from({ length: count }, () => row).join(",")}]}`;
  it.each<[string, () => string | Uint8Array]>([
    ["a million rows, compressed", () => gzip(rows(1_000_000, "{}"))],
    ["a million long rows, compressed", () => gzip(rows(1_000_000, '{"id":"00000000-0000-4000-8000-000000000000"}'))],
    ["1,001 rows", () => gzip(rows(1001, "{}"))],
    ["eight million levels, compressed", () => gzip("[".repeat(8_000_000))],
    ["eight million levels of a value, compressed", () => gzip(`{"data":[{"name":${'{"a":'.repeat(1_600_000)}`)],
    ["65 levels", () => gzip(`{"data":[],"a":${"[".repeat(64)}${"]".repeat(64)}}`)],
    ["9 MB, compressed", () => gzip(`{"data":["${"a".repeat(9_000_000)}"]}`)],
  ])("is refused without a retry, and other fields are answered: %s", async (_what, body) => {
    const bytes = body();
    always(/opportunities/, { rewrite: () => bytes, headers: gzipped });
    const { data, errors } = await subgraph.query(query);
    expect(data).toEqual({ ...truth, candidates: null });
    expect(errors).toMatchObject([
      { path: ["candidates"], extensions: { code: "UPSTREAM_BAD_RESPONSE", provider: "LEVER" } },
    ]);
    expect(subgraph.newCalls().filter((call) => call === "GET /opportunities")).toHaveLength(1);
  });

  it("is refused for reference data too", async () => {
    always(/stages/, { rewrite: () => gzip(rows(1001, '{"id":"lead-new","text":"New lead"}')), headers: gzipped });
    const { data, errors } = await subgraph.query("{ stages { id } }");
    expect(data).toEqual({ stages: null });
    expect(errors).toMatchObject([{ path: ["stages"], extensions: { code: "UPSTREAM_BAD_RESPONSE" } }]);
    expect(subgraph.newCalls()).toEqual(["GET /stages"]);
  });
});
