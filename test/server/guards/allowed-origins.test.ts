import { Client, fetchExchange } from "urql";
import { ApolloClient, HttpLink, InMemoryCache, gql } from "@apollo/client";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type TestSubgraph, startSubgraph } from "../../support/subgraph.js";

const page = "https://hiring.example";
const stages = "{ stages { id } }";

let subgraph: TestSubgraph;
beforeAll(async () => {
  // Not loopback: no request without a proof is exempt from CSRF prevention.
  const env = { HOST: "0.0.0.0", ALLOW_UNAUTHENTICATED: "true", CORS_ORIGINS: `${page},http://localhost:5173` };
  subgraph = await startSubgraph({ candidates: 1, env });
});
afterAll(() => subgraph[Symbol.asyncDispose]());

const endpoint = () => `http://127.0.0.1:${new URL(subgraph.url).port}/graphql`;

/** A `fetch` that adds what the browser adds to each request of a page of another origin. */
const fetchFrom =
  (origin: string, sent: string[] = []): typeof fetch =>
  (input, options = {}) => {
    const headers = new Headers(options.headers);
    headers.set("origin", origin);
    headers.set("sec-fetch-site", "cross-site");
    headers.set("sec-fetch-mode", "cors");
    headers.set("user-agent", "Mozilla/5.0");
    sent.push(options.method ?? "GET");
    return fetch(input, { ...options, headers });
  };

describe("a page of an origin in CORS_ORIGINS", () => {
  it.each([undefined, true, "force", "within-url-limit", false] as const)(
    "can query with urql and preferGetMethod %s",
    async (preferGetMethod) => {
      const sent: string[] = [];
      const client = new Client({
        url: endpoint(),
        exchanges: [fetchExchange],
        fetch: fetchFrom(page, sent),
        ...(preferGetMethod !== undefined && { preferGetMethod }),
      });
      const { data, error } = await client.query(stages, {}).toPromise();
      expect(error).toBeUndefined();
      expect(data.stages.length).toBeGreaterThan(0);
      expect(sent).toEqual([preferGetMethod === false ? "POST" : "GET"]);
    },
  );

  it("can query with Apollo Client, by GET too", async () => {
    for (const useGETForQueries of [true, false]) {
      const link = new HttpLink({ uri: endpoint(), useGETForQueries, fetch: fetchFrom(page) });
      const client = new ApolloClient({ link, cache: new InMemoryCache() });
      const { data } = await client.query({ query: gql(stages) });
      expect(data).toMatchObject({ stages: expect.arrayContaining([expect.anything()]) });
    }
  });

  it.each([
    "apollographql-client-name,apollographql-client-version,apollo-require-preflight,x-apollo-operation-name",
    "graphql-require-preflight,x-graphql-event-stream-token,graphql-client-name,x-graphql-client-version",
    "traceparent,tracestate,baggage,sentry-trace",
    "b3,x-b3-traceid,x-b3-spanid,x-b3-sampled,uber-trace-id,x-amzn-trace-id,x-cloud-trace-context",
    "newrelic,x-datadog-trace-id,x-datadog-parent-id,x-datadog-origin,x-datadog-sampling-priority",
    "x-request-id,x-correlation-id,request-id,x-requested-with,cache-control,pragma",
    "Authorization, Content-Type, X-Explain, X-Max-Upstream-Calls, X-Provider-Support",
    "x-header-of-a-library-of-next-year",
  ])("may send the headers %s", async (names) => {
    for (const method of ["POST", "GET"]) {
      const answer = await preflight(page, names, method);
      expect(answer.status).toBe(204);
      expect(answer.headers.get("access-control-allow-origin")).toBe(page);
      expect(answer.headers.get("access-control-allow-headers")).toBe(names);
      expect(answer.headers.get("vary")).toContain("Access-Control-Request-Headers");
      expect(answer.headers.get("access-control-allow-credentials")).toBeNull();
    }
  });

  it("may read the headers of an answer that its libraries use", async () => {
    const answer = await fetchFrom(page)(`${endpoint()}?query=${encodeURIComponent(stages)}`);
    const exposed = answer.headers.get("access-control-expose-headers")?.split(", ");
    expect(exposed).toEqual(expect.arrayContaining(["age", "etag", "retry-after", "www-authenticate", "x-request-id"]));
  });
});

describe("a page of another origin", () => {
  it.each([
    "null",
    "https://evil.example",
    "http://hiring.example",
    "https://hiring.example:8443",
    "https://hiring.example:443",
    "https://www.hiring.example",
    "https://hiring.example.evil.example",
    "https://evilhiring.example",
    "https://hiring.example/",
    "https://hiring.example@evil.example",
    "https://HIRING.example",
    "https://hiring.example, https://hiring.example",
    "https://hiring.example https://evil.example",
    "http://localhost",
    "http://localhost:5174",
    "http://127.0.0.1:5173",
    "https://localhost:5173",
  ])("cannot query: %s", async (origin) => {
    subgraph.newCalls();
    const client = new Client({ url: endpoint(), exchanges: [fetchExchange], fetch: fetchFrom(origin) });
    const { error } = await client.query(stages, {}).toPromise();
    expect(error?.response?.status).toBe(400);
    expect(error?.response?.headers.get("access-control-allow-origin")).toBeNull();
    const refused = await preflight(origin, "content-type", "POST");
    expect(refused.headers.get("access-control-allow-origin")).toBeNull();
    expect(subgraph.newCalls()).toEqual([]);
  });
});

function preflight(origin: string, names: string, method: string): Promise<Response> {
  const headers = { origin, "access-control-request-method": method, "access-control-request-headers": names };
  return fetch(endpoint(), { method: "OPTIONS", headers });
}
