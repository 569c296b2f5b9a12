import { type Target, bounded, post, refused, request, wire } from "../attack.js";
import { ask } from "../client.js";

const body = JSON.stringify({ query: "{ stages { id } }" });
const get = (host: string) =>
  wire(`GET /graphql?query=%7B__typename%7D HTTP/1.1\r\n${host}%HEADERS%apollo-require-preflight: 1\r\n\r\n`);
const proxy = (name: string, value: string) => post(body, { [name]: value });

/** Sends requests with these headers one after another, from an address of their own. Returns the last reply. */
const tries =
  (address: string, count: number, headersOf: (index: number) => Record<string, string>) =>
  async ({ url, headers }: Target) => {
    const request = (index: number) => ({
      method: "POST",
      headers: {
        "content-type": "application/json",
        ...headers,
        "x-forwarded-for": address,
        ...headersOf(index),
      },
      body,
    });
    for (let index = 1; index < count; index += 1) await ask(url, "/graphql", request(index));
    return ask(url, "/graphql", request(count));
  };

const tenants = { against: "tenants" } as const;

/** Attempts to get in, and requests whose host, charset or method is not allowed. */
export const access = [
  // Hosts.
  ...["", "host:\r\n", "host: \t \r\n", "host: a b\r\n", "host: [::1\r\n", "host: user@127.0.0.1\r\n"].map((host) =>
    refused(`the Host header ${JSON.stringify(host)}`, get(host), { code: "BAD_REQUEST" }),
  ),
  ...["host: 127.0.0.1:x\r\n", "host: 127.0.0.1, evil.example\r\n", "host: \xe9\r\n", "host: 127.0.0.1%00\r\n"].map(
    (host) => refused(`the Host header ${JSON.stringify(host)}`, get(host)),
  ),
  ...["evil.example", "127.0.0.1.evil.example", "localhost.evil.example:80", "[::ffff:1.2.3.4]"].map((host) =>
    refused(`a request for ${host}`, get(`host: ${host}\r\n`), { code: "BAD_USER_INPUT" }),
  ),
  refused("the missing Host of an HTTP/1.0 request", wire("GET /metrics HTTP/1.0\r\n%HEADERS%\r\n")),
  refused("a Host in the URL alone", wire("GET http://evil.example/metrics HTTP/1.0\r\n%HEADERS%\r\n")),
  ...[
    ["x-forwarded-host", "[::1"],
    ["x-forwarded-proto", "%%"],
    ["x-forwarded-port", "-1"],
    ["x-forwarded-for", ",,[::1,"],
    ["forwarded", 'for="[::1'],
  ].map(([name = "", value = ""]) => bounded(`${name}: ${value}`, proxy(name, value), { calls: 1 })),

  // Charsets.
  ...[
    "utf-16",
    "utf-16le",
    "utf-32",
    "utf-7",
    "iso-8859-1",
    "us-ascii",
    "windows-1252",
    "shift_jis",
    "x".repeat(5000),
  ].map((charset) =>
    refused(
      `a body in ${charset.slice(0, 20)}`,
      post(Buffer.from(body, "utf16le"), { "content-type": `application/json; charset=${charset}` }),
      { code: "BAD_REQUEST" },
    ),
  ),
  refused("two charsets", post(body, { "content-type": "application/json; charset=utf-8; charset=utf-7" }), {
    code: "BAD_REQUEST",
  }),
  refused("UTF-16 without a charset", post(Buffer.from(body, "utf16le"))),

  // Methods.
  ...["/graphql", "/metrics", "/health/live", "/health/ready"].flatMap((path) =>
    ["PUT", "DELETE", "PATCH", "TRACE", "QUERY", "LINK"].map((method) =>
      refused(`${method} ${path}`, request(path, { method, headers: { "content-length": "0" } }), {
        code: "BAD_REQUEST",
      }),
    ),
  ),
  refused("POST /metrics", request("/metrics", { method: "POST", headers: { "content-length": "0" } })),

  // Secrets and keys.
  refused(
    "51 wrong router secrets",
    tries("192.0.2.1", 51, (i) => ({ "router-authorization": `guess-${i}` })),
    {
      ...tenants,
      code: "TOO_MANY_REQUESTS",
    },
  ),
  refused(
    "the right router secret after 51 wrong ones",
    tries("192.0.2.1", 1, () => ({ "x-lever-api-key": "a" })),
    {
      ...tenants,
      code: "TOO_MANY_REQUESTS",
    },
  ),
  refused(
    "no key",
    tries("192.0.2.2", 1, () => ({})),
    { ...tenants, code: "UNAUTHENTICATED" },
  ),
  ...[" ", "a:b", "é", "a".repeat(300), "a b"].map((key, i) =>
    refused(
      `the key ${key.slice(0, 10)}`,
      tries(`192.0.2.1${i}`, 1, () => ({ "x-lever-api-key": Buffer.from(key).toString("latin1") })),
      {
        ...tenants,
        code: "UNAUTHENTICATED",
      },
    ),
  ),
  refused(
    "40 made-up keys",
    tries("192.0.2.3", 40, (i) => ({ "x-lever-api-key": `made-up-${i}` })),
    {
      ...tenants,
      code: "UPSTREAM_UNAUTHENTICATED",
      calls: 40,
      maxMs: 20_000,
    },
  ),
  refused(
    "one made-up key 40 times",
    tries("192.0.2.4", 40, () => ({ "x-lever-api-key": "made-up" })),
    {
      ...tenants,
      code: "UPSTREAM_UNAUTHENTICATED",
      calls: 1,
      maxMs: 20_000,
    },
  ),
];
