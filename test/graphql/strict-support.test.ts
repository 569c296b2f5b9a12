import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { annotations } from "../../src/graphql/provider-support/field-support.js";
import { readTypeDefs } from "../../src/graphql/schema.js";
import { type TestSubgraph, startSubgraph } from "../support/subgraph.js";

const strict = { "x-provider-support": "strict" };
const unsupported = annotations(readTypeDefs()).filter(({ level }) => level === "UNSUPPORTED");

const queries: Readonly<Record<string, string>> = {
  "Candidate.firstName": "{ candidates(first: 1) { nodes { firstName } } }",
  "Candidate.lastName": "{ candidates(first: 1) { edges { node { ... on Candidate { family: lastName } } } } }",
  "HiringTeam.recruiters":
    "{ jobs(first: 1) { nodes { hiringTeam { ...Team } } } } fragment Team on HiringTeam { recruiters { id } }",
  "Stage.jobId": "{ stages { jobId } }",
  "Offer.updatedAt": `query ($of: [_Any!]!) { _entities(representations: $of) { ... on Offer { updatedAt } } }`,
};

let subgraph: TestSubgraph;
beforeAll(async () => {
  subgraph = await startSubgraph({ candidates: 10 });
});
afterAll(() => subgraph[Symbol.asyncDispose]());

const of = [{ __typename: "Offer", id: "a0000000-0000-4000-8000-000000000000:b0000000-0000-4000-8000-000000000000" }];

describe("x-provider-support: strict", () => {
  it.each(unsupported.map(({ type, field, reason }) => [`${type}.${field}`, reason!] as const))(
    "rejects an operation that selects %s, before the first call",
    async (name, reason) => {
      const { data, errors, status } = await subgraph.query(queries[name]!, { of }, strict);
      expect(data).toBeUndefined();
      expect(status).toBe(400);
      expect(errors).toMatchObject([{ extensions: { code: "GRAPHQL_VALIDATION_FAILED" } }]);
      expect(errors[0]!.message).toContain(`${name} (${reason})`);
      expect(reason).toMatch(/Use \w+/);
      expect(subgraph.newCalls()).toEqual([]);
    },
  );

  it("names each unsupported field once, with its location", async () => {
    const query = "{ stages { jobId again: jobId } candidates(first: 1) { nodes { firstName } } }";
    const { errors } = await subgraph.query(query, {}, strict);
    expect(errors[0]!.message.match(/\w+\.\w+ \(/g)).toEqual(["Stage.jobId (", "Candidate.firstName ("]);
    expect(errors[0]).toHaveProperty("locations.length", 2);
  });

  it("accepts supported fields, and unsupported fields that are not included", async () => {
    const query = "query ($no: Boolean = false) { stages { id name jobId @include(if: $no) } }";
    const { errors, data } = await subgraph.query(query, {}, strict);
    expect(errors).toEqual([]);
    expect(data.stages.length).toBeGreaterThan(0);
  });

  it("applies to every operation with the setting", async () => {
    await using always = await startSubgraph({ candidates: 1, env: { STRICT_PROVIDER_SUPPORT: "true" } });
    expect((await always.query("{ stages { jobId } }")).status).toBe(400);
  });

  it("accepts no other value", async () => {
    const { errors, status } = await subgraph.query("{ stages { id } }", {}, { "x-provider-support": "lenient" });
    expect(status).toBe(400);
    expect(errors).toMatchObject([{ extensions: { code: "BAD_USER_INPUT" } }]);
  });
});
