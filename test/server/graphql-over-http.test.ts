import { request } from "node:http";
import { serverAudits } from "graphql-http";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type TestSubgraph, startSubgraph } from "../support/subgraph.js";

let subgraph: TestSubgraph;
beforeAll(async () => {
  // On a loopback address the server rejects all other host names: test/server/guards/allowed-hosts.test.ts.
  const env = { ALLOWED_HOSTS: "ats.internal, 10.0.0.5, localhost.example.org" };
  subgraph = await startSubgraph({ candidates: 1, env });
});
afterAll(() => subgraph[Symbol.asyncDispose]());

const stages = `/graphql?query=${encodeURIComponent("{ stages { id } }")}`;
const post = (body: object, headers: Record<string, string>) =>
  fetch(`${subgraph.url}/graphql`, {
    method: "POST",
    headers: { "content-type": "application/json", ...headers },
    body: JSON.stringify(body),
  });

describe("the audit of GraphQL over HTTP", () => {
  const audits = serverAudits({ url: () => `${subgraph.url}/graphql` });

  it("has 61 points", () => {
    expect(audits).toHaveLength(61);
  });

  it.each(audits.map(({ id, name, fn }) => [`${id}: ${name}`, fn] as const))("%s", async (_name, audit) => {
    expect(await audit()).toMatchObject({ status: "ok" });
  });
});

describe("the status of an operation that cannot be executed", () => {
  const wrong = {
    "a syntax error": { query: "{" },
    "an unknown field": { query: "{ nothing }" },
    "a variable of a wrong type": { query: "query ($id: ID!) { job(id: $id) { id } }", variables: { id: [] } },
    "an unknown operation": { query: "query A { __typename }", operationName: "B" },
    "too deep a query": {
      query: `{ candidates { nodes ${"{ applications { candidate ".repeat(15)} { id } ${"} } ".repeat(15)} } }`,
    },
  };

  it.each(Object.entries(wrong))(
    "is 200 or 400, by the media type that the client accepts: %s",
    async (_what, body) => {
      for (const [accept, status, type] of [
        ["application/json", 200, "application/json"],
        ["application/json, application/graphql-response+json", 200, "application/json"],
        ["application/json;q=0.9, application/graphql-response+json", 400, "application/graphql-response+json"],
        ["application/graphql-response+json, application/json", 400, "application/graphql-response+json"],
        ["*/*", 400, "application/json"],
      ] as const) {
        const response = await post(body, { accept });
        expect([response.status, response.headers.get("content-type")], accept).toEqual([
          status,
          `${type}; charset=utf-8`,
        ]);
        expect(await response.json()).toMatchObject({ errors: [{ message: expect.stringMatching(/./) }] });
      }
    },
  );

  it("is 400 for a malformed request with every media type", async () => {
    for (const accept of ["application/json", "application/graphql-response+json", "*/*"]) {
      expect((await post({ variables: {} }, { accept })).status).toBe(400);
      expect((await post({ query: "{ stages { id } }", variables: 5 }, { accept })).status).toBe(400);
    }
  });
});

describe("the header Accept", () => {
  const json = "application/json; charset=utf-8";
  const graphql = "application/graphql-response+json; charset=utf-8";

  it.each([
    ["application/json; charset=utf-8", 200, json],
    ["application/json;charset=UTF-8", 200, json],
    ['application/json; charset="utf-8"', 200, json],
    ["APPLICATION/JSON", 200, json],
    ["Application/Json ; Charset=UTF-8 ; Q=0.3", 200, json],
    ["application/json; q=0.5, text/html", 200, json],
    ["application/json, text/plain, */*", 200, json],
    ["application/json;odata=verbose", 200, json],
    ["application/json; charset=iso-8859-1", 200, json],
    ["text/html, application/json;profile=a;q=0.1", 200, json],
    ["application/json;charset=utf-8, application/graphql-response+json;charset=utf-8;q=0.9", 200, json],
    ["application/graphql-response+json; charset=utf-8", 400, graphql],
    ["application/graphql-response+json; charset=utf-8, application/json; charset=utf-8", 400, graphql],
    ["APPLICATION/GRAPHQL-RESPONSE+JSON, application/json;q=0.9", 400, graphql],
    ["application/json;charset=utf-8;q=0.1, */*", 400, graphql],
    ["application/json;q=0, */*", 400, graphql],
    ["application/graphql-response+json;v=1", 400, graphql],
    ["application/*", 400, json],
    ["text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8", 400, json],
    ["", 400, json],
  ])("%j gives status %d", async (accept, status, type) => {
    const response = await post({ query: "{ nothing }" }, { accept });
    expect([response.status, response.headers.get("content-type")]).toEqual([status, type]);
    const right = await post({ query: "{ __typename }" }, { accept });
    expect([right.status, right.headers.get("content-type")]).toEqual([200, type]);
  });

  it("that allows no response gives 406 before a call", async () => {
    subgraph.newCalls();
    for (const accept of ["text/html", "application/json;q=0", "text/event-stream", "nothing", ",", "*/*;q=0"]) {
      const response = await post({ query: "{ stages { id } }" }, { accept });
      expect([accept, response.status]).toEqual([accept, 406]);
      expect(await response.json()).toMatchObject({ errors: [{ extensions: { code: "BAD_REQUEST" } }] });
    }
    expect(subgraph.newCalls()).toEqual([]);
  });
});

