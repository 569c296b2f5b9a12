import { once } from "node:events";
import { connect } from "node:net";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type TestSubgraph, startSubgraph } from "../../support/subgraph.js";

const query = JSON.stringify({ query: "{ stages { id } }" });
const byGet = `/graphql?query=${encodeURIComponent("{ stages { id } }")}`;
const badRequest = { errors: [{ extensions: { code: "BAD_REQUEST" } }] };
const allowed = "allowed.example";

let subgraphs: TestSubgraph[];
beforeAll(async () => {
  const proxy = { TRUST_PROXY: "127.0.0.1", ALLOWED_HOSTS: allowed, CORS_ORIGINS: "https://hiring.example" };
  const open = { HOST: "0.0.0.0", ALLOW_UNAUTHENTICATED: "true", MAX_REQUESTS_PER_MINUTE: "100000" };
  const settings = [proxy, { ...proxy, ...open }];
  subgraphs = await Promise.all(settings.map((env) => startSubgraph({ candidates: 1, env })));
});
afterAll(() => Promise.all(subgraphs.map((subgraph) => subgraph[Symbol.asyncDispose]())));

/** All ways to send a query, and a health check. */
const requests = (target = "") => [
  { line: `GET ${target}${byGet}`, headers: "apollo-require-preflight: 1\r\n", body: "" },
  {
    line: `POST ${target}/graphql`,
    headers: `content-type: application/json\r\ncontent-length: ${query.length}\r\n`,
    body: query,
  },
  { line: `GET ${target}/health/live`, headers: "", body: "" },
];

describe("a Host header", () => {
  it.each([
    ["missing", ""],
    ["empty", "host: \r\n"],
    ["a path", "host: localhost/x\r\n"],
    ["a host with a user", "host: evil@localhost\r\n"],
    ["a host with a user and a password", "host: a:b@localhost:80\r\n"],
    ["an incomplete address", "host: [::1\r\n"],
    ["an address with text after it", "host: [::1]x\r\n"],
    ["an IPv6 address without brackets", "host: ::1\r\n"],
    ["an IPv6 address with a zone", "host: [fe80::1%25eth0]\r\n"],
    ["an address that does not exist", "host: 256.1.1.1\r\n"],
    ["empty brackets", "host: []\r\n"],
    ["a port alone", "host: :80\r\n"],
    ["a port that is not a number", "host: localhost:x\r\n"],
    ["a port that is too large", "host: localhost:99999\r\n"],
    ["two ports", "host: localhost:80:80\r\n"],
    ["two words", "host: local host\r\n"],
    ["two words with a tab", "host: local\thost\r\n"],
    ["a URL", "host: http://localhost\r\n"],
    ["a query", "host: localhost?a\r\n"],
    ["a fragment", "host: localhost#a\r\n"],
    ["quoted", 'host: "localhost"\r\n'],
    ["not ASCII", "host: l\u00f6calhost\r\n"],
    ["UTF-8", `host: ${Buffer.from("日本").toString("latin1")}\r\n`],
    ["an escape", "host: %6cocalhost\r\n"],
    ["a dot", "host: .\r\n"],
    ["a name with an empty part", "host: a..b\r\n"],
    ["a name that is too long", `host: ${"a".repeat(300)}\r\n`],
    ["a list of two hosts", "host: localhost, evil.example\r\n"],
    ["a list of two hosts without a space", "host: allowed.example,evil.example\r\n"],
    ["there twice", "host: localhost\r\nhost: evil.example\r\n"],
    ["there twice with one value", "host: localhost\r\nHost: localhost\r\n"],
    ["empty and repeated", "host:\r\nhost: localhost\r\n"],
  ])("that is %s is answered with 400", async (_what, header) => {
    for (const subgraph of subgraphs) {
      subgraph.newCalls();
      for (const version of ["1.0", "1.1"]) {
        for (const { line, headers, body } of requests()) {
          if (header === "" && version === "1.0" && line.includes("/health/")) continue;
          const answer = await send(subgraph.url, `${line} HTTP/${version}\r\n${header}${headers}`, body);
          expect(answer).toEqual({ status: 400, body: expect.objectContaining({ errors: [expect.anything()] }) });
          expect(answer.body).toMatchObject(badRequest);
        }
      }
      expect(subgraph.newCalls()).toEqual([]);
    }
  });

  it.each(["host: localhost", "Host:localhost", "HOST: localhost:", "host: [::1]:4001 ", "host: 127.0.0.1:65535"])(
    "that is %j is accepted, with HTTP/1.0 too",
    async (header) => {
      for (const { url } of subgraphs) {
        for (const version of ["1.0", "1.1"]) {
          for (const { line, headers, body } of requests()) {
            const answer = await send(url, `${line} HTTP/${version}\r\n${header}\r\n${headers}`, body);
            expect(answer.status).toBe(200);
          }
        }
      }
    },
  );
});

