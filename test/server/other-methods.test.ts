import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { ask } from "../hostile/client.js";
import { type TestSubgraph, startSubgraph } from "../support/subgraph.js";

let subgraph: TestSubgraph;
let withCors: TestSubgraph;
beforeAll(async () => {
  const env = { LEVER_WEBHOOK_TOKEN: "a".repeat(32) };
  subgraph = await startSubgraph({ candidates: 1, env });
  withCors = await startSubgraph({ candidates: 1, env: { ...env, CORS_ORIGINS: "https://hiring.example" } });
});
afterAll(async () => {
  await subgraph[Symbol.asyncDispose]();
  await withCors[Symbol.asyncDispose]();
});

async function send({ url }: TestSubgraph, method: string, path: string, headers: Record<string, string> = {}) {
  const { status, headers: raw, body } = await ask(url, path, { method, headers });
  const lines = raw.split("\n");
  const header = (name: string) => {
    const at = lines.findIndex((line) => line.toLowerCase() === name);
    return at < 0 ? undefined : lines[at + 1];
  };
  return { status, header, body };
}

const get = "GET, HEAD, OPTIONS";
const paths: [path: string, allow: string][] = [
  ["/graphql", "GET, HEAD, OPTIONS, POST"],
  ["/graphql?query=%7Bstages%7Bid%7D%7D", "GET, HEAD, OPTIONS, POST"],
  ["/graphql/", "GET, HEAD, OPTIONS, POST"],
  ["/health/live", get],
  ["/health/ready", get],
  ["/health/ready/", get],
  ["/metrics", get],
  ["/webhooks/lever", "OPTIONS, POST"],
  ["/", get],
  ["/?a=b", get],
  ["/graphiql", get],
  ["/graphiql/", get],
  ["/graphiql/assets/index.js", get],
];

describe.each(paths)("%s", (path, allow) => {
  it("answers the methods that it does not have with 405 and the header Allow", async () => {
    subgraph.newCalls();
    const others = ["PUT", "PATCH", "DELETE", "TRACE", "PROPFIND", "PURGE", ...["GET", "HEAD", "POST"]].filter(
      (method) => !allow.split(", ").includes(method),
    );
    for (const target of [subgraph, withCors]) {
      for (const method of others) {
        const { status, header, body } = await send(target, method, path, { "content-type": "text/plain" });
        expect([method, status, header("allow")]).toEqual([method, 405, allow]);
        if (method === "HEAD") continue;
        const { errors } = JSON.parse(body) as { errors: { message: string; extensions: object }[] };
        expect(errors).toMatchObject([{ extensions: { code: "BAD_REQUEST", requestId: expect.anything() } }]);
        expect(errors[0]?.message).toContain(`The method ${method} is not allowed here.`);
        expect(errors[0]?.message).not.toContain("?");
      }
    }
    expect(subgraph.newCalls()).toEqual([]);
  });

  it("answers OPTIONS with the methods that it has", async () => {
    for (const target of [subgraph, withCors]) {
      const { status, header, body } = await send(target, "OPTIONS", path);
      expect([status, header("allow"), body]).toEqual([204, allow, ""]);
    }
  });
});

describe("HEAD", () => {
  it("has the status and the headers of GET, without the body", async () => {
    const query = `/graphql?query=${encodeURIComponent("{ stages { id } }")}`;
    for (const path of [query, "/health/live", "/health/ready", "/metrics", "/nowhere", "/graphql?query=%7B"]) {
      const [head, full] = [await send(subgraph, "HEAD", path), await send(subgraph, "GET", path)];
      expect([path, head.status, head.header("content-type")]).toEqual([
        path,
        full.status,
        full.header("content-type"),
      ]);
      expect([head.body, full.body]).toEqual(["", expect.stringMatching(/./)]);
    }
  });

  it("has the limits of GET", async () => {
    const path = `/graphql?query=${encodeURIComponent(`${"{a".repeat(600)}${"}".repeat(600)}`)}`;
    const [head, full] = [await send(subgraph, "HEAD", path), await send(subgraph, "GET", path)];
    expect([head.status, full.status]).toEqual([400, 400]);
    const foreign = { "sec-fetch-site": "cross-site" };
    expect((await send(subgraph, "HEAD", "/graphql?query=%7Bstages%7Bid%7D%7D", foreign)).status).toBe(400);
  });
});

describe("a path", () => {
  it("may end with a slash", async () => {
    for (const path of ["/graphql/", "/graphql/?", "/graphql?"]) {
      const response = await fetch(`${subgraph.url}${path}`, {
        method: "POST",
        headers: { "content-type": "application/json" },
        body: JSON.stringify({ query: "{ __typename }" }),
      });
      expect([path, response.status]).toEqual([path, 200]);
    }
    expect((await send(subgraph, "GET", "/graphql/?query=%7B__typename%7D")).status).toBe(200);
    expect((await send(subgraph, "GET", "/health/live/")).status).toBe(200);
  });

  it("does not end with a semicolon", async () => {
    for (const path of ["/graphql;a=b", "/metrics;"]) expect((await send(subgraph, "GET", path)).status).toBe(404);
  });

  it("that no route has is 404 for each method", async () => {
    for (const target of [subgraph, withCors]) {
      for (const method of ["GET", "POST", "PUT", "OPTIONS"]) {
        expect((await send(target, method, "/nowhere")).status).toBe(404);
      }
    }
  });
});

it("leaves preflight requests to CORS", async () => {
  const preflight = { origin: "https://hiring.example", "access-control-request-method": "POST" };
  const { status, header } = await send(withCors, "OPTIONS", "/graphql", preflight);
  expect([status, header("access-control-allow-origin")]).toEqual([204, "https://hiring.example"]);
  const foreign = await send(withCors, "OPTIONS", "/graphql", { ...preflight, origin: "https://evil.example" });
  expect(foreign.header("access-control-allow-origin")).toBeUndefined();
  const without = await send(subgraph, "OPTIONS", "/graphql", preflight);
  expect([without.status, without.header("access-control-allow-origin")]).toEqual([403, undefined]);
});
