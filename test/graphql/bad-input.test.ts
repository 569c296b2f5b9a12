import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type TestSubgraph, startSubgraph } from "../support/subgraph.js";

let subgraph: TestSubgraph;
beforeAll(async () => {
  subgraph = await startSubgraph({ candidates: 250 });
});
afterAll(() => subgraph[Symbol.asyncDispose]());

const page = `query Page($first: Int, $after: String) {
  candidates(first: $first, after: $after) { nodes { id } pageInfo { endCursor } }
}`;

describe("first", () => {
  it.each([0, 101, -1])("rejects %d with the allowed range and without a call", async (first) => {
    subgraph.newCalls();
    const { data, errors } = await subgraph.query(page, { first });
    expect(data).toEqual({ candidates: null });
    expect(errors).toMatchObject([
      {
        message: expect.stringContaining("between 1 and 100"),
        path: ["candidates"],
        extensions: { code: "BAD_USER_INPUT" },
      },
    ]);
    expect(subgraph.newCalls()).toEqual([]);
  });

  it("can be null", async () => {
    const { data } = await subgraph.query(`{ jobs(first: null) { nodes { id } } }`);
    expect(data.jobs.nodes.length).toBeGreaterThan(0);
  });
});

describe("a cursor", () => {
  const refused = {
    extensions: { code: "BAD_USER_INPUT" },
    message: expect.stringContaining("not a cursor of this list"),
  };

  it.each(["", "x", "AAAA", "eyJhIjoxfQ==", "💥", "a".repeat(10_000)])(
    "that this subgraph did not create is rejected (%#)",
    async (after) => {
      subgraph.newCalls();
      const { data, errors } = await subgraph.query(page, { after });
      expect(data).toEqual({ candidates: null });
      expect(errors).toMatchObject([refused]);
      expect(subgraph.newCalls()).toEqual([]);
    },
  );

  it("of another connection or another filter is rejected", async () => {
    const { data } = await subgraph.query(page, { first: 1 });
    const after = data.candidates.pageInfo.endCursor as string;
    subgraph.newCalls();
    for (const field of [
      "applications(after: $after)",
      "jobs(after: $after)",
      "candidates(after: $after, filter: { includeLeads: true })",
    ]) {
      const answer = await subgraph.query(`query ($after: String) { list: ${field} { nodes { id } } }`, { after });
      expect(answer.errors).toMatchObject([refused]);
    }
    expect(subgraph.newCalls()).toEqual([]);
  });

  it("that a client changed is rejected", async () => {
    const { data } = await subgraph.query(page, { first: 1 });
    const cursor = Buffer.from(data.candidates.pageInfo.endCursor as string, "base64url").toString();
    const changed = Buffer.from(cursor.replace("[0,", "[1,")).toString("base64url");
    expect((await subgraph.query(page, { after: changed })).errors).toMatchObject([refused]);
  });

  it("accepts the same filter in another form", async () => {
    const query = `query ($filter: CandidateFilter, $after: String) {
      candidates(first: 1, after: $after, filter: $filter) { nodes { id } pageInfo { endCursor } }
    }`;
    const stages = ["applicant-new", "offer"];
    const { data } = await subgraph.query(query, { filter: { stageIds: stages } });
    const after = data.candidates.pageInfo.endCursor as string;
    const again = { filter: { email: null, stageIds: [...stages].reverse() }, after };
    expect((await subgraph.query(query, again)).errors).toEqual([]);
  });

  it("that Lever no longer accepts is a BAD_USER_INPUT error", async () => {
    const { data } = await subgraph.query(page, { first: 100 });
    subgraph.lever.faults.failNext(/offset=/, {
      status: 400,
      body: { code: "BadRequestError", message: "Invalid offset token" },
    });
    const after = data.candidates.pageInfo.endCursor as string;
    const { errors } = await subgraph.query(page, { after });
    subgraph.lever.faults.clear();
    expect(errors).toMatchObject([{ extensions: { code: "BAD_USER_INPUT" } }]);
  });
});

