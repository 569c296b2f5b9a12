import { getIntrospectionQuery } from "graphql";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type TestSubgraph, startSubgraph } from "../../support/subgraph.js";

let subgraph: TestSubgraph;
beforeAll(async () => {
  subgraph = await startSubgraph({
    candidates: 3,
    env: {
      MAX_QUERY_TOKENS: "600",
      MAX_QUERY_DEPTH: "4",
      MAX_QUERY_ALIASES: "5",
      MAX_QUERY_DIRECTIVES: "5",
      MAX_LIST_SIZE: "10",
    },
  });
});
afterAll(() => subgraph[Symbol.asyncDispose]());

const times = (count: number, text: (i: number) => string) =>
  Array.from({ length: count }, (_, i) => text(i)).join(" ");
const brackets = (count: number, open: string, inside: string, close: string) =>
  `${open.repeat(count)}${inside}${close.repeat(count)}`;

const jobs = "query ($names: [String!]) { jobs(filter: { departments: $names }) { nodes { id } } }";
const entities = "query ($of: [_Any!]!) { _entities(representations: $of) { __typename } }";

/** An operation with this number of fields of jobs and 8 other tokens. No field is repeated more than 100 times. */
const jobsOf = (fields: number) =>
  `{ jobs { nodes { ${times(fields, (i) => ["id", "name", "status", "asOf", "createdAt", "remoteUrl"][i % 6]!)} } } }`;

/** For each limit, an operation just within it and an operation just above it. */
const limits: [setting: string, code: string, within: [string, object?], beyond: [string, object?]][] = [
  ["MAX_QUERY_TOKENS", "QUERY_TOO_COMPLEX", [jobsOf(592)], [jobsOf(593)]],
  [
    "MAX_QUERY_DEPTH",
    "QUERY_TOO_COMPLEX",
    ["{ jobs { nodes { department { name } } } }"],
    ["{ jobs { nodes { hiringTeam { hiringManagers { name } } } } }"],
  ],
  [
    "MAX_QUERY_DEPTH",
    "QUERY_TOO_COMPLEX",
    [
      "{ jobs { ...A } } fragment A on JobConnection { ... { nodes { ...B } } } fragment B on Job { department { name } }",
    ],
    [
      "{ jobs { ...A } } fragment A on JobConnection { nodes { ...B } } fragment B on Job { hiringTeam { ...C } } fragment C on HiringTeam { hiringManagers { name } }",
    ],
  ],
  [
    "MAX_QUERY_ALIASES",
    "QUERY_TOO_COMPLEX",
    [`{ ${times(5, (i) => `a${i}: __typename`)} }`],
    [`{ ${times(6, (i) => `a${i}: __typename`)} }`],
  ],
  [
    "MAX_QUERY_ALIASES",
    "QUERY_TOO_COMPLEX",
    ["{ a: stages { ...A } b: stages { ...A } c: __typename } fragment A on Stage { d: id }"],
    ["{ a: stages { ...A } b: stages { ...A } c: stages { ...A } } fragment A on Stage { d: id }"],
  ],
  [
    "MAX_QUERY_DIRECTIVES",
    "QUERY_TOO_COMPLEX",
    [`{ ${times(5, () => "... @include(if: true) { __typename }")} }`],
    [`{ ${times(6, () => "... @include(if: true) { __typename }")} }`],
  ],
  [
    "MAX_QUERY_DIRECTIVES",
    "QUERY_TOO_COMPLEX",
    [`{ ${times(5, () => "...A @skip(if: false)")} } fragment A on Query { __typename }`],
    [`{ ${times(6, () => "...A @skip(if: false)")} } fragment A on Query { __typename }`],
  ],
  ["MAX_LIST_SIZE", "BAD_USER_INPUT", [jobs, { names: Array(10).fill("x") }], [jobs, { names: Array(11).fill("x") }]],
  [
    "MAX_LIST_SIZE",
    "BAD_USER_INPUT",
    [entities, { of: Array(10).fill({ __typename: "Stage", id: "offer" }) }],
    [entities, { of: Array(11).fill({ __typename: "Stage", id: "offer" }) }],
  ],
  [
    "MAX_LIST_SIZE",
    "BAD_USER_INPUT",
    [`{ jobs(filter: { departments: [${times(10, () => '"x"')}] }) { nodes { id } } }`],
    [`{ jobs(filter: { departments: [${times(11, () => '"x"')}] }) { nodes { id } } }`],
  ],
];

describe("a limit", () => {
  it.each(limits)("%s is named in the error of an operation above it (%s)", async (setting, code, within, beyond) => {
    expect((await subgraph.query(...within)).errors).toEqual([]);
    subgraph.newCalls();
    const { errors, data, status } = await subgraph.query(...beyond);
    expect([status, data]).toEqual([400, undefined]);
    expect(errors).toMatchObject([{ message: expect.stringContaining(setting), extensions: { code } }]);
    expect(subgraph.newCalls()).toEqual([]);
  });

  it("on depth allows the introspection query, which is deep", async () => {
    expect(
      (await subgraph.query(getIntrospectionQuery({ specifiedByUrl: true, inputValueDeprecation: true }))).errors,
    ).toEqual([]);
  });

  it("applies to a GET request", async () => {
    await using own = await startSubgraph({ candidates: 1, env: { MAX_QUERY_TOKENS: "10" } });
    const refused = await fetch(
      `${own.url}/graphql?query=${encodeURIComponent(`{ ${times(20, () => "__typename")} }`)}`,
    );
    expect([refused.status, await refused.text()]).toEqual([400, expect.stringContaining("MAX_QUERY_TOKENS (10)")]);
  });
});

