import { type Socket, connect } from "node:net";
import { type Target, bounded, closed, headerLines, many, refused, wire } from "../attack.js";
import { type Reply, write } from "../client.js";

const body = '{"query":"{ stages { id } }"}';
const start = "POST /graphql HTTP/1.1\r\nhost: 127.0.0.1\r\n%HEADERS%content-type: application/json\r\n";
const whole = `${start}content-length: ${body.length}\r\n\r\n${body}`;
const smuggled = "GET /metrics HTTP/1.1\r\nhost: 127.0.0.1\r\n\r\n";

/** Opens connections, writes `begin` to each of them, and then sends an attack. */
async function withConnections(
  { url }: Target,
  count: number,
  begin: string,
  then: () => Promise<Reply | readonly Reply[]>,
): Promise<readonly Reply[]> {
  const { hostname, port } = new URL(url);
  const sockets = Array.from({ length: count }, () => connect(Number(port), hostname));
  // A socket is ready once it has sent its beginning, or once the server has closed it.
  const isReady = (socket: Socket) =>
    new Promise<void>((resolve) => {
      socket.on("connect", () =>
        socket.write(begin, () => {
          resolve();
        }),
      );
      socket
        .on("error", () => undefined)
        .on("close", () => {
          resolve();
        });
    });
  await Promise.all(sockets.map(isReady));
  const replies = [await then()].flat();
  for (const socket of sockets) socket.destroy();
  return replies;
}

// A busy machine needs a long time to open many connections. The test waits for the reply, as long as its client does.
const busyMs = 20_000;