describe("an id in a filter", () => {
  it.each([
    `candidates(filter: { jobIds: "../users" })`,
    `candidates(filter: { stageIds: ["offer", "%2e%2e"] })`,
    `applications(filter: { candidateIds: "x" })`,
    `offers(filter: { jobIds: "" })`,
    `candidates(filter: { rejectedReasonIds: ["Withdrew"] })`,
  ])("that is malformed is rejected: %s", async (field) => {
    subgraph.newCalls();
    const { errors } = await subgraph.query(`{ ${field} { nodes { id } } }`);
    expect(errors).toMatchObject([{ extensions: { code: "BAD_USER_INPUT" } }]);
    expect(subgraph.newCalls()).toEqual([]);
  });
});

describe("a mail address in a filter", () => {
  it.each([
    "",
    " ",
    "no address",
    "nobody",
    "@",
    "a b@example.org",
    "nobody@exam ple.org",
    `${"x".repeat(320)}@example.org`,
  ])("that cannot be one is rejected without a call: %j", async (email) => {
    subgraph.newCalls();
    const { errors } = await subgraph.query(
      "query ($email: String) { candidates(filter: { email: $email }) { nodes { id } } }",
      { email },
    );
    expect(errors).toMatchObject([{ path: ["candidates"], extensions: { code: "BAD_USER_INPUT" } }]);
    expect(subgraph.newCalls()).toEqual([]);
  });

  it.each(["nobody@example.org", " NOBODY@localhost ", "o'neil+jobs@example.org"])("can be %j", async (email) => {
    const { errors } = await subgraph.query(
      "query ($email: String) { candidates(filter: { email: $email }) { nodes { id } } }",
      { email },
    );
    expect(errors).toEqual([]);
  });
});

describe("a request", () => {
  const post = (body: string, headers: Record<string, string> = { "content-type": "application/json" }) =>
    fetch(`${subgraph.url}/graphql`, { method: "POST", headers, body });

  it.each([
    ["malformed JSON", () => post("{"), 400, "BAD_REQUEST"],
    ["an empty body", () => post(""), 400, "BAD_REQUEST"],
    ["a wrong content type", () => post("{}", { "content-type": "text/plain" }), 415, "BAD_REQUEST"],
    ["a body of 1 MiB", () => post(JSON.stringify({ query: "x".repeat(1024 * 1024) })), 413, "BAD_REQUEST"],
    ["no query", () => post("{}"), 400, "BAD_REQUEST"],
    ["a syntax error", () => post(JSON.stringify({ query: "{" })), 400, "GRAPHQL_PARSE_FAILED"],
    ["an unknown field", () => post(JSON.stringify({ query: "{ nothing }" })), 400, "GRAPHQL_VALIDATION_FAILED"],
    [
      "a simple GET from a page of another site",
      () => fetch(`${subgraph.url}/graphql?query={__typename}`, { headers: { "sec-fetch-site": "cross-site" } }),
      400,
      "BAD_REQUEST",
    ],
    ["an unknown path", () => fetch(`${subgraph.url}/nothing`), 404, "BAD_REQUEST"],
    [
      "a limit on calls that is not a number",
      () => post(`{"query":"{__typename}"}`, { "content-type": "application/json", "x-max-upstream-calls": "many" }),
      400,
      "BAD_USER_INPUT",
    ],
  ])("with %s gets a GraphQL error in JSON", async (_what, send, status, code) => {
    const response = await send();
    expect(response.status).toBe(status);
    expect(await response.json()).toMatchObject({
      errors: [{ message: expect.stringMatching(/./), extensions: { code } }],
    });
  });

  it("with a variable of a wrong type is rejected", async () => {
    const { errors, status } = await subgraph.query(page, { first: "many" });
    expect(status).toBe(400);
    expect(errors).toMatchObject([{ extensions: { code: "BAD_USER_INPUT" } }]);
  });
});
