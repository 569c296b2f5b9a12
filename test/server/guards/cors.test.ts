import { describe, expect, it } from "vitest";
import { type TestSubgraph, startSubgraph } from "../../support/subgraph.js";

const page = "https://hiring.example";

/** The preflight request of a browser before a GraphQL request of a page. */
const preflight = ({ url }: TestSubgraph, origin: string, path = "/graphql") =>
  fetch(`${url}${path}`, {
    method: "OPTIONS",
    headers: {
      origin,
      "access-control-request-method": "POST",
      "access-control-request-headers": "authorization,content-type,x-max-upstream-calls",
    },
  });

const post = ({ url }: TestSubgraph, origin: string) =>
  fetch(`${url}/graphql`, {
    method: "POST",
    headers: { origin, "content-type": "application/json" },
    body: JSON.stringify({ query: "{ __typename }" }),
  });

const corsHeaders = ({ headers }: Response) => [...headers.keys()].filter((name) => name.startsWith("access-control-"));

describe("a page of another origin", () => {
  it("gets no header that would let it read a response", async () => {
    await using subgraph = await startSubgraph({ candidates: 1 });
    for (const answer of [
      await preflight(subgraph, page),
      await post(subgraph, page),
      await preflight(subgraph, page, "/metrics"),
      await fetch(`${subgraph.url}/health/live`, { headers: { origin: page } }),
    ]) {
      expect(corsHeaders(answer)).toEqual([]);
    }
    expect((await preflight(subgraph, page)).ok).toBe(false);
  });

  it("may send requests with any headers if CORS_ORIGINS has its origin, and no other page may", async () => {
    const env = { CORS_ORIGINS: `${page}, http://localhost:5173`, ROUTER_SECRET: "open-sesame-seeds" };
    await using subgraph = await startSubgraph({ candidates: 1, env });
    for (const origin of [page, "http://localhost:5173"]) {
      const allowed = await preflight(subgraph, origin);
      expect(allowed.status).toBe(204);
      expect(allowed.headers.get("access-control-allow-origin")).toBe(origin);
      expect(allowed.headers.get("access-control-allow-methods")).toBe("GET, POST");
      expect(allowed.headers.get("access-control-allow-headers")).toBe(
        "authorization,content-type,x-max-upstream-calls",
      );
      expect(allowed.headers.get("access-control-allow-credentials")).toBeNull();
    }
    // The origin is allowed, but the secret is missing. The page can read the error.
    const answer = await post(subgraph, page);
    expect([answer.status, answer.headers.get("access-control-allow-origin")]).toEqual([401, page]);
    expect(answer.headers.get("vary")).toMatch(/^Origin, accept, /);

    for (const unknown of ["https://evil.example", "https://hiring.example.evil.example", "null"]) {
      for (const refused of [await preflight(subgraph, unknown), await post(subgraph, unknown)]) {
        expect(refused.headers.get("access-control-allow-origin")).toBeNull();
      }
    }
    expect(corsHeaders(await fetch(`${subgraph.url}/metrics`, { headers: { origin: page } }))).toEqual([]);
  });
});
