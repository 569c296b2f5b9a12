import { Buffer } from "node:buffer";
import { afterAll, beforeAll, expect, it } from "vitest";
import { type TestSubgraph, startSubgraph } from "../../support/subgraph.js";

let subgraph: TestSubgraph;
beforeAll(async () => {
  subgraph = await startSubgraph({ candidates: 5, env: { ROUTER_SECRET: "open sesame seeds", REFERENCE_TTL_MS: "0" } });
});
afterAll(() => subgraph[Symbol.asyncDispose]());

const json = { "content-type": "application/json" };
const router = { "router-authorization": "open sesame seeds" };

interface Body {
  readonly errors?: readonly { extensions: { requestId?: string; cause?: string } }[];
  readonly extensions?: { causes?: readonly { id: string; requestId: string }[] };
}

/** The status of a response, the request ids in its errors or in their causes, and the one in its header. */
async function idsOf(path: string, init: RequestInit = {}) {
  const response = await fetch(`${subgraph.url}${path}`, init);
  const text = await response.text();
  expect(Number(response.headers.get("content-length"))).toBe(Buffer.byteLength(text));
  const { errors = [], ...rest } = JSON.parse(text) as Body;
  const idOf = ({ requestId, cause }: NonNullable<Body["errors"]>[number]["extensions"]) =>
    cause === undefined ? requestId : rest.extensions?.causes?.find(({ id }) => id === cause)?.requestId;
  return {
    status: response.status,
    ids: errors.map(({ extensions }) => idOf(extensions)),
    header: response.headers.get("x-request-id"),
    rest,
  };
}

const post = (body: object | string, headers: Record<string, string> = {}) =>
  idsOf("/graphql", {
    method: "POST",
    headers: { ...json, ...router, ...headers },
    body: typeof body === "string" ? body : JSON.stringify(body),
  });

it.each<[string, number, () => ReturnType<typeof idsOf>]>([
  ["a wrong secret", 401, () => post({ query: "{ __typename }" }, { "router-authorization": "wrong" })],
  ["a wrong path", 404, () => idsOf("/nothing")],
  ["a body too large", 413, () => post({ query: "#".repeat(600_000) })],
  ["a body of another type", 415, () => post("query", { "content-type": "text/csv" })],
  ["a body that is not JSON", 400, () => post("{")],
  ["a body without a query", 400, () => post({})],
  ["a batch of operations", 400, () => post([{ query: "{ __typename }" }])],
  [
    "a GET of a page of another site",
    400,
    () => idsOf("/graphql?query={__typename}", { headers: { ...router, "sec-fetch-site": "cross-site" } }),
  ],
  ["an invalid header", 400, () => post({ query: "{ __typename }" }, { "x-max-upstream-calls": "many" })],
  ["a syntax error", 400, () => post({ query: "{" })],
  ["an unknown field", 400, () => post({ query: "{ nothing more }" })],
  ["a missing variable", 400, () => post({ query: "query ($n: Int!) { jobs(first: $n) { nodes { id } } }" })],
])("is in the errors about %s", async (_what, status, send) => {
  const answer = await send();
  expect(answer.status).toBe(status);
  expect(answer.ids.length).toBeGreaterThan(0);
  expect(new Set(answer.ids)).toEqual(new Set([answer.header]));
});

it("is in the errors of fields, and of list items that are left out", async () => {
  subgraph.lever.faults.failNext(/postings/, { status: 403 }, 9);
  const broken = { edit: (answer: any) => ({ ...answer, data: [{}, ...answer.data.slice(1)] }) };
  subgraph.lever.faults.failNext(/opportunities/, broken);
  const query = "{ applications(first: 3) { nodes { job { name } } } }";
  const answer = await post({ query }, { "x-request-id": "mine-7" });
  subgraph.lever.faults.clear();
  expect(answer).toMatchObject({ status: 200, header: "mine-7", rest: { data: { applications: expect.anything() } } });
  expect(answer.ids.length).toBeGreaterThan(2);
  expect(new Set(answer.ids)).toEqual(new Set(["mine-7"]));
});

it("belongs to each request, even if several requests share one execution", async () => {
  // Delays the first response until all requests have arrived.
  subgraph.lever.faults.failNext(/postings/, { status: 429, headers: { "retry-after": "0.5" } });
  subgraph.lever.faults.failNext(/postings/, { status: 403 }, 9);
  subgraph.newCalls();
  const ids = ["one", "two", "three"];
  const answers = await Promise.all(
    ids.map((id) => post({ query: "{ jobs(first: 1) { nodes { id } } }" }, { "x-request-id": id })),
  );
  subgraph.lever.faults.clear();
  expect(answers.map((answer) => answer.ids)).toEqual(ids.map((id) => [id]));
  expect(subgraph.newCalls()).toHaveLength(2);
});
