import { request } from "node:http";
import { serverAudits } from "graphql-http";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type TestSubgraph, startSubgraph } from "../support/subgraph.js";

let subgraph: TestSubgraph;
beforeAll(async () => {
  // On a loopback address other names are not answered at all: test/doors/allowed-hosts.test.ts.
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
    "an operation that is not there": { query: "query A { __typename }", operationName: "B" },
    "too much": {
      query: `{ candidates { nodes ${"{ applications { candidate ".repeat(15)} { id } ${"} } ".repeat(15)} } }`,
    },
  };

  it.each(Object.entries(wrong))("is the client's by its media type: %s", async (_what, body) => {
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
  });

  it("is 400 for a request that is not well-formed, whatever the media type", async () => {
    for (const accept of ["application/json", "application/graphql-response+json", "*/*"]) {
      expect((await post({ variables: {} }, { accept })).status).toBe(400);
      expect((await post({ query: "{ stages { id } }", variables: 5 }, { accept })).status).toBe(400);
    }
  });
});

describe("a GET", () => {
  it.each([
    ["a client that is no browser", {}, 200],
    ["a person who typed the address", { "sec-fetch-site": "none" }, 200],
    ["a page served by this process", { "sec-fetch-site": "same-origin" }, 200],
    ["a page on another port", { "sec-fetch-site": "same-site" }, 400],
    ["a page of another site", { "sec-fetch-site": "cross-site" }, 400],
    ["a page that had to ask first", { "sec-fetch-site": "cross-site", "apollo-require-preflight": "1" }, 200],
    ["a foreign page, by its Origin alone", { origin: "https://evil.example" }, 400],
    ["a page without an origin", { origin: "null" }, 400],
    ["a page on another port, by its Origin alone", { host: "localhost:4001", origin: "http://localhost:3000" }, 400],
    [
      "a page served by this process, with its Origin",
      { host: "localhost:4001", origin: "http://localhost:4001" },
      200,
    ],
    ["a foreign page that claims to be ours", { origin: "https://evil.example", "sec-fetch-site": "same-origin" }, 400],
    [
      "a browser that sends no Sec-Fetch-Site",
      { "user-agent": "Mozilla/5.0 (Macintosh) Version/15.6 Safari/605" },
      400,
    ],
    ["curl", { "user-agent": "curl/8.5.0", accept: "*/*" }, 200],
    ["a client that calls it localhost", { host: "localhost:4001" }, 200],
    ["a client that calls it by its IPv6 address", { host: "[::1]:4001" }, 200],
    ["whoever calls it by a name, where browsers do not tell", { host: "ats.internal" }, 400],
    ["whoever calls it by an address, where browsers do not tell", { host: "10.0.0.5:4001" }, 400],
    ["whoever calls it by a name that only looks local", { host: "localhost.example.org" }, 400],
    ["a gateway that brings the header", { host: "ats.internal", "apollo-require-preflight": "1" }, 200],
  ])("from %s", async (_who, headers: Record<string, string>, status) => {
    subgraph.newCalls();
    expect(await statusOfGet(stages, headers)).toBe(status);
    if (status !== 200) expect(subgraph.newCalls()).toEqual([]);
  });
});

/** By node:http, which sends no header but these: fetch adds some, and keeps `host` to itself. */
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
