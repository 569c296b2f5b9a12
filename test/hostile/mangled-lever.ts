import { type ServerResponse, createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { gzipSync } from "node:zlib";
import type { Sandbox } from "../../src/lever-sandbox/index.js";
import { type Dice, diceFrom, mangledJson, marker } from "./mangled-json.js";

/** A proxy in front of a sandbox that mangles responses at random. */
export interface MangledLever extends AsyncDisposable {
  readonly url: string;
  /** Sets the seed. The changes then depend only on the seed and on each request. */
  reseed(seed: number): void;
  /** The number of requests so far. */
  readonly received: () => number;
}

/** Sends a response, given the status and the body of the sandbox. */
type Delivery = (response: ServerResponse, status: number, body: string, dice: Dice) => void;

const statuses = [
  100, 201, 202, 203, 204, 205, 206, 300, 301, 302, 303, 304, 307, 308, 400, 401, 403, 404, 405, 406, 408, 409, 410,
  413, 418, 422, 425, 429, 431, 451, 499, 500, 501, 502, 503, 504, 511, 599, 600, 999,
];
const locations = [
  "/",
  "",
  "?",
  "//",
  "http://127.0.0.1:1/",
  "https://127.0.0.1:1/",
  "file:///etc/passwd",
  "\u00ff",
  marker,
];
const json = { "content-type": "application/json" };

const deliveries: readonly (readonly [weight: number, deliver: Delivery])[] = [
  [4, (response, status, body) => response.writeHead(status, json).end(body)],
  [12, (response, status, body, dice) => response.writeHead(status, json).end(mangledJson(body, dice))],
  [
    1,
    (response, _status, body, dice) => {
      const headers = {
        ...json,
        location: dice.one(locations),
        "retry-after": dice.one(["0", "0.01", "-1", "x", "1e9x", marker]),
      };
      response
        .writeHead(dice.one(statuses), headers)
        .end(dice.one([body, "", "<html>", `{"code":"x","message":"${marker}"}`, "[]", "null"]));
    },
  ],
  [1, (response, status, body, dice) => response.writeHead(status, json).end(body.slice(0, dice.below(body.length)))],
  [
    1,
    (response, status, body, dice) =>
      response
        .writeHead(status, json)
        .end(
          dice.one([
            "",
            "null",
            "[]",
            "0",
            '"x"',
            "{}",
            "NaN",
            "\0",
            "\ufeff{}",
            "{".repeat(50_000),
            "[".repeat(50_000) + "]".repeat(50_000),
            marker,
          ]),
        ),
  ],
  // A list that never ends, goes in circles, or has an invalid token.
  [
    4,
    (response, status, body, dice) => {
      const next = dice.one([
        `"${dice.below(2 ** 31)}"`,
        '"again"',
        '"\\ud800"',
        `"${"a".repeat(5000)}"`,
        "5",
        "{}",
        "null",
        '""',
      ]);
      const rows = dice.one([body, body, '{"data":[]}']);
      response
        .writeHead(status, json)
        .end(rows.replace(/(,"hasNext":\w+)?(,"next":"[^"]*")?\}$/, `,"hasNext":true,"next":${next}}`));
    },
  ],
  // Bytes that do not match the headers.
  [
    1,
    (response, status, body, dice) => {
      const packed = gzipSync(body);
      const bytes = dice.one([
        packed,
        packed.subarray(0, dice.below(packed.length)),
        Buffer.from(body),
        gzipSync(packed),
        Buffer.alloc(0),
      ]);
      response
        .writeHead(status, { ...json, "content-encoding": dice.one(["gzip", "deflate", "br", "zstd", "gzip, gzip"]) })
        .end(bytes);
    },
  ],
  [
    1,
    (response, _status, body, dice) => {
      const length = dice.one([0, 1, body.length - 1, body.length + 100, -1, 1e30, "x"]);
      raw(response, `HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: ${length}\r\n\r\n${body}`);
    },
  ],
  [
    1,
    (response, _status, body, dice) => {
      raw(
        response,
        dice.one([
          "",
          "HTTP/1.1 200 OK\r\n\r\n",
          `HTTP/1.1 200\r\n${body}`,
          "HTTP/9.9 200 OK\r\n\r\n{}",
          `HTTP/1.1 200 OK\r\nx: \0\r\n\r\n${body}`,
          `HTTP/1.1 200 OK\r\nx: ${"a".repeat(100_000)}\r\n\r\n{}`,
          `HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\nzz\r\n${body}`,
          marker,
        ]),
      );
    },
  ],
];
const total = deliveries.reduce((sum, [weight]) => sum + weight, 0);

/** Starts a proxy in front of a sandbox. */
export async function startMangledLever(lever: Sandbox): Promise<MangledLever> {
  let seed = 0;
  let received = 0;
  const timesRequested = new Map<string, number>();
  const server = createServer((request, response) => {
    const target = request.url ?? "/";
    received += 1;
    const times = (timesRequested.get(target) ?? 0) + 1;
    timesRequested.set(target, times);
    const dice = diceFrom(`${seed} ${target} ${times}`);
    response.on("error", () => undefined);
    void (async () => {
      const { authorization = "" } = request.headers;
      // The sandbox does not know the mangled tokens, so it always gets a request for the first page.
      const original = await fetch(lever.url.replace("/v1", "") + target.replace(/&offset=[^&]*/, ""), {
        headers: { authorization },
      });
      const body = await original.text();
      pickDelivery(dice)(response, original.status, body, dice);
    })().catch(() => {
      response.destroy();
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}/v1`,
    reseed(next) {
      seed = next;
      timesRequested.clear();
    },
    received: () => received,
    [Symbol.asyncDispose]: () =>
      new Promise((resolve) => {
        server.close(() => {
          resolve();
        });
        server.closeAllConnections();
      }),
  };
}

function pickDelivery(dice: Dice): Delivery {
  let left = dice.below(total);
  for (const [weight, deliver] of deliveries) {
    left -= weight;
    if (left < 0) return deliver;
  }
  throw new Error("The weights do not add up.");
}

function raw(response: ServerResponse, bytes: string): void {
  response.socket?.end(bytes);
}