describe("the header Content-Type", () => {
  it.each([
    "application/json; charset=utf-8",
    "application/json;charset=UTF-8",
    'application/json; charset="utf-8"',
    "Application/JSON ; a=b; c=d",
    "application/json;",
  ])("may be %j", async (type) => {
    expect((await post({ query: "{ __typename }" }, { "content-type": type })).status).toBe(200);
  });
});

describe("an empty parameter", () => {
  const named = `/graphql?query=${encodeURIComponent("query A { __typename }")}`;
  const two = `/graphql?query=${encodeURIComponent("query A { __typename } query B { __typename }")}`;

  it.each([
    "operationName=",
    "variables=",
    "extensions=",
    "variables=null",
    "extensions=null",
    "operationName=&variables=&extensions=",
    "operationName=&operationName=A",
    "documentId=",
    "documentId=&variables=%7B%7D",
    "operationName&variables&extensions",
    "query=",
  ])("of a GET is as if absent: %s", async (parameters) => {
    const response = await fetch(`${subgraph.url}${named}&${parameters}`);
    expect(await response.json()).toMatchObject({ data: { __typename: "Query" } });
    expect(response.status).toBe(200);
  });

  it("of a GET does not name an operation", async () => {
    for (const [parameters, status] of [
      ["operationName=", 400],
      ["operationName=null", 400],
      ["operationName=A", 200],
    ] as const) {
      expect((await fetch(`${subgraph.url}${two}&${parameters}`)).status).toBe(status);
    }
  });

  it.each([
    { operationName: "" },
    { operationName: null },
    { variables: null },
    { extensions: null },
    { operationName: "", variables: null, extensions: null },
    { operationName: "", variables: {}, extensions: {} },
  ])("of a POST is as if absent: %j", async (members) => {
    const response = await post({ query: "query A { __typename }", ...members }, {});
    expect(await response.json()).toMatchObject({ data: { __typename: "Query" } });
  });
});

describe("a GET", () => {
  it.each([
    ["a client that is not a browser", {}, 200],
    ["a person who typed the URL", { "sec-fetch-site": "none" }, 200],
    ["a page served by this process", { "sec-fetch-site": "same-origin" }, 200],
    ["a page on another port", { "sec-fetch-site": "same-site" }, 400],
    ["a page of another site", { "sec-fetch-site": "cross-site" }, 400],
    [
      "a page of another site after a preflight",
      { "sec-fetch-site": "cross-site", "apollo-require-preflight": "1" },
      200,
    ],
    ["a page of another site with only an Origin", { origin: "https://evil.example" }, 400],
    ["a page without an origin", { origin: "null" }, 400],
    ["a page on another port with only an Origin", { host: "localhost:4001", origin: "http://localhost:3000" }, 400],
    [
      "a page served by this process, with its Origin",
      { host: "localhost:4001", origin: "http://localhost:4001" },
      200,
    ],
    [
      "a page of another site that claims to be same-origin",
      { origin: "https://evil.example", "sec-fetch-site": "same-origin" },
      400,
    ],
    [
      "a browser that sends no Sec-Fetch-Site",
      { "user-agent": "Mozilla/5.0 (Macintosh) Version/15.6 Safari/605" },
      400,
    ],
    ["curl", { "user-agent": "curl/8.5.0", accept: "*/*" }, 200],
    ["a client that uses localhost", { host: "localhost:4001" }, 200],
    ["a client that uses the IPv6 loopback address", { host: "[::1]:4001" }, 200],
    ["a client that uses a host name, without Sec-Fetch-Site", { host: "ats.internal" }, 400],
    ["a client that uses an IP address, without Sec-Fetch-Site", { host: "10.0.0.5:4001" }, 400],
    ["a client that uses a host name that begins with localhost", { host: "localhost.example.org" }, 400],
    ["a gateway that sends the preflight header", { host: "ats.internal", "apollo-require-preflight": "1" }, 200],
  ])("from %s", async (_who, headers: Record<string, string>, status) => {
    subgraph.newCalls();
    expect(await statusOfGet(stages, headers)).toBe(status);
    if (status !== 200) expect(subgraph.newCalls()).toEqual([]);
  });
});

/** Uses node:http, which sends only these headers. fetch adds some, and does not allow `host`. */
function statusOfGet(path: string, headers: Record<string, string>): Promise<number | undefined> {
  return new Promise((resolve, reject) => {
    request(`${subgraph.url}${path}`, { headers }, (response) => {
      response.resume();
      resolve(response.statusCode);
    })
      .on("error", reject)
      .end();
  });
}
