import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import type { Fault } from "../../src/lever-sandbox/index.js";
import { plainAccount } from "../support/plain-account.js";
import { type TestSubgraph, startSubgraph } from "../support/subgraph.js";

let subgraph: TestSubgraph;
beforeAll(async () => {
  subgraph = await startSubgraph({ account: plainAccount(6), env: { REFERENCE_TTL_MS: "0" } });
});
afterAll(() => subgraph[Symbol.asyncDispose]());
afterEach(() => {
  subgraph.lever.faults.clear();
  subgraph.newCalls();
});

const query = "{ applications(first: 3) { nodes { id } } jobs(first: 1) { nodes { id } } }";
const page = "<html><body>Please wait</body></html>";
const transient = [408, 425, 500, 502, 503, 504, 507, 511, 520, 521, 522, 523, 524, 525, 526, 527, 530, 598, 599];
const notJson: readonly [string, Fault][] = [
  ["HTML", "html"],
  ["cut JSON", "cut-json"],
  ["nothing", { status: 200, body: "" }],
  ["text", { status: 200, body: "upstream connect error or disconnect/reset before headers" }],
  ["XML", { status: 200, body: "<?xml version='1.0'?><Error/>" }],
  ["status 204", { status: 204, body: "" }],
  ["bytes that are not gzip", { status: 200, body: "{}", headers: { "content-encoding": "gzip" } }],
  ["bytes that are not Brotli", { status: 200, body: '{"data":[]}', headers: { "content-encoding": "br" } }],
];

describe("a failure of a proxy before Lever", () => {
  it.each(transient)("with status %d is retried, and the client does not see it", async (status) => {
    subgraph.lever.faults.failNext(/opportunities/, { status, body: page });
    const { data, errors } = await subgraph.query(query);
    expect(errors).toEqual([]);
    expect(data.applications.nodes).toHaveLength(3);
    expect(subgraph.newCalls().filter((call) => call === "GET /opportunities")).toHaveLength(2);
  });

  it.each([408, 425, 511, 520, 530, 599])(
    "with status %d that persists is UPSTREAM_UNAVAILABLE after two retries",
    async (status) => {
      subgraph.lever.faults.failNext(/opportunities/, { status, body: page }, Infinity);
      const { data, errors } = await subgraph.query(query);
      expect(data).toMatchObject({ applications: null, jobs: { nodes: { length: 1 } } });
      expect(errors).toMatchObject([
        { path: ["applications"], extensions: { code: "UPSTREAM_UNAVAILABLE", provider: "LEVER" } },
      ]);
      expect(subgraph.newCalls().filter((call) => call === "GET /opportunities")).toHaveLength(3);
    },
  );

  it.each(notJson)("with status 2xx and %s is retried once", async (_what, fault) => {
    const { faults } = subgraph.lever;
    faults.failNext(/opportunities/, fault);
    const { data, errors } = await subgraph.query(query);
    expect(errors).toEqual([]);
    expect(data.applications.nodes).toHaveLength(3);
    expect(subgraph.newCalls().filter((call) => call === "GET /opportunities")).toHaveLength(2);

    faults.failNext(/opportunities/, fault, Infinity);
    const persistent = await subgraph.query(query);
    expect(persistent.data).toMatchObject({ applications: null, jobs: { nodes: { length: 1 } } });
    expect(persistent.errors).toMatchObject([
      { path: ["applications"], extensions: { code: "UPSTREAM_BAD_RESPONSE" } },
    ]);
    expect(subgraph.newCalls().filter((call) => call === "GET /opportunities")).toHaveLength(2);
  });

  it("is retried within the limit on calls", async () => {
    subgraph.lever.faults.failNext(/opportunities/, "html", Infinity);
    const headers = { "x-max-upstream-calls": "1" };
    const { data, errors } = await subgraph.query("{ applications { nodes { id } } }", {}, headers);
    expect(data).toEqual({ applications: null });
    expect(errors).toMatchObject([{ extensions: { code: "CALL_BUDGET_EXCEEDED" } }]);
    expect(subgraph.newCalls()).toEqual(["GET /opportunities"]);
  });

  it("may come after other failures of the same read", async () => {
    const { faults } = subgraph.lever;
    for (const status of [429, 429, 520]) faults.failNext(/opportunities/, { status, headers: { "retry-after": "0" } });
    faults.failNext(/opportunities/, "html");
    const { data, errors } = await subgraph.query(query);
    expect(errors).toEqual([]);
    expect(data.applications.nodes).toHaveLength(3);
  });
});

describe("a 404", () => {
  const id = "00000000-0000-4000-8000-000000000000";
  const job = `{ job(id: "${id}") { id } }`;

  it.each([
    ["ResourceNotFound", `postings ${id} was not found`],
    ["NotFoundError", "That posting doesn't exist on your account"],
    ["ResourceNotFound", `The posting ${id} does not exist`],
  ])("of Lever's for an object is null: %s, %s", async (code, message) => {
    subgraph.lever.faults.failNext(/postings/, { status: 404, body: { code, message } });
    const { data, errors } = await subgraph.query(job);
    expect({ data, errors }).toEqual({ data: { job: null }, errors: [] });
    expect(subgraph.newCalls()).toEqual(["GET /postings/:id"]);
  });

  it.each<[string, string | object]>([
    ["Lever's for a path", { code: "ResourceNotFound", message: `/postings/${id} does not exist` }],
    ["Lever's for a path with a query", { code: "ResourceNotFound", message: "/v2/postings?limit=1 does not exist." }],
    ["an HTML page", page],
    ["an empty body", ""],
    ["JSON without a code", { message: "no Route matched with those values" }],
    ["JSON without a message", { code: "ResourceNotFound" }],
    ["JSON with a number as its code", { code: 404, message: "Not Found" }],
    ["a JSON string", '"Not Found"'],
    ["null", "null"],
  ])("that is %s is an error that names LEVER_BASE_URL", async (_what, body) => {
    subgraph.lever.faults.failNext(/postings/, { status: 404, body }, Infinity);
    const { data, errors } = await subgraph.query(job);
    expect(data).toEqual({ job: null });
    expect(errors).toMatchObject([
      {
        path: ["job"],
        message: expect.stringContaining("LEVER_BASE_URL"),
        extensions: { code: "UPSTREAM_BAD_RESPONSE", provider: "LEVER" },
      },
    ]);
    expect(subgraph.newCalls()).toEqual(["GET /postings/:id"]);
  });

  it.each(["", "/", "/v2", "/api/v1"])(
    "of a LEVER_BASE_URL with the path %j is an error in each field",
    async (path) => {
      const { lever } = subgraph;
      const env = { LEVER_BASE_URL: lever.url.replace("/v1", path) };
      await using wrong = await startSubgraph({ lever, env });
      const [posting] = lever.account.postings;
      const { data, errors } = await wrong.query(
        `{ job(id: "${posting!.id}") { id } stage(id: "offer") { id } stages { id } candidates { nodes { id } } }`,
      );
      expect(data).toEqual({ job: null, stage: null, stages: null, candidates: null });
      expect(errors).toHaveLength(4);
      for (const { message, extensions } of errors) {
        expect(message).toContain("LEVER_BASE_URL");
        expect(extensions.code).toBe("UPSTREAM_BAD_RESPONSE");
      }
    },
  );
});
