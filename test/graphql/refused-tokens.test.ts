import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import type { Fault } from "../../src/lever-sandbox/index.js";
import { plainAccount } from "../support/plain-account.js";
import { type TestSubgraph, startSubgraph } from "../support/subgraph.js";

let subgraph: TestSubgraph;
/** A cursor with a token of Lever. */
let after: string;
let whole: string[];
beforeAll(async () => {
  subgraph = await startSubgraph({ account: plainAccount(250), env: { REFERENCE_TTL_MS: "0" } });
  const first = await read();
  after = first.pageInfo.endCursor;
  whole = [...idsOf(first), ...idsOf(await read({ after }))];
  subgraph.newCalls();
});
afterAll(() => subgraph[Symbol.asyncDispose]());
afterEach(() => {
  subgraph.lever.faults.clear();
  subgraph.newCalls();
});

const list =
  "query ($after: String) { applications(first: 100, after: $after, filter: { includeLeads: true }) { nodes { id } pageInfo { endCursor hasNextPage } } }";
const idsOf = ({ nodes }: { nodes: { id: string }[] }) => nodes.map(({ id }) => id);
const read = async (variables: object = {}) => (await subgraph.query(list, variables)).data.applications;
const refuse = (status: number, body: string | object) => {
  subgraph.lever.faults.failNext(/offset=/, { status, body } satisfies Fault, Infinity);
};

const refusals: readonly [number, string | object][] = [
  [400, { code: "BadRequestError", message: "Invalid offset token" }],
  [400, { code: "BadRequestError", message: "INVALID OFFSET TOKEN." }],
  [400, { code: "InvalidArgument", message: "The offset has expired" }],
  [400, "Bad Request"],
  [400, ""],
  [404, { code: "ResourceNotFound", message: "offset 0.1414895548650 was not found" }],
  [404, "<html>Not Found</html>"],
  [409, { code: "ConflictError", message: "invalid offset token" }],
  [410, { code: "GoneError", message: "Token expired" }],
  [410, ""],
  [414, "URI Too Long"],
  [422, { error: "unprocessable" }],
];

describe("a client's cursor whose token Lever refuses", () => {
  it.each(refusals)("with %d and %j is BAD_USER_INPUT without a retry", async (status, body) => {
    refuse(status, body);
    const { data, errors } = await subgraph.query(list, { after });
    expect(data).toEqual({ applications: null });
    expect(errors).toMatchObject([
      {
        path: ["applications"],
        message: expect.stringContaining("Omit after"),
        extensions: { code: "BAD_USER_INPUT" },
      },
    ]);
    expect(errors[0]!.extensions).not.toHaveProperty("provider");
    expect(subgraph.newCalls()).toEqual(["GET /opportunities"]);
  });

  it.each([
    [401, "UPSTREAM_UNAUTHENTICATED", 1],
    [403, "UPSTREAM_FORBIDDEN", 1],
    [408, "UPSTREAM_UNAVAILABLE", 3],
    [425, "UPSTREAM_UNAVAILABLE", 3],
    [429, "UPSTREAM_RATE_LIMITED", 5],
    [503, "UPSTREAM_UNAVAILABLE", 3],
  ])("with %d is not the cursor's fault", async (status, code, calls) => {
    subgraph.lever.faults.failNext(/offset=/, { status, headers: { "retry-after": "0" } }, Infinity);
    const { data, errors } = await subgraph.query(list, { after });
    expect(data).toEqual({ applications: null });
    expect(errors).toMatchObject([{ path: ["applications"], extensions: { code } }]);
    expect(subgraph.newCalls()).toHaveLength(calls);
  });

  it("does not affect a cursor without a token", async () => {
    const { data } = await subgraph.query(list.replace("100", "5"));
    subgraph.lever.faults.failNext(/opportunities/, { status: 400 });
    const { errors } = await subgraph.query(list, { after: data.applications.pageInfo.endCursor });
    expect(errors).toMatchObject([{ extensions: { code: "UPSTREAM_BAD_RESPONSE" } }]);
  });
});

describe("a token that Lever refuses in the operation that received it", () => {
  it.each(refusals)("with %d and %j ends the page with its rows, an error and a cursor", async (status, body) => {
    const { data: start } = await subgraph.query(list.replace("100", "50"));
    refuse(status, body);
    const { data, errors } = await subgraph.query(list, { after: start.applications.pageInfo.endCursor });
    const { nodes, pageInfo } = data.applications;
    expect(idsOf({ nodes })).toEqual(whole.slice(50, 100));
    expect(pageInfo.hasNextPage).toBe(true);
    expect(errors).toMatchObject([
      { path: ["applications"], extensions: { code: "UPSTREAM_BAD_RESPONSE", provider: "LEVER" } },
    ]);

    subgraph.lever.faults.clear();
    expect(idsOf(await read({ after: pageInfo.endCursor }))).toEqual(whole.slice(100, 200));
  });

  it.each([400, 404, 410])("with %d makes a list of reference data fail, instead of ending it", async (status) => {
    subgraph.lever.faults.failNext(/\/stages\?(?!.*offset)/, {
      edit: (page) => ({ data: page.data.slice(0, 3), hasNext: true, next: "%5B1%5D" }),
    });
    refuse(status, { code: "NotFoundError", message: "Invalid offset token" });
    const { data, errors } = await subgraph.query("{ stages { id } }");
    expect(data).toEqual({ stages: null });
    expect(errors).toMatchObject([{ path: ["stages"], extensions: { code: "UPSTREAM_BAD_RESPONSE" } }]);
    expect(subgraph.newCalls()).toEqual(["GET /stages", "GET /stages"]);
  });

  it.each([400, 404, 410])(
    "with %d makes the offers of an application fail, instead of ending them",
    async (status) => {
      subgraph.lever.faults.failNext(/offers\?(?!.*offset)/, {
        edit: (page) => ({ ...page, hasNext: true, next: "%5B1%5D" }),
      });
      refuse(status, { code: "NotFoundError", message: "Invalid offset token" });
      const { data, errors } = await subgraph.query("{ applications(first: 1) { nodes { offer { id } } } }");
      expect(data).toEqual({ applications: { nodes: [{ offer: null }] } });
      expect(errors).toMatchObject([
        { path: ["applications", "nodes", 0, "offer"], extensions: { code: "UPSTREAM_BAD_RESPONSE" } },
      ]);
    },
  );
});
