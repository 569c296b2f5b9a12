import { type ServerResponse, createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { gzipSync } from "node:zlib";
import type { Sandbox } from "../../src/lever-sandbox/index.js";
import { type Dice, mangledJson, mark, rollOf } from "./mangled-json.js";

/** A Lever whose answers are those of a sandbox, spoiled at random. */
export interface MangledLever extends AsyncDisposable {
  readonly url: string;
  /** From now on what is spoiled, and how, follows from this number and from each request alone. */
  reseed(seed: number): void;
  /** Requests received so far. */
  readonly received: () => number;
}

/** A way to send an answer: its status and body are the sandbox's. */
type Delivery = (response: ServerResponse, status: number, body: string, roll: Dice) => void;

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
  mark,
];
const json = { "content-type": "application/json" };

const deliveries: readonly (readonly [weight: number, deliver: Delivery])[] = [
  [4, (response, status, body) => response.writeHead(status, json).end(body)],
  [12, (response, status, body, roll) => response.writeHead(status, json).end(mangledJson(body, roll))],
  [
    1,
    (response, _status, body, roll) => {
      const headers = {
        ...json,
        location: roll.one(locations),
        "retry-after": roll.one(["0", "0.01", "-1", "x", "1e9x", mark]),
      };
      response
        .writeHead(roll.one(statuses), headers)
        .end(roll.one([body, "", "<html>", `{"code":"x","message":"${mark}"}`, "[]", "null"]));
    },
  ],
  [1, (response, status, body, roll) => response.writeHead(status, json).end(body.slice(0, roll.below(body.length)))],
  [
    1,
    (response, status, body, roll) =>
      response
        .writeHead(status, json)
        .end(
          roll.one([
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
            mark,
          ]),
        ),
  ],
  // A list that goes on: for ever, in circles, or to nowhere.
  [
    4,
    (response, status, body, roll) => {
      const next = roll.one([
        `"${roll.below(2 ** 31)}"`,
        '"again"',
        '"\\ud800"',
        `"${"a".repeat(5000)}"`,
        "5",
        "{}",
        "null",
        '""',
      ]);
      const rows = roll.one([body, body, '{"data":[]}']);
      response
        .writeHead(status, json)
        .end(rows.replace(/(,"hasNext":\w+)?(,"next":"[^"]*")?\}$/, `,"hasNext":true,"next":${next}}`));
    },
  ],
  // Bytes that are not what the headers say.
  [
    1,
    (response, status, body, roll) => {
      const packed = gzipSync(body);
      const bytes = roll.one([
        packed,
        packed.subarray(0, roll.below(packed.length)),
        Buffer.from(body),
        gzipSync(packed),
        Buffer.alloc(0),
      ]);
      response
        .writeHead(status, { ...json, "content-encoding": roll.one(["gzip", "deflate", "br", "zstd", "gzip, gzip"]) })
        .end(bytes);
    },
  ],
  [
    1,
    (response, _status, body, roll) => {
      const length = roll.one([0, 1, body.length - 1, body.length + 100, -1, 1e30, "x"]);
      raw(response, `HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: ${length}\r\n\r\n${body}`);
    },
  ],
  [
    1,
    (response, _status, body, roll) => {
      raw(
        response,
        roll.one([
          "",
          "HTTP/1.1 200 OK\r\n\r\n",
          `HTTP/1.1 200\r\n${body}`,
          "HTTP/9.9 200 OK\r\n\r\n{}",
          `HTTP/1.1 200 OK\r\nx: \0\r\n\r\n${body}`,
          `HTTP/1.1 200 OK\r\nx: ${"a".repeat(100_000)}\r\n\r\n{}`,
          `HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\nzz\r\n${body}`,
          mark,
        ]),
      );
    },
  ],
];
const total = deliveries.reduce((sum, [weight]) => sum + weight, 0);

/** Starts one in front of a sandbox. */
export async function startMangledLever(lever: Sandbox): Promise<MangledLever> {
  let seed = 0;
  let received = 0;
  const asked = new Map<string, number>();
  const server = createServer((request, response) => {
    const target = request.url ?? "/";
    received += 1;
    const times = (asked.get(target) ?? 0) + 1;
    asked.set(target, times);
    const roll = rollOf(`${seed} ${target} ${times}`);
    response.on("error", () => undefined);
    void (async () => {
      const { authorization = "" } = request.headers;
      // To the sandbox no token is anything: it always gives the first page.
      const answer = await fetch(lever.url.replace("/v1", "") + target.replace(/&offset=[^&]*/, ""), {
        headers: { authorization },
      });
      const body = await answer.text();
      pick(roll)(response, answer.status, body, roll);
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
      asked.clear();
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

function pick(roll: Dice): Delivery {
  let left = roll.below(total);
  for (const [weight, deliver] of deliveries) {
    left -= weight;
    if (left < 0) return deliver;
  }
  throw new Error("Weights that do not add up");
}

function raw(response: ServerResponse, bytes: string): void {
  response.socket?.end(bytes);
}
