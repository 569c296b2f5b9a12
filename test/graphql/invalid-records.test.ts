import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { plainAccount } from "../support/plain-account.js";
import { type TestSubgraph, startSubgraph } from "../support/subgraph.js";

let subgraph: TestSubgraph;
beforeAll(async () => {
  subgraph = await startSubgraph({ account: plainAccount(12, 5), env: { REFERENCE_TTL_MS: "0" } });
});
afterAll(() => subgraph[Symbol.asyncDispose]());
afterEach(() => {
  subgraph.lever.faults.clear();
});

const jobs = "{ jobs(first: 100) { nodes { id createdAt } } }";

describe("an invalid record", () => {
  it.each([
    ["a moment after the year 9999", { createdAt: 253_402_300_800_000 }],
    ["a moment before the year 0", { createdAt: -62_167_219_200_001 }],
    ["an id of 65 characters", { id: "a".repeat(65) }],
  ])("is left out of its list, and the other records stay: %s", async (_what, spoiled) => {
    const whole = await subgraph.query(jobs);
    subgraph.lever.faults.failNext(
      /postings/,
      {
        edit: (json) => ({
          ...json,
          data: json.data.map((row: object, i: number) => (i === 0 ? { ...row, ...spoiled } : row)),
        }),
      },
      Infinity,
    );
    const { data, errors } = await subgraph.query(jobs);
    expect(errors).toMatchObject([{ extensions: { code: "UPSTREAM_BAD_RESPONSE" } }]);
    expect(errors[0]!.message.length).toBeLessThan(300);
    expect(data.jobs.nodes.length).toBe(whole.data.jobs.nodes.length - 1);
  });
});

describe("a page token that a URL cannot hold", () => {
  it("is sent in the nearest valid form", async () => {
    subgraph.lever.faults.failNext(/stages$|stages\?limit=100$/, {
      edit: (json) => ({ ...json, hasNext: true, next: "\ud800" }),
    });
    const { errors } = await subgraph.query("{ stages { id } }");
    expect(errors).toMatchObject([{ extensions: { code: "UPSTREAM_BAD_RESPONSE" } }]);
  });
});

describe("a filter that a URL cannot hold", () => {
  const departments = "query ($of: [String!]) { jobs(first: 100, filter: { departments: $of }) { nodes { id } } }";

  it("is applied by the subgraph if it is by department", async () => {
    const named = subgraph.lever.account.postings
      .map(({ categories }) => categories.department)
      .filter((each) => each !== null);
    const few = await subgraph.query(departments, { of: named });
    expect(few.data.jobs.nodes.length).toBeGreaterThan(0);
    const many = [...named, ...Array.from({ length: 900 }, (_, index) => `Department ${index}`)];
    for (const of of [many, [...named, "a".repeat(20_000)], [...named, "\ud800"]]) {
      const answer = await subgraph.query(departments, { of });
      expect(answer.errors).toEqual([]);
      expect(answer.data).toEqual(few.data);
    }
  });

  it.each([
    ["of 321 characters", `${"a".repeat(309)}@example.com`],
    ["of half a surrogate pair", "\ud800@example.com"],
  ])("is rejected if it is an email: %s", async (_what, email) => {
    subgraph.newCalls();
    const query = "query ($email: String) { candidates(filter: { email: $email }) { nodes { id } } }";
    const { errors } = await subgraph.query(query, { email });
    expect(errors).toMatchObject([{ extensions: { code: "BAD_USER_INPUT" } }]);
    expect(subgraph.newCalls()).toEqual([]);
  });
});

describe("a mutation or a subscription", () => {
  it.each(["mutation { a }", "subscription { a }", "mutation A { __typename } "])("is rejected: %s", async (query) => {
    const { errors, status } = await subgraph.query(query);
    expect(status).toBe(400);
    expect(errors[0]!.extensions.code).toMatch(/OPERATION_RESOLUTION_FAILURE|GRAPHQL_VALIDATION_FAILED/);
  });
});
