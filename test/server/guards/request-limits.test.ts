import { once } from "node:events";
import { type IncomingMessage, request } from "node:http";
import { type Socket, connect } from "node:net";
import { gzipSync } from "node:zlib";
import { describe, expect, it } from "vitest";
import { startSubgraph } from "../../support/subgraph.js";
import { startTokenIssuer } from "../../support/token-issuer.js";

const json = { "content-type": "application/json" };
const typename = JSON.stringify({ query: "{ __typename }" });

describe("the body of a request", () => {
  it("has at most MAX_BODY_BYTES", async () => {
    await using subgraph = await startSubgraph({ candidates: 1, env: { MAX_BODY_BYTES: "1000" } });
    const of = (bytes: number) => typename.padEnd(bytes);
    const post = (body: string) => fetch(`${subgraph.url}/graphql`, { method: "POST", headers: json, body });
    expect((await post(of(1000))).status).toBe(200);
    const refused = await post(of(1001));
    expect(refused.status).toBe(413);
    expect(await refused.json()).toMatchObject({
      errors: [
        { message: expect.stringContaining("MAX_BODY_BYTES allows 1000 bytes"), extensions: { code: "BAD_REQUEST" } },
      ],
    });
  });

  it("has one operation. A batch is rejected before any of its operations runs", async () => {
    await using subgraph = await startSubgraph({ candidates: 1 });
    for (const batch of [[], [{ query: "{ stages { id } }" }], Array(100).fill({ query: "{ stages { id } }" })]) {
      const body = JSON.stringify(batch);
      const answer = await fetch(`${subgraph.url}/graphql`, { method: "POST", headers: json, body });
      expect(answer.status).toBe(400);
      expect(await answer.json()).toMatchObject({
        errors: [{ message: "A request must have one operation. Send the operations of a batch one by one." }],
      });
    }
    expect(subgraph.newCalls()).toEqual([]);
  });

  const bomb = gzipSync(JSON.stringify({ query: `{ __typename } ${"#".repeat(50_000_000)}` }));

  it.each(["gzip", "deflate", "br", "GZIP, identity"])(
    "is rejected without being read when it is compressed (%s)",
    async (encoding) => {
      await using subgraph = await startSubgraph({ candidates: 1 });
      const headers = { ...json, "content-encoding": encoding, "content-length": 1_000_000_000 };
      const sending = request(`${subgraph.url}/graphql`, { method: "POST", headers });
      sending.on("error", () => undefined);
      // The rest of the body is never sent. The response does not wait for it.
      sending.write(bomb);
      const [response] = (await once(sending, "response")) as [IncomingMessage];
      let body = "";
      for await (const chunk of response) body += String(chunk);
      const refused = { status: response.statusCode, accepts: response.headers["accept-encoding"], body };
      sending.destroy();
      expect(refused).toEqual({
        status: 415,
        accepts: "identity",
        body: expect.stringContaining("must not be compressed"),
      });
    },
  );
});

describe("a slow client", () => {
  const started = (bytes: string) => `POST /graphql HTTP/1.1\r\nhost: localhost\r\n${bytes}`;
  const slow: [what: string, opening: string, drip: string][] = [
    ["headers", started(""), "x-a: b\r\n"],
    ["a body", started("content-type: application/json\r\ncontent-length: 10000\r\n\r\n"), " "],
  ];

  it.each(slow)("that sends %s slowly is disconnected after REQUEST_TIMEOUT_MS", async (_what, opening, drip) => {
    await using subgraph = await startSubgraph({ candidates: 1, env: { REQUEST_TIMEOUT_MS: "300" } });
    const socket = open(subgraph.url);
    let received = "";
    socket.on("data", (chunk) => (received += String(chunk)));
    socket.write(opening);
    const dripping = setInterval(() => socket.write(drip), 50);
    // A write after the server has closed the connection is an error.
    socket.on("error", () => undefined);
    await new Promise((resolve) => socket.once("close", resolve));
    clearInterval(dripping);
    expect(received).toMatch(/^HTTP\/1\.1 408 /);
    expect(JSON.parse(received.split("\r\n\r\n")[1]!)).toMatchObject({
      errors: [{ message: expect.stringContaining("REQUEST_TIMEOUT_MS"), extensions: { code: "BAD_REQUEST" } }],
    });
  });

  it("keeps its connection while it is idle between requests, and during a longer operation", async () => {
    await using subgraph = await startSubgraph({ candidates: 1, env: { REQUEST_TIMEOUT_MS: "300" } });
    subgraph.lever.faults.failNext(/stages/, { delayMs: 900 });
    expect((await subgraph.query("{ stages { id } }")).errors).toEqual([]);
    const socket = open(subgraph.url);
    const ask = async () => {
      socket.write("GET /health/live HTTP/1.1\r\nhost: localhost\r\n\r\n");
      return String((await once(socket, "data"))[0]);
    };
    expect(await ask()).toMatch(/^HTTP\/1\.1 200 /);
    await new Promise((resolve) => setTimeout(resolve, 900));
    expect(await ask()).toMatch(/^HTTP\/1\.1 200 /);
    socket.destroy();
  });

  it("gets an error for bytes that are not HTTP, and for headers that are too long", async () => {
    await using subgraph = await startSubgraph({ candidates: 1 });
    for (const [sent, status] of [
      ["not HTTP at all\r\n\r\n", 400],
      [`GET /graphql HTTP/1.1\r\nhost: a\r\nx-a: ${"b".repeat(20_000)}\r\n\r\n`, 431],
    ] as const) {
      const socket = open(subgraph.url);
      socket.write(sent);
      const received = String((await once(socket, "data"))[0]);
      expect(received).toMatch(new RegExp(`^HTTP/1.1 ${status} `));
      expect(received).toContain('"code":"BAD_REQUEST"');
      socket.destroy();
    }
  });
});