/** Malformed HTTP, and misuse of connections. */
export const wires = [
  // Request smuggling: a proxy and a server may interpret these differently.
  closed(
    "a content length and chunks",
    wire(`${start}content-length: 6\r\ntransfer-encoding: chunked\r\n\r\n0\r\n\r\n${smuggled}`),
  ),
  closed("two content lengths", wire(`${start}content-length: 29\r\ncontent-length: 0\r\n\r\n${body}`)),
  closed("a list of content lengths", wire(`${start}content-length: 29, 29\r\n\r\n${body}`)),
  closed("a content length with a sign", wire(`${start}content-length: +29\r\n\r\n${body}`)),
  closed("a negative content length", wire(`${start}content-length: -1\r\n\r\n${body}`)),
  closed("a content length of 30 digits", wire(`${start}content-length: ${"9".repeat(30)}\r\n\r\n${body}`)),
  closed(
    "chunked as the first coding",
    wire(`${start}transfer-encoding: chunked, identity\r\n\r\n0\r\n\r\n${smuggled}`),
  ),
  closed("an unknown transfer coding", wire(`${start}transfer-encoding: xchunked\r\n\r\n0\r\n\r\n${smuggled}`)),
  closed(
    "transfer-encoding with a space before the colon",
    wire(`${start}transfer-encoding : chunked\r\n\r\n0\r\n\r\n${smuggled}`),
  ),
  closed("an invalid chunk size", wire(`${start}transfer-encoding: chunked\r\n\r\nxyz\r\n${body}\r\n0\r\n\r\n`)),
  closed("a chunk of 2^64", wire(`${start}transfer-encoding: chunked\r\n\r\nFFFFFFFFFFFFFFFFF\r\n${body}`)),
  closed(
    "a chunk with 32,000 characters of extension",
    wire(`${start}transfer-encoding: chunked\r\n\r\n1;${"a".repeat(32_000)}\r\n{\r\n0\r\n\r\n`),
  ),
  closed(
    "a header folded over two lines",
    wire(`${start}x-a: 1\r\n transfer-encoding: chunked\r\ncontent-length: 29\r\n\r\n${body}`),
  ),
  closed("lines that end with LF", wire(whole.replaceAll("\r\n", "\n"))),
  closed(
    "a single CR in a header",
    wire(`${start}x-a: 1\rtransfer-encoding: chunked\r\ncontent-length: 29\r\n\r\n${body}`),
  ),
  closed("a NUL in a header", wire(`${start}x-a: a\0b\r\ncontent-length: 29\r\n\r\n${body}`)),
  closed("a header without a name", wire(`${start}: x\r\ncontent-length: 29\r\n\r\n${body}`)),
  closed("a header without a colon", wire(`${start}nothing\r\ncontent-length: 29\r\n\r\n${body}`)),
  closed("a header of 64 KB", wire(`${start}x-a: ${"a".repeat(64 * 1024)}\r\n\r\n`)),
  closed(
    "1,000 headers of 100 characters",
    wire(`${start}${many(1000, (i) => `x-${i}: ${"a".repeat(100)}\r\n`).replaceAll("\n ", "\n")}\r\n`),
  ),
  bounded(
    "1,000 headers",
    wire(
      `${start}${many(1000, (i) => `x${i}: 1\r\n`).replaceAll("\n ", "\n")}content-length: ${body.length}\r\n\r\n${body}`,
    ),
    { calls: 1 },
  ),
  closed("no Host header", wire("GET /graphql?query=%7B__typename%7D HTTP/1.1\r\n\r\n")),
  closed("two Host headers", wire(whole.replace("\r\n", "\r\nhost: evil.example\r\n"))),
  bounded("an invalid Host header", wire(whole.replace("host: 127.0.0.1", "host: [::1]]:x@evil/..")), { calls: 1 }),
  bounded("HTTP/1.0", wire(whole.replace("HTTP/1.1", "HTTP/1.0")), { calls: 1 }),
  closed("HTTP/0.9", wire("GET /\r\n\r\n")),
  closed("HTTP/9.9", wire(whole.replace("HTTP/1.1", "HTTP/9.9"))),
  closed("HTTP/2 without an upgrade", wire("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n\0\0\0\x04\0\0\0\0\0")),
  bounded(
    "an upgrade to HTTP/2",
    wire(
      whole.replace(
        "\r\n\r\n",
        "\r\nconnection: upgrade, http2-settings\r\nupgrade: h2c\r\nhttp2-settings: AAMAAABkAAQAAP__\r\n\r\n",
      ),
    ),
    { calls: 1 },
  ),
  closed("TLS", wire("\x16\x03\x01\x02\0\x01\0\x01\xfc\x03\x03".repeat(20))),
  closed("64 KB of zeros", wire("\0".repeat(64 * 1024))),
  closed("a request line of 64 KB", wire(`GET /${"a".repeat(64 * 1024)} HTTP/1.1\r\nhost: x\r\n\r\n`)),
  closed("an unknown method", wire("EVIL /graphql HTTP/1.1\r\nhost: x\r\n\r\n")),
  closed("a space in the URL", wire("GET /graphql /metrics HTTP/1.1\r\nhost: x\r\n\r\n")),
  refused(
    "a URL on another host",
    wire("GET http://169.254.169.254/latest/meta-data HTTP/1.1\r\nhost: 127.0.0.1\r\n%HEADERS%\r\n"),
  ),
  refused("the URL *", wire("OPTIONS * HTTP/1.1\r\nhost: 127.0.0.1\r\n%HEADERS%\r\n")),
  closed("a tunnel", wire("CONNECT 169.254.169.254:80 HTTP/1.1\r\nhost: 169.254.169.254:80\r\n\r\n")),
  closed(
    "a WebSocket",
    wire(
      "GET /graphql HTTP/1.1\r\nhost: 127.0.0.1\r\n%HEADERS%connection: upgrade\r\nupgrade: websocket\r\nsec-websocket-version: 13\r\nsec-websocket-key: AAAAAAAAAAAAAAAAAAAAAA==\r\nsec-websocket-protocol: graphql-transport-ws\r\n\r\n",
    ),
  ),
  bounded("a body with Expect: 100-continue", wire(whole.replace("\r\n\r\n", "\r\nexpect: 100-continue\r\n\r\n")), {
    calls: 1,
  }),
  closed("an unknown expectation", wire(whole.replace("\r\n\r\n", "\r\nexpect: evil\r\n\r\n"))),
  bounded("500 pipelined requests", wire(whole.repeat(500)), { calls: 500 }),

  // Connections.
  bounded(
    "200 clients that disconnect before the response",
    (target) =>
      withConnections(target, 200, whole.replace("%HEADERS%", headerLines(target.headers)), () => wire(whole)(target)),
    { calls: 201, maxMs: busyMs },
  ),
  bounded("1,000 idle connections", (target) => withConnections(target, 1000, "", () => wire(whole)(target)), {
    calls: 1,
    maxMs: busyMs,
  }),
  bounded(
    "500 connections in the middle of a header",
    (target) => withConnections(target, 500, start, () => wire(whole)(target)),
    { calls: 1, maxMs: busyMs },
  ),
  bounded(
    "500 connections in the middle of a body",
    (target) =>
      withConnections(
        target,
        500,
        `${start}content-length: 500000\r\n\r\n{`.replace("%HEADERS%", headerLines(target.headers)),
        () => wire(whole)(target),
      ),
    { calls: 1, maxMs: busyMs },
  ),
];

/** Requests that never end. They send a byte every 100 ms until the server closes the connection. */
export const slow = {
  "a connection without a request": (target: Target) => write(target.url, []),
  "a header without an end": (target: Target) =>
    write(
      target.url,
      ["POST /graphql HTTP/1.1\r\nhost: 127.0.0.1\r\nx-a: ", ...Array.from({ length: 200 }, () => "a")],
      100,
    ),
  "a body without an end": (target: Target) =>
    write(
      target.url,
      [
        `${start}content-length: 500000\r\n\r\n{`.replace("%HEADERS%", headerLines(target.headers)),
        ...Array.from({ length: 200 }, () => " "),
      ],
      100,
    ),
};
