import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gunzipSync, gzipSync } from "node:zlib";
import fastify, { type FastifyInstance } from "fastify";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { type PageFacts, graphiqlPage } from "../../src/graphiql/graphiql-page.js";
import { addSecurityHeaders } from "../../src/server/security-headers.js";

describe("the GraphiQL page's routes", () => {
  let directory: string;
  let app: FastifyInstance;
  let facts: PageFacts;

  beforeEach(async () => {
    directory = await mkdtemp(join(tmpdir(), "graphiql-"));
    app = fastify();
    facts = {
      version: "1.2.3",
      account: "Live account",
      provider: "Acme",
      docsUrl: "https://acme.example/docs?a=1&b=2",
    };
    addSecurityHeaders(app);
    await app.register(graphiqlPage, { directory, facts: () => facts });
    app.get("/data", () => ({}));
  });

  afterEach(async () => {
    await app.close();
    await rm(directory, { recursive: true });
  });

  async function build(page = "<!doctype html><title>ats-subgraph</title>"): Promise<void> {
    await mkdir(join(directory, "graphiql/assets"), { recursive: true });
    await writeFile(join(directory, "index.html"), page);
    await writeFile(join(directory, "graphiql/assets/main-abc.js"), "run()");
    await writeFile(join(directory, "graphiql/assets/main-abc.js.gz"), gzipSync("run()"));
  }

  it.each(["/", "/graphiql"])("serves the page at %s, not cached", async (path) => {
    await build();
    const { statusCode, headers, body } = await app.inject(path);
    expect(statusCode).toBe(200);
    expect(body).toContain("<title>ats-subgraph</title>");
    expect(headers).toMatchObject({ "content-type": "text/html; charset=utf-8", "cache-control": "no-cache" });
  });

  it("says what the process serves when the page is opened, as text", async () => {
    await build('<b>{{version}}</b> <p>{{account}}</p> <a href="{{docsUrl}}">{{provider}}</a> {{unknown}}');
    const { body } = await app.inject("/");
    expect(body).toBe(
      '<b>1.2.3</b> <p>Live account</p> <a href="https://acme.example/docs?a=1&#38;b=2">Acme</a> {{unknown}}',
    );
    facts = { ...facts, account: '<script>"$&"</script>' };
    expect((await app.inject("/")).body).toContain("<p>&#60;script&#62;&#34;$&#38;&#34;&#60;/script&#62;</p>");
  });

  it("says how to build the page before it is built, and then serves it", async () => {
    const before = await app.inject("/graphiql");
    expect(before.statusCode).toBe(503);
    expect(before.body).toBe("GraphiQL is not built: run `npx vite build src/graphiql/page`.\n");
    await build();
    expect((await app.inject("/graphiql")).statusCode).toBe(200);
    expect((await app.inject("/graphiql/assets/main-abc.js")).body).toBe("run()");
  });

  it("replaces the server's policy for the page and its workers only", async () => {
    await build();
    for (const path of ["/", "/graphiql", "/graphiql/assets/main-abc.js"]) {
      const { headers } = await app.inject(path);
      const policy = headers["content-security-policy"];
      expect(policy).toContain("script-src 'self';");
      expect(policy).toContain("worker-src 'self';");
      expect(policy).not.toContain("unsafe-eval");
      expect(policy).not.toMatch(/script-src[^;]*unsafe-inline/);
      expect(policy).not.toMatch(/https?:|\*/);
      expect(headers["x-content-type-options"]).toBe("nosniff");
    }
    expect((await app.inject("/data")).headers["content-security-policy"]).not.toContain("worker-src");
  });

  it("lets browsers cache the hashed assets without limit, and compresses them if the browser accepts it", async () => {
    await build();
    const plain = await app.inject("/graphiql/assets/main-abc.js");
    expect(plain.headers).toMatchObject({
      "cache-control": "public, max-age=31536000, immutable",
      "content-type": expect.stringContaining("javascript") as string,
      vary: "accept-encoding",
    });
    expect(plain.headers["content-encoding"]).toBeUndefined();
    const gzipped = await app.inject({ url: "/graphiql/assets/main-abc.js", headers: { "accept-encoding": "gzip" } });
    expect(gzipped.headers).toMatchObject({ "content-encoding": "gzip", vary: "accept-encoding" });
    expect(gunzipSync(gzipped.rawPayload).toString()).toBe("run()");
  });

  it("serves only the assets under their path", async () => {
    await build();
    for (const path of ["", "missing.js", "../../index.html", "%2e%2e/%2e%2e/index.html", "..%2f..%2findex.html"]) {
      expect((await app.inject(`/graphiql/assets/${path}`)).statusCode, path).toBeGreaterThanOrEqual(400);
    }
  });
});