describe("the number of connections", () => {
  it("is at most MAX_CONNECTIONS. More are closed, and the log says so", async () => {
    await using subgraph = await startSubgraph({ candidates: 1, env: { MAX_CONNECTIONS: "2" } });
    const idle = [open(subgraph.url), open(subgraph.url)];
    await Promise.all(idle.map((socket) => once(socket, "connect")));
    const refused = open(subgraph.url);
    await once(refused.resume(), "close");
    expect(refused.bytesRead).toBe(0);
    expect(await subgraph.logLines("more connections than MAX_CONNECTIONS are closed", 1)).toMatchObject([
      { level: 40, max: 2 },
    ]);
    for (const socket of idle) socket.destroy();
    const isServed = () =>
      subgraph.query("{ __typename }").then(
        ({ status }) => status === 200,
        () => false,
      );
    await expect.poll(isServed).toBe(true);
  });
});

describe("clients with too many requests", () => {
  it("get 503 while MAX_CONCURRENT_OPERATIONS are running, and are served afterwards", async () => {
    await using subgraph = await startSubgraph({ candidates: 1, env: { MAX_CONCURRENT_OPERATIONS: "2" } });
    subgraph.lever.faults.failNext(/./, "stall", Infinity);
    const controller = new AbortController();
    const running = ["offer", "lead-new"].map((id) =>
      fetch(`${subgraph.url}/graphql`, {
        method: "POST",
        headers: json,
        body: JSON.stringify({ query: `{ stage(id: "${id}") { name } }` }),
        signal: controller.signal,
      }).catch(() => undefined),
    );
    await expect.poll(async () => (await subgraph.query("{ __typename }")).status).toBe(503);
    const answer = await fetch(`${subgraph.url}/graphql`, { method: "POST", headers: json, body: typename });
    expect([answer.status, answer.headers.get("retry-after")]).toEqual([503, "1"]);
    expect(await answer.json()).toMatchObject({
      errors: [
        {
          message: expect.stringContaining("MAX_CONCURRENT_OPERATIONS (2)"),
          extensions: { code: "OVERLOADED" },
        },
      ],
    });
    expect((await fetch(`${subgraph.url}/health/live`)).status).toBe(200);
    controller.abort();
    await Promise.all(running);
    await expect.poll(async () => (await subgraph.query("{ __typename }")).status).toBe(200);
  });

  const send = async (url: string, headers: Record<string, string> = {}) =>
    fetch(`${url}/graphql`, { method: "POST", headers: { ...json, ...headers }, body: typename });

  it("are rejected after MAX_REQUESTS_PER_MINUTE, by their address, and not by X-Forwarded-For", async () => {
    await using subgraph = await startSubgraph({ candidates: 1, env: { MAX_REQUESTS_PER_MINUTE: "3" } });
    for (let i = 0; i < 3; i += 1) {
      expect((await send(subgraph.url, { "x-forwarded-for": `10.0.0.${i}` })).status).toBe(200);
    }
    const answer = await send(subgraph.url, { "x-forwarded-for": "10.0.0.9" });
    expect(answer.status).toBe(429);
    expect(Number(answer.headers.get("retry-after"))).toBeGreaterThan(0);
    expect(await answer.json()).toMatchObject({
      errors: [
        { message: expect.stringContaining("MAX_REQUESTS_PER_MINUTE"), extensions: { code: "TOO_MANY_REQUESTS" } },
      ],
    });
    expect((await fetch(`${subgraph.url}/health/ready`)).status).toBe(200);
  });

  it("are counted by address behind a proxy in TRUST_PROXY, and by network with IPv6", async () => {
    const env = { MAX_REQUESTS_PER_MINUTE: "1", TRUST_PROXY: "127.0.0.1" };
    await using subgraph = await startSubgraph({ candidates: 1, env });
    const statuses = [];
    for (const client of ["10.0.0.1", "10.0.0.1", "10.0.0.2", "2001:db8::1", "2001:db8::2", "2001:db8:0:1::1"]) {
      statuses.push((await send(subgraph.url, { "x-forwarded-for": client })).status);
    }
    expect(statuses).toEqual([200, 429, 200, 200, 429, 200]);
  });

  it("are counted by the subject of their token, and not at all without a token", async () => {
    await using issuing = await startTokenIssuer();
    await using subgraph = await startSubgraph({
      candidates: 1,
      env: { ...issuing.env, MAX_REQUESTS_PER_MINUTE: "2" },
    });
    const as = async (sub: string) =>
      (await send(subgraph.url, { authorization: `Bearer ${await issuing.token({ sub })}` })).status;
    for (let i = 0; i < 3; i += 1) expect((await send(subgraph.url)).status).toBe(401);
    expect([await as("a"), await as("a"), await as("a"), await as("b")]).toEqual([200, 200, 429, 200]);
  });
});

function open(url: string): Socket {
  const socket = connect(Number(new URL(url).port), "127.0.0.1");
  socket.on("error", () => undefined);
  return socket;
}