it("a Host header may be missing in a health check with HTTP/1.0, as HAProxy sends it", async () => {
  for (const { url } of subgraphs) {
    for (const path of ["/health/live", "/health/ready"])
      expect((await send(url, `GET ${path} HTTP/1.0\r\n`, "")).status).toBe(200);
    const evil = await send(url, "GET http://evil.example/health/live HTTP/1.0\r\n", "");
    expect(evil.status).toBe(400);
  }
});

describe("the host in a request's URL", () => {
  it("may be there, as a client of a proxy sends it", async () => {
    for (const { url } of subgraphs) {
      for (const { line, headers, body } of requests("http://localhost:4001")) {
        expect((await send(url, `${line} HTTP/1.1\r\nhost: localhost\r\n${headers}`, body)).status).toBe(200);
      }
    }
  });

  it.each(["localhost:99999", "[::1", "", "a@localhost", "a..b", "l%6fcalhost", "localhost:80:80"])(
    "is answered with 400 if it is %j",
    async (host) => {
      for (const { url } of subgraphs) {
        for (const { line, headers, body } of requests(`http://${host}`)) {
          const answer = await send(url, `${line} HTTP/1.1\r\nhost: localhost\r\n${headers}`, body);
          expect(answer).toMatchObject({ status: 400, body: badRequest });
        }
      }
    },
  );
});

describe("a proxy's header", () => {
  const values = [
    "",
    "a, b",
    ",",
    "[::1",
    "]",
    "a b",
    "a@b",
    "b:99999",
    ":",
    "::",
    "999.1.1.1",
    "\u00f6",
    "https, http",
  ];
  const names = ["x-forwarded-host", "x-forwarded-proto", "x-forwarded-port", "x-forwarded-for", "forwarded"];

  it.each(names)("%s does not change an answer, with any value", async (name) => {
    for (const subgraph of subgraphs) {
      for (const value of [...values, "a".repeat(5000), `https\r\n${name}: http`]) {
        for (const { line, headers, body } of requests()) {
          const bytes = `${line} HTTP/1.1\r\nhost: ${allowed}\r\n${headers}${name}: ${value}\r\n`;
          expect({ value, ...(await send(subgraph.url, bytes, body)) }).toMatchObject({ value, status: 200 });
        }
      }
      expect(subgraph.logged.filter((line) => line.includes("unexpected error"))).toEqual([]);
    }
  });
});

/** Sends a request and resolves with its response. `head` is ISO-8859-1. */
async function send(url: string, head: string, body: string): Promise<{ status: number; body: unknown }> {
  const socket = connect(Number(new URL(url).port), "127.0.0.1");
  socket.write(Buffer.from(`${head}connection: close\r\n\r\n${body}`, "latin1"));
  let received = "";
  socket.on("data", (chunk) => (received += String(chunk)));
  await once(socket, "close");
  const [, status, text] = /^HTTP\/1\.1 (\d+) [^]*?\r\n\r\n([^]*)$/.exec(received) ?? [];
  const json = /\{[^]*\}/.exec(text ?? "")?.[0];
  return { status: Number(status), body: json === undefined ? text : JSON.parse(json) };
}
