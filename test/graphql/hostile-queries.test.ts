import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type TestSubgraph, startSubgraph } from "../support/subgraph.js";

let subgraph: TestSubgraph;
beforeAll(async () => {
  subgraph = await startSubgraph({ candidates: 25 });
});
afterAll(() => subgraph[Symbol.asyncDispose]());

/** Nests `outer` in itself for this number of levels. Each `%` holds the next level, and the last holds `inner`. */
const nest = (levels: number, outer: string, inner: string): string =>
  levels === 0 ? inner : outer.replace("%", nest(levels - 1, outer, inner));

describe("an operation whose lists multiply", () => {
  it.each([
    [
      "jobs within jobs",
      `{ jobs(first: 100) { nodes { ${nest(3, "applications(first: 100) { nodes { job { % } } }", "id")} } } }`,
    ],
    [
      "people within people",
      `{ jobs(first: 100) { nodes { applications(first: 100) { nodes { candidate {
         ${nest(4, "applications { candidate { % } }", "id")} } } } } } }`,
    ],
    [
      "jobs within jobs, with a fragment",
      `{ jobs(first: 100) { nodes { ...A } } }
       fragment A on Job { applications(first: 100) { nodes { job { ...B } } } }
       fragment B on Job { applications(first: 100) { nodes { job { applications(first: 100) { nodes { id } } } } } }`,
    ],
  ])("is rejected before the first call: %s", async (_what, query) => {
    subgraph.newCalls();
    const { errors, status } = await subgraph.query(query);
    expect(status).toBe(400);
    expect(errors).toMatchObject([
      { message: expect.stringContaining("500000"), extensions: { code: "QUERY_TOO_COMPLEX" } },
    ]);
    expect(subgraph.newCalls()).toEqual([]);
  });

  it.each([
    [
      "deep",
      "MAX_QUERY_DEPTH (15)",
      `{ job(id: "x") { ${nest(100, "applications(first: 1) { nodes { job { % } } }", "id")} } }`,
    ],
    [
      "with fragments that multiply it",
      "MAX_QUERY_ALIASES (200)",
      `{ job(id: "x") { ...A0 } } ${Array.from({ length: 4 }, (_, i) => {
        const next = `applications(first: 1) { nodes { job { ...A${i + 1} } } }`;
        return `fragment A${i} on Job { a: ${next} b: ${next} c: ${next} d: ${next} }`;
      }).join(" ")} fragment A4 on Job { id }`,
    ],
  ])("is rejected when it is too large: %s", async (_what, why, query) => {
    subgraph.newCalls();
    const { errors, status } = await subgraph.query(query);
    expect(status).toBe(400);
    expect(errors).toMatchObject([
      { message: expect.stringContaining(why), extensions: { code: "QUERY_TOO_COMPLEX" } },
    ]);
    expect(subgraph.newCalls()).toEqual([]);
  });

  it("is accepted as a page of 100 jobs with 100 applications each", async () => {
    const { errors } = await subgraph.query(`{ jobs(first: 100) { nodes { id name applications(first: 100) { nodes {
      id status rejectedAt rejectedReason { text } stage { name } job { id name department { name } }
      candidate { id fullName emails { data type } phoneNumbers { data type } }
    } } } } }`);
    expect(errors).toEqual([]);
  });
});

describe("invalid representations of entities", () => {
  const entities = "query ($of: [_Any!]!) { _entities(representations: $of) { __typename ... on Stage { id name } } }";

  it("are null, and the other entities and the process are not affected", async () => {
    const stage = { __typename: "Stage", id: "offer" };
    const bad = [
      { __typename: "Nope", id: "1" },
      { id: "x" },
      5,
      { __typename: "PageInfo" },
      { __typename: "Candidate", id: "bad" },
      { __typename: "Candidate" },
    ];
    for (const of of [
      [stage, ...bad, stage],
      [...bad, stage, stage],
    ]) {
      const { data, errors } = await subgraph.query(entities, { of });
      expect(data._entities.filter((entity: unknown) => entity !== null)).toHaveLength(2);
      expect(errors).toHaveLength(bad.length);
      for (const { extensions } of errors) expect(extensions.code).toBe("BAD_USER_INPUT");
    }
    expect((await subgraph.query("{ stages { id } }")).errors).toEqual([]);
  });

  it("do not end the process when Lever fails for other entities", async () => {
    subgraph.lever.faults.failNext(/opportunities/, { status: 500 }, Infinity);
    const of = [{ __typename: "Candidate", id: subgraph.lever.account.contacts[0]!.id }, { __typename: "Nope" }];
    const query = "query ($of: [_Any!]!) { _entities(representations: $of) { ... on Candidate { fullName } } }";
    const { data, errors } = await subgraph.query(query, { of });
    subgraph.lever.faults.clear();
    expect(data._entities).toEqual([null, null]);
    expect(errors.map(({ extensions }) => extensions.code).sort()).toEqual(["BAD_USER_INPUT", "UPSTREAM_UNAVAILABLE"]);
  });
});

describe("a wrong LEVER_BASE_URL", () => {
  it("is an error, and not an empty account", async () => {
    const { lever } = subgraph;
    await using lost = await startSubgraph({ lever, env: { LEVER_BASE_URL: lever.url.replace("/v1", "") } });
    for (const list of [
      "candidates { nodes { id } }",
      "jobs { nodes { id } }",
      "offers { nodes { id } }",
      "stages { id }",
    ]) {
      const { errors } = await lost.query(`{ ${list} }`);
      expect(errors).toMatchObject([
        { message: expect.stringContaining("LEVER_BASE_URL"), extensions: { code: "UPSTREAM_BAD_RESPONSE" } },
      ]);
    }
  });
});
