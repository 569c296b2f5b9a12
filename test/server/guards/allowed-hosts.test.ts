import { once } from "node:events";
import { type IncomingMessage, request } from "node:http";
import { connect } from "node:net";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type TestSubgraph, startSubgraph } from "../../support/subgraph.js";

const query = JSON.stringify({ query: "{ stages { id } }" });
const byGet = `/graphql?query=${encodeURIComponent("{ stages { id } }")}`;

describe("a loopback address", () => {
  let subgraph: TestSubgraph;
  beforeAll(async () => {
    const env = {
      ALLOWED_HOSTS: "ats.example:8443, Other.Example",
      TRUST_PROXY: "127.0.0.1",
      LEVER_WEBHOOK_TOKEN: "a signature token",
      // The settings for a proxy on the same machine.
      GRAPHIQL: "true",
    };
    subgraph = await startSubgraph({ candidates: 1, env });
  });
  afterAll(() => subgraph[Symbol.asyncDispose]());

  it.each([
    "localhost",
    "localhost:4001",
    "LocalHost:1",
    "localhost.",
    "localhost.:4001",
    "127.0.0.1",
    "127.0.0.1:4001",
    "[::1]",
    "[::1]:4001",
    "[0:0:0:0:0:0:0:1]",
    "ats.example",
    "ATS.example:443",
    "other.example.:80",
  ])("answers %s", async (host) => {
    expect(await ask(subgraph.url, { host })).toMatchObject({ status: 200, body: { data: expect.anything() } });
  });

  it.each([
    "evil.example",
    "evil.example:4001",
    "EVIL.EXAMPLE.",
    "localhost.evil.example",
    "127.0.0.1.evil.example",
    "evil.localhost",
    "sub.ats.example",
    "ats.example.evil",
    "127.0.0.2",
    "10.0.0.5:4001",
    "0.0.0.0",
    "[::]",
    "[::2]:4001",
    "*",
  ])("refuses %s", async (host) => {
    subgraph.newCalls();
    expect(await ask(subgraph.url, { host })).toEqual({
      status: 421,
      body: {
        errors: [
          {
            message: expect.stringContaining("ALLOWED_HOSTS"),
            extensions: { code: "BAD_USER_INPUT", requestId: expect.any(String) },
          },
        ],
      },
    });
    expect(subgraph.newCalls()).toEqual([]);
  });

  it.each(["/", "/graphiql", "/graphiql/assets/x.js", byGet, "/health/live", "/health/ready", "/metrics", "/nothing"])(
    "rejects an unknown host name for %s",
    async (path) => {
      expect(await send(subgraph.url, path, { host: "evil.example", "sec-fetch-site": "same-origin" })).toMatchObject({
        status: 421,
      });
      expect((await send(subgraph.url, path, { host: "localhost" })).status).not.toBe(421);
    },
  );

  it("rejects an unknown host name for the webhook, and for a preflight request", async () => {
    const headers = { host: "evil.example", "content-type": "application/json" };
    expect((await send(subgraph.url, "/webhooks/lever", headers, "POST", "{}")).status).toBe(421);
    expect((await send(subgraph.url, "/graphql", headers, "OPTIONS")).status).toBe(421);
  });

  it("reads the Host header, and no header of a proxy", async () => {
    for (const name of ["x-forwarded-host", "forwarded", "x-host"]) {
      expect(await ask(subgraph.url, { host: "evil.example", [name]: "localhost" })).toMatchObject({ status: 421 });
    }
    const forwarded = { host: "localhost", "x-forwarded-host": "ats.public.example" };
    expect(await ask(subgraph.url, forwarded)).toMatchObject({ status: 200 });
    // A page of another site can have sent this request through the proxy.
    expect((await send(subgraph.url, byGet, forwarded)).status).toBe(400);
  });

  it("rejects an unknown host name in the request line", async () => {
    const wholeGet = (address: string) => `GET ${address} HTTP/1.1\r\nhost: 127.0.0.1\r\nconnection: close\r\n\r\n`;
    for (const address of [
      "http://evil.example/graphql",
      "http://evil.example",
      "HTTP://evil.example:80/health/live",
    ]) {
      expect(await write(subgraph.url, wholeGet(address))).toMatch(/^HTTP\/1\.1 421 /);
    }
    expect(await write(subgraph.url, wholeGet("http://localhost:1/nothing"))).toMatch(/^HTTP\/1\.1 404 /);
  });
});

