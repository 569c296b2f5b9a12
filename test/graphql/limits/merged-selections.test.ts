import { parse } from "graphql";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { tooComplexToValidate } from "../../../src/graphql/limits/merged-selections.js";
import { type TestSubgraph, startSubgraph } from "../../support/subgraph.js";

let subgraph: TestSubgraph;
beforeAll(async () => {
  subgraph = await startSubgraph({ candidates: 3 });
});
afterAll(() => subgraph[Symbol.asyncDispose]());

const times = (count: number, text: (i: number) => string) =>
  Array.from({ length: count }, (_, i) => text(i)).join(" ");
const offers = "applications(first: 1) { nodes { id } }";

/** Documents with this number of repeats of one field in one place. */
const repeats: Record<string, (count: number) => string> = {
  "a field": (count) => `{ stages { ${times(count, () => "id")} } }`,
  "a field of the root": (count) => `{ ${times(count, () => "__typename")} }`,
  "a field with arguments": (count) => `{ ${times(count, () => "jobs(first: 1) { totalCount }")} }`,
  "a field with a selection": (count) => `{ jobs(first: 1) { nodes { ${times(count, () => offers)} } } }`,
  "a field by its alias": (count) => `{ stages { ${times(count, () => "same: id")} } }`,
  "a field in inline fragments": (count) => `{ stages { ${times(count, () => "... on Stage { id }")} } }`,
  "a field in nested inline fragments": (count) =>
    `{ stages { ${"... { id ".repeat(count - 1)} id ${"}".repeat(count - 1)} } }`,
  "a field in fragments": (count) =>
    `{ stages { ${times(count, (i) => `...F${i}`)} } } ${times(count, (i) => `fragment F${i} on Stage { id }`)}`,
  "a field in a chain of fragments": (count) =>
    `{ stages { ...F1 } } ${times(count - 1, (i) => `fragment F${i + 1} on Stage { id ...F${i + 2} }`)} fragment F${count} on Stage { id }`,
  "a field of merged selections": (count) =>
    `{ ${times(count / 10, () => `stages { ${times(10, () => "id")} }`)} ${"stages { id }".repeat(count % 10)} }`,
  "a field of a fragment that no operation uses": (count) =>
    `{ stages { id } } fragment Unused on Stage { ${times(count, () => "id")} }`,
  "a field of another operation": (count) =>
    `query A { stages { id } } query B { stages { ${times(count, () => "id")} } }`,
};

describe("a field that is repeated in one place", () => {
  it.each(Object.entries(repeats))("100 times is merged, and is refused beyond that: %s", async (_what, make) => {
    expect(tooComplexToValidate(parse(make(100)))).toBeUndefined();
    subgraph.newCalls();
    const { data, errors, status } = await subgraph.query(make(101));
    expect([data, status]).toEqual([undefined, 400]);
    expect(errors).toMatchObject([
      { message: expect.stringMatching(/"\w+" more than 100 times/), extensions: { code: "QUERY_TOO_COMPLEX" } },
    ]);
    expect(subgraph.newCalls()).toEqual([]);
  });

  it("is refused in a GET request too", async () => {
    const query = encodeURIComponent(`{ ${times(101, () => "__typename")} }`);
    const response = await fetch(`${subgraph.url}/graphql?query=${query}`, { headers: { "x-any": "1" } });
    expect([response.status, await response.text()]).toEqual([400, expect.stringContaining("QUERY_TOO_COMPLEX")]);
  });

  it("counts a fragment once in each place, as the executor does", () => {
    const everywhere = `{ jobs { nodes { ${times(99, (i) => `a${i}: applications(first: 1) { ...D ...D }`)} } } } fragment D on ApplicationConnection { totalCount }`;
    expect(tooComplexToValidate(parse(everywhere))).toBeUndefined();
  });
});

const named = (count: number) => `{ stages { ${times(count, (i) => `a${i}: name`)} } }`;
const namedElsewhere = (count: number) =>
  `{ stages { id: name } stages { ...F ...G } } fragment F on Stage { name } fragment G on Stage { ${times(count - 2, (i) => `a${i}: name`)} }`;

describe("a field without arguments", () => {
  it.each([
    ["in one selection", named],
    ["in merged selections and fragments", namedElsewhere],
  ])("may have ten names in one place: %s", async (_where, make) => {
    expect(tooComplexToValidate(parse(make(10)))).toBeUndefined();
    const { errors, status } = await subgraph.query(make(11));
    expect(status).toBe(400);
    expect(errors).toMatchObject([
      {
        message: 'The operation selects "name" under more than 10 names in the same place. Select it once.',
        extensions: { code: "QUERY_TOO_COMPLEX" },
      },
    ]);
  });

  it("may have more names at the root, and with arguments", async () => {
    const root = times(50, (i) => `a${i}: stages { id }`);
    const lists = times(50, (i) => `a${i}: applications(first: 1) { totalCount }`);
    expect(tooComplexToValidate(parse(`{ ${root} }`))).toBeUndefined();
    expect(tooComplexToValidate(parse(`{ jobs { nodes { ${lists} } } }`))).toBeUndefined();
    expect((await subgraph.query(`{ ${root} }`)).errors).toEqual([]);
  });
});

it("a name may have 256 characters", async () => {
  const { data, errors } = await subgraph.query(`{ ${"a".repeat(256)}: __typename }`);
  expect([Object.values(data), errors]).toEqual([["Query"], []]);
  const refused = await subgraph.query(`{ ${"a".repeat(257)}: __typename }`);
  expect(refused.errors).toMatchObject([
    { message: "The operation has a name of more than 256 characters.", extensions: { code: "QUERY_TOO_COMPLEX" } },
  ]);
});

describe("a document", () => {
  it.each([
    ["fragments", 201, (i: number) => `fragment F${i} on Stage { id }`],
    ["operations", 101, (i: number) => `query Q${i} { stages { id } }`],
  ])("may have a limited number of %s", async (what, count, make) => {
    expect(tooComplexToValidate(parse(times(count - 1, make)))).toBeUndefined();
    const { errors } = await subgraph.query(times(count, make));
    expect(errors).toMatchObject([
      { message: expect.stringContaining(`more than ${count - 1} ${what}`), extensions: { code: "QUERY_TOO_COMPLEX" } },
    ]);
  });

  it("is refused when fragments multiply its fields", async () => {
    const next = (i: number) => times(4, (j) => `a${j}: applications(first: 1) { nodes { job { ...F${i + 1} } } }`);
    const query = `{ job(id: "x") { ...F0 } } ${times(8, (i) => `fragment F${i} on Job { ${next(i)} }`)} fragment F8 on Job { id }`;
    const { errors } = await subgraph.query(query);
    expect(errors).toMatchObject([
      { message: expect.stringContaining("more than 20000 fields"), extensions: { code: "QUERY_TOO_COMPLEX" } },
    ]);
  });

  it.each([
    "{ stages { ...A } } fragment A on Stage { ...A }",
    "{ stages { ...A } } fragment A on Stage { ...B } fragment B on Stage { ...A }",
    "{ jobs { nodes { ...A } } } fragment A on Job { applications { nodes { job { ...A } } } }",
  ])("with a circle of fragments is left to validation: %s", async (query) => {
    const { errors } = await subgraph.query(query);
    expect(errors).toMatchObject([{ extensions: { code: "GRAPHQL_VALIDATION_FAILED" } }]);
  });
});