describe("the default limits", () => {
  let subgraphWithDefaults: TestSubgraph;
  beforeAll(async () => {
    subgraphWithDefaults = await startSubgraph({ candidates: 3 });
  });
  afterAll(() => subgraphWithDefaults[Symbol.asyncDispose]());

  const deepTexts = {
    fields: `{ job(id: "x") ${brackets(3000, "{ job ", "{ id }", "}")} }`,
    "inline fragments": `{ ${brackets(3000, "... {", "__typename", "}")} }`,
    lists: `{ jobs(filter: { departments: ${brackets(2400, "[", "", "]")} }) { nodes { id } } }`,
    objects: `{ _entities(representations: ${brackets(2400, "{ a: ", "1", "}")}) { __typename } }`,
    "types of variables": `query ($of: ${brackets(4900, "[", "Int", "]")}) { jobs(first: $of) { nodes { id } } }`,
    "types of variables that the parser can still take": `query ($of: ${brackets(2000, "[", "Int", "]")}) { jobs(first: $of) { nodes { id } } }`,
  };

  it.each(Object.entries(deepTexts))(
    "reject a deeply nested document without an effect on the process: %s",
    async (_what, query) => {
      const { errors, status } = await subgraphWithDefaults.query(query);
      expect(status).toBe(400);
      expect(errors).toMatchObject([
        { message: expect.stringContaining("500 levels deep"), extensions: { code: "QUERY_TOO_COMPLEX" } },
      ]);
    },
  );

  it.each([
    ["that is used", entities, "of"],
    ["that has a type", jobs, "names"],
    ["that is not declared", "{ __typename }", "x"],
  ])("reject a deeply nested variable as BAD_USER_INPUT: a variable %s", async (_what, query, name) => {
    for (const value of [brackets(100_000, "[", "", "]"), brackets(50_000, '{"a":', "1", "}")]) {
      const response = await fetch(`${subgraphWithDefaults.url}/graphql`, {
        method: "POST",
        headers: { "content-type": "application/json" },
        body: `{ "query": ${JSON.stringify(query)}, "variables": { "${name}": ${value} } }`,
      });
      expect([response.status, await response.json()]).toMatchObject([
        400,
        { errors: [{ message: expect.stringContaining("50 levels"), extensions: { code: "BAD_USER_INPUT" } }] },
      ]);
    }
  });

  it("accept 1,000 representations, and 50 aliases of a gateway that batches lookups", async () => {
    const of = Array(1000).fill({ __typename: "Stage", id: "offer" });
    expect((await subgraphWithDefaults.query(entities, { of })).data._entities).toHaveLength(1000);
    const { errors } = await subgraphWithDefaults.query(
      `{ ${times(50, (i) => `_${i}: stage(id: "offer") { name }`)} }`,
    );
    expect(errors).toEqual([]);
  });

  it.each([
    ["aliases of a list", `{ ${times(51, (i) => `a${i}: jobs(first: 1) { nodes { id } }`)} }`],
    ["aliases of a lookup", `{ ...A } fragment A on Query { ${times(51, (i) => `a${i}: stage(id: "x") { id }`)} }`],
    ["aliases of introspection", `{ ${times(51, (i) => `a${i}: __type(name: "Job") { name }`)} }`],
    [
      "aliases of _entities",
      `query ($of: [_Any!]!) { ${times(51, (i) => `a${i}: _entities(representations: $of) { __typename }`)} }`,
    ],
  ])("reject more than 50 fields of Query before any call: %s", async (_what, query) => {
    subgraphWithDefaults.newCalls();
    const of = [{ __typename: "Stage", id: "offer" }];
    const { errors, status } = await subgraphWithDefaults.query(query, query.includes("$of") ? { of } : {});
    expect(status).toBe(400);
    expect(errors).toMatchObject([
      {
        message: expect.stringMatching(/MAX_ROOT_FIELDS allows 50|asks for the schema too many times/),
        extensions: { code: "QUERY_TOO_COMPLEX" },
      },
    ]);
    expect(subgraphWithDefaults.newCalls()).toEqual([]);
  });

  it("reject more than 1,000 representations in one operation before any call", async () => {
    const two = `query ($of: [_Any!]!) { a: _entities(representations: $of) { __typename } b: _entities(representations: $of) { __typename } }`;
    for (const [query, count] of [
      [entities, 1001],
      [two, 501],
    ] as const) {
      const of = Array.from({ length: count }, (_, i) => ({ __typename: "Stage", id: `s-${i}` }));
      const { errors, status } = await subgraphWithDefaults.query(query, { of });
      expect(status).toBe(400);
      expect(errors).toMatchObject([
        {
          message: expect.stringContaining("MAX_REPRESENTATIONS allows 1000"),
          extensions: { code: "QUERY_TOO_COMPLEX" },
        },
      ]);
    }
    expect(subgraphWithDefaults.newCalls()).toEqual([]);
  });

  it("reject fragments that form a circle", async () => {
    const { errors, status } = await subgraphWithDefaults.query(
      "{ stages { ...A } } fragment A on Stage { id ...B } fragment B on Stage { id ...A }",
    );
    expect(status).toBe(400);
    expect(errors).toMatchObject([{ extensions: { code: "GRAPHQL_VALIDATION_FAILED" } }]);
  });
});