describe("the address in HOST", () => {
  it("is accepted as a host name if it is another loopback address", async () => {
    await using subgraph = await startSubgraph({ candidates: 1, env: { HOST: "127.0.0.2" } });
    for (const host of ["127.0.0.2", "127.0.0.2:4001", "localhost"]) {
      expect(await ask(subgraph.url, { host })).toMatchObject({ status: 200 });
    }
    expect(await ask(subgraph.url, { host: "127.0.0.3" })).toMatchObject({ status: 421 });
  });

  it("does not restrict host names if it is not a loopback address", async () => {
    const env = { HOST: "0.0.0.0", ALLOW_UNAUTHENTICATED: "true" };
    await using subgraph = await startSubgraph({ candidates: 1, env });
    for (const host of ["ats_subgraph:4001", "ats.internal", "evil.example"]) {
      expect(await ask(subgraph.url, { host })).toMatchObject({ status: 200 });
      // Browsers send no Sec-Fetch-Site there, so every GET needs a preflight header.
      expect((await send(subgraph.url, byGet, { host })).status).toBe(400);
    }
  });
});

describe("a form of a page of another site", () => {
  const forms: [type: string, body: string][] = [
    ["application/x-www-form-urlencoded", "query=%7Bstages%7Bid%7D%7D"],
    [
      "multipart/form-data; boundary=x",
      `--x\r\ncontent-disposition: form-data; name="query"\r\n\r\n{stages{id}}\r\n--x--`,
    ],
    ["text/plain", query],
    ["text/plain", ""],
    ["application/x-www-form-urlencoded", ""],
  ];
  const senders = [{ "sec-fetch-site": "cross-site" }, { "sec-fetch-site": "same-origin" }, { origin: "null" }, {}];

  it.each(forms)("of type %s is rejected on loopback and elsewhere: %s", async (type, body) => {
    await using subgraph = await startSubgraph({ candidates: 1, env: { ALLOWED_HOSTS: "ats.internal" } });
    for (const headers of senders) {
      const sent = { ...headers, "content-type": type };
      const [here, elsewhere] = await Promise.all(
        ["localhost", "ats.internal"].map((host) => send(subgraph.url, byGet, { ...sent, host }, "POST", body)),
      );
      expect(here?.status).toBe(elsewhere?.status);
      expect([400, 415]).toContain(here?.status);
    }
    expect(subgraph.newCalls()).toEqual([]);
  });
});

/** Sends a query with POST. */
async function ask(url: string, headers: Record<string, string>) {
  const json = { "content-type": "application/json", ...headers };
  const { status, text } = await send(url, "/graphql", json, "POST", query);
  return { status, body: JSON.parse(text) as unknown };
}

/** Uses node:http, because fetch does not allow the header `host`. */
async function send(url: string, path: string, headers: Record<string, string>, method = "GET", body = "") {
  const sending = request(new URL(path, url), { method, headers: { ...headers, connection: "close" } });
  sending.end(body);
  const [response] = (await once(sending, "response")) as [IncomingMessage];
  let text = "";
  for await (const chunk of response) text += String(chunk);
  return { status: response.statusCode, text };
}

/** Sends these bytes, and resolves with all bytes until the connection is closed. */
async function write(url: string, bytes: string): Promise<string> {
  const socket = connect(Number(new URL(url).port), new URL(url).hostname);
  socket.end(bytes);
  let received = "";
  for await (const chunk of socket) received += String(chunk);
  return received;
}
