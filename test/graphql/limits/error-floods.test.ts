import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type TestSubgraph, startSubgraph } from "../../support/subgraph.js";

let subgraph: TestSubgraph;
beforeAll(async () => {
  subgraph = await startSubgraph({ candidates: 3 });
});
afterAll(() => subgraph[Symbol.asyncDispose]());

const times = (count: number, text: (i: number) => string) =>
  Array.from({ length: count }, (_, i) => text(i)).join(" ");
const totals = "query ($filter: JobFilter) { jobs(filter: $filter) { nodes { id } } }";
const entities = "query ($of: [_Any!]!) { _entities(representations: $of) { __typename ... on Stage { name } } }";
const members = (count: number, length = 1) =>
  Object.fromEntries(Array.from({ length: count }, (_, i) => [`${"n".repeat(length)}${i}`, 1]));

/** Operations with hundreds of errors each. */
const floods: Record<string, [query: string, variables?: object]> = {
  "unknown fields": [`{ stages { ${times(500, (i) => `nam${i}`)} } }`],
  "unknown arguments": [`{ stages(${times(500, (i) => `nam${i}: 1`)}) { id } }`],
  "unknown directives": [`{ stages { id ${times(500, (i) => `@d${i}`)} } }`],
  "unknown fragments": [`{ stages { ${times(500, (i) => `...F${i}`)} } }`],
  "unknown types": [`{ stages { ${times(500, (i) => `... on Stag${i} { id }`)} } }`],
  "unused variables": [`query (${times(500, (i) => `$v${i}: Int`)}) { stages { id } }`],
  "undefined variables": [`{ jobs(filter: { departments: [${times(500, (i) => `$v${i}`)}] }) { nodes { id } } }`],
  "unknown values of an enum": [`{ jobs(filter: { status: [${times(500, (i) => `OPE${i}`)}] }) { nodes { id } } }`],
  "unknown fields of an input": [`{ jobs(filter: { ${times(500, (i) => `nam${i}: 1`)} }) { nodes { id } } }`],
  "unknown fields with long names": [`{ stages { ${times(90, (i) => `n${"ame".repeat(1000)}${i}`)} } }`],
  "a circle of fragments": [
    `{ stages { ...F0 } } ${times(200, (i) => `fragment F${i} on Stage { ...F${(i + 1) % 200} }`)}`,
  ],
  "variables that are missing": [
    `query (${times(300, (i) => `$v${i}: Int!`)}) { jobs { nodes { ${times(1, () => "id")} } } ${times(3, (i) => `a${i}: jobs(first: $v${i}) { nodes { id } }`)} }`,
  ],
  "a variable with wrong items": [totals, { filter: { status: Array(5000).fill("OPEM") } }],
  "a variable with unknown fields": [totals, { filter: members(90) }],
  "a variable with unknown fields of long names": [totals, { filter: members(90, 5000) }],
  "a variable with thousands of fields": [totals, { filter: members(30_000) }],
  "representations without a type": [entities, { of: Array(1000).fill({}) }],
  "representations of no entity": [entities, { of: Array(1000).fill({ __typename: "Stagy", id: "offer" }) }],
  "representations without a key": [entities, { of: Array(1000).fill({ __typename: "Stage" }) }],
  "representations that are no objects": [entities, { of: Array(1000).fill("Stage") }],
};

describe("an operation with very many errors", () => {
  it.each(Object.entries(floods))("gets a few of them, in a small response: %s", async (_what, [query, variables]) => {
    subgraph.newCalls();
    const { data, errors, status } = await subgraph.query(query, variables);
    expect([data, status]).toEqual([undefined, 400]);
    expect(errors.length).toBeGreaterThan(0);
    expect(errors.length).toBeLessThanOrEqual(11);
    expect(JSON.stringify(errors).length).toBeLessThan(16_000);
    for (const { extensions } of errors)
      expect(extensions.code).toMatch(/^(GRAPHQL_VALIDATION_FAILED|BAD_USER_INPUT|QUERY_TOO_COMPLEX)$/);
    expect(subgraph.newCalls()).toEqual([]);
  });

  it("gets all of them if they are few", async () => {
    const { errors } = await subgraph.query(`{ stages { ${times(10, (i) => `nam${i}`)} } }`);
    expect(errors.map(({ message }) => message)).toEqual(
      Array.from({ length: 10 }, (_, i) => expect.stringContaining(`"nam${i}"`)),
    );
  });

  it("loses only the representations that are malformed, if they are not very many", async () => {
    const of = [...Array(100).fill({ __typename: "Stagy" }), { __typename: "Stage", id: "offer" }];
    const { data, errors } = await subgraph.query(entities, { of });
    expect(data._entities.filter((each: unknown) => each !== null)).toHaveLength(1);
    expect(errors).toHaveLength(100);
  });

  it("gets no suggestion of a name while introspection is off", async () => {
    await using closed = await startSubgraph({ lever: subgraph.lever, env: { INTROSPECTION: "false" } });
    for (const filter of [{ status: "OPEM" }, { nam: 1 }]) {
      const { errors } = await closed.query(totals, { filter });
      expect(errors).toMatchObject([{ message: expect.not.stringContaining("Did you mean") }]);
    }
  });
});
