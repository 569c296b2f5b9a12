import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type TestSubgraph, startSubgraph } from "../support/subgraph.js";

let subgraph: TestSubgraph;
beforeAll(async () => {
  subgraph = await startSubgraph({ candidates: 2 });
});
afterAll(() => subgraph[Symbol.asyncDispose]());

// Validation accepts a variable with a default value at a place that must not be null. GraphQL specification, 5.8.5.
const variables = { x: null };
const refusal = (message: unknown, path?: unknown) => ({
  message,
  ...(path !== undefined && { path }),
  extensions: { code: "BAD_USER_INPUT" },
});
const names$x = expect.stringMatching(/^Argument ".*\. Its variable is null or missing: \$x\.$/);

describe("a variable with a default value that is null", () => {
  it.each([
    ["an id", "$x: ID = 1", "job(id: $x) { id }"],
    ["an item of a list", "$x: ID = 1", "candidates(filter: { jobIds: [$x] }) { nodes { id } }"],
    ["a text in a list", '$x: String = "a"', 'candidates(filter: { tags: ["b", $x] }) { nodes { id } }'],
    ["an enum in a list", "$x: ApplicationStatus = ACTIVE", "applications(filter: { status: [$x] }) { nodes { id } }"],
    ["an enum", "$x: RemoteKind = OPPORTUNITY", 'byRemoteId(provider: LEVER, kind: $x, id: "a") { __typename }'],
    [
      "a field of an input object",
      "$x: ApplicationOrderField = CREATED_AT",
      "applications(orderBy: { field: $x }) { nodes { id } }",
    ],
    [
      "a field of an input object with a default value",
      "$x: OrderDirection = ASC",
      "applications(orderBy: { field: CREATED_AT, direction: $x }) { nodes { id } }",
    ],
    ["the name of a type", '$x: String = "Job"', "__type(name: $x) { name }"],
  ])("costs the field alone where it is %s", async (_where, variable, field) => {
    subgraph.newCalls();
    const { status, data, errors } = await subgraph.query(
      `query (${variable}) { wrong: ${field} right: __typename }`,
      variables,
    );
    expect({ status, data, errors }).toMatchObject({
      status: 200,
      data: { wrong: null, right: "Query" },
      errors: [refusal(names$x, ["wrong"])],
    });
    expect(subgraph.newCalls()).toEqual([]);
  });

  it.each([
    ["all representations", "$x: [_Any!] = []", "$x"],
    ["one representation", '$x: _Any = { __typename: "Job", id: "a" }', "[$x]"],
  ])("is rejected where it is %s of entities", async (_where, variable, value) => {
    const { status, data, errors } = await subgraph.query(
      `query (${variable}) { _entities(representations: ${value}) { __typename } }`,
      variables,
    );
    expect({ status, data, errors }).toMatchObject({ status: 200, data: null, errors: [refusal(names$x)] });
  });

  it("is rejected in an argument of a field of each record", async () => {
    const { status, data, errors } = await subgraph.query(
      "query ($x: ID = 1) { jobs(first: 1) { nodes { id applications(filter: { stageIds: [$x] }) { nodes { id } } } } }",
      variables,
    );
    const path = ["jobs", "nodes", 0, "applications"];
    expect({ status, errors }).toMatchObject({ status: 200, errors: [refusal(names$x, path)] });
    expect(data.jobs.nodes).toMatchObject([{ id: expect.anything(), applications: null }]);
  });

  it.each([
    "stages @include(if: $x) { id }",
    "stages @skip(if: $x) { id }",
    "stages { id name @skip(if: $x) }",
    "... @include(if: $x) { stages { id } }",
    "...F @include(if: $x) } fragment F on Query { stages { id }",
    "candidates { nodes { applications { job { id ... @skip(if: $x) { name } } } } }",
    "_service { sdl @include(if: $x) }",
    "__schema { queryType { name @include(if: $x) } }",
  ])("rejects the operation before a call where a directive has it: %s", async (selection) => {
    subgraph.newCalls();
    const document = `query ($x: Boolean = true) { ${selection} }`;
    for (const [accept, status] of [
      ["application/graphql-response+json", 400],
      ["application/json", 200],
    ] as const) {
      expect(await subgraph.query(document, variables, { accept })).toMatchObject({
        status,
        data: undefined,
        errors: [refusal(names$x)],
      });
    }
    expect(subgraph.newCalls()).toEqual([]);
  });

  it.each(["plan", "run"])("is rejected also with x-explain: %s", async (explain) => {
    const field = "candidates(filter: { jobIds: [$x] }) { nodes { id } }";
    const { status, errors } = await subgraph.query(`query ($x: ID = 1) { ${field} }`, variables, {
      "x-explain": explain,
    });
    expect({ status, errors }).toMatchObject(
      explain === "plan" ? { errors: [] } : { status: 200, errors: [refusal(names$x, ["candidates"])] },
    );
  });

  it("names all variables of the argument", async () => {
    const { errors } = await subgraph.query(
      'query ($x: ID = 1, $y: String = "a") { jobs: candidates(filter: { jobIds: [$x], tags: [$y, $y] }) { nodes { id } } }',
      { x: null },
    );
    expect(errors[0]?.message).toMatch(/ One of its variables is null or missing: \$x, \$y\.$/);
  });
});

describe("variables of a wrong type", () => {
  it("are BAD_USER_INPUT, with an error for the first of them", async () => {
    const { status, errors } = await subgraph.query(
      "query ($x: [ID!]!) { candidates(filter: { jobIds: $x }) { nodes { id } } }",
      { x: Array.from({ length: 60 }, () => ({})) },
    );
    expect(status).toBe(400);
    expect(errors).toMatchObject([
      { message: expect.stringContaining('"x[0]"'), extensions: { code: "BAD_USER_INPUT" } },
    ]);
  });

  it("are not logged as unexpected errors", () => {
    expect(subgraph.logged.filter((line) => line.includes("unexpected error"))).toEqual([]);
  });
});
