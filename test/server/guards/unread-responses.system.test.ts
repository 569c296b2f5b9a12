import { once } from "node:events";
import { type Socket, connect } from "node:net";
import { setTimeout as sleep } from "node:timers/promises";
import { describe, expect, it } from "vitest";
import { scrape } from "../../support/scrape.js";
import { type TestSubgraph, startSubgraph } from "../../support/subgraph.js";

const timeoutMs = 400;
const maxOperations = 10;
const env = {
  MAX_CONCURRENT_OPERATIONS: String(maxOperations),
  MAX_ROOT_FIELDS: "100",
  MAX_QUERY_ALIASES: "5000",
  REQUEST_TIMEOUT_MS: String(timeoutMs),
};

/** A query whose response has more than 10 MB, more than a connection buffers. It takes no call to Lever. */
const names = ["type", "field"].flatMap((field) =>
  Array.from({ length: 10 }, (_, i) => `${field}${i}${"a".repeat(240)}: ${field}`),
);
const lists = Array.from({ length: 50 }, (_, i) => `list${i}: providerSupport { ...Row }`);
const long = JSON.stringify({
  query: `query { ${lists.join(" ")} } fragment Row on FieldSupport { ${names.join(" ")} }`,
});
/** The same with a call to Lever. */
const withStages = long.replace("query {", "query { stages { id }");
const post = (body: string) =>
  `POST /graphql HTTP/1.1\r\nhost: localhost\r\ncontent-type: application/json\r\ncontent-length: ${body.length}\r\n\r\n${body}`;

describe("a response that its client does not read", () => {
  it("is aborted after REQUEST_TIMEOUT_MS without progress, and stops counting as running", async () => {
    await using subgraph = await startSubgraph({ candidates: 1, env });
    const sockets = Array.from({ length: maxOperations }, () => open(subgraph));
    const ends = sockets.map((socket) => new Promise((resolve) => socket.once("close", resolve)));
    for (const socket of sockets) {
      socket.write(post(long));
      await once(socket, "readable");
    }
    await expect.poll(() => running(subgraph), { timeout: 20_000 }).toBe(0);
    await expectFreePlaces(subgraph);
    let read = 0;
    for (const socket of sockets) socket.on("data", (chunk) => (read += chunk.length)).resume();
    await Promise.all(ends);
    expect(read).toBeLessThan(maxOperations * 10_000_000);
  });

  it("is also aborted when the client reads single bytes", async () => {
    // Long enough that a pause of a busy machine does not end the response before the first check.
    const slow = { ...env, REQUEST_TIMEOUT_MS: "3000", MAX_CONCURRENT_OPERATIONS: "1" };
    await using subgraph = await startSubgraph({ candidates: 1, env: slow });
    const socket = open(subgraph);
    const closed = once(socket, "close");
    socket.write(post(long));
    await once(socket, "readable");
    const reading = setInterval(() => socket.read(1), timeoutMs / 10);
    expect(await statusOf(subgraph)).toBe(503);
    await expect.poll(() => statusOf(subgraph), { timeout: 20_000 }).toBe(200);
    clearInterval(reading);
    socket.resume();
    await closed;
  });

  it("is aborted together with the responses after it on its connection", async () => {
    await using subgraph = await startSubgraph({ candidates: 1, env });
    // All operations wait for one call. Node reads no further request once a response waits to be sent.
    subgraph.lever.faults.failNext(/stages/, { delayMs: 3000 });
    const socket = open(subgraph);
    socket.pause();
    socket.write(post(withStages).repeat(maxOperations));
    await expect.poll(() => running(subgraph), { timeout: 20_000 }).toBe(maxOperations);
    await expect.poll(() => running(subgraph), { timeout: 20_000 }).toBe(0);
    await expectFreePlaces(subgraph);
    socket.destroy();
  });
});

describe("a response that its client reads slowly", () => {
  it("arrives completely, new or kept, even if that takes longer than REQUEST_TIMEOUT_MS", async () => {
    // Long enough that a pause of a busy machine does not fail the test.
    const slowTimeoutMs = 3000;
    const slow = {
      ...env,
      REQUEST_TIMEOUT_MS: String(slowTimeoutMs),
      RECORD_TTL_MS: "600000",
      CACHE_BYTES: "200000000",
    };
    await using subgraph = await startSubgraph({ candidates: 1, env: slow });
    const heads: string[] = [];
    for (const body of [long, withStages]) {
      const expected = await (await ask(subgraph, body)).text();
      expect(expected.length).toBeGreaterThan(10_000_000);
      const startedAt = performance.now();
      const answer = await readSlowly(subgraph, body, expected.length, 1.8 * slowTimeoutMs);
      expect(performance.now() - startedAt).toBeGreaterThan(1.5 * slowTimeoutMs);
      const end = answer.indexOf("\r\n\r\n");
      expect(withoutCost(answer.slice(end + 4))).toEqual(withoutCost(expected));
      heads.push(answer.slice(0, end));
    }
    expect(heads.map((head) => /^age: /m.test(head))).toEqual([false, true]);
  });

  it("is not aborted while an operation before it on its connection runs", async () => {
    await using subgraph = await startSubgraph({ candidates: 1, env });
    subgraph.lever.faults.failNext(/stages/, { delayMs: 4 * timeoutMs });
    const socket = open(subgraph);
    socket.write(post('{"query":"{ stages { id } }"}'));
    socket.write(post('{"query":"{ last: __typename }"}').replace("host:", "connection: close\r\nhost:"));
    let received = "";
    for await (const piece of socket) received += String(piece);
    expect(received.match(/HTTP\/1\.1 200 /g)).toHaveLength(2);
    expect(received).toContain('"last":"Query"');
  });

  it("does not shorten the time that a connection may be idle", async () => {
    await using subgraph = await startSubgraph({ candidates: 1, env });
    const socket = open(subgraph);
    const typename = post('{"query":"{ __typename }"}');
    socket.write(typename);
    await once(socket, "data");
    await sleep(4 * timeoutMs);
    socket.write(typename);
    expect(String((await once(socket, "data"))[0])).toMatch(/^HTTP\/1\.1 200 /);
    socket.destroy();
  });
});

/** Sends a request, and takes `ms` to read the whole answer of about this length. */
async function readSlowly(subgraph: TestSubgraph, body: string, length: number, ms: number): Promise<string> {
  const socket = open(subgraph);
  socket.write(post(body).replace("host:", "connection: close\r\naccept: */*\r\nhost:"));
  const startedAt = performance.now();
  const pieces: Buffer[] = [];
  let read = 0;
  for await (const piece of socket as AsyncIterable<Buffer>) {
    pieces.push(piece);
    read += piece.length;
    const earlyMs = startedAt + (ms * read) / length - performance.now();
    if (earlyMs > 20) await sleep(earlyMs);
  }
  return Buffer.concat(pieces).toString();
}

function open({ url }: TestSubgraph): Socket {
  const socket = connect({ port: Number(new URL(url).port), host: "127.0.0.1" });
  return socket.on("error", () => undefined);
}

function ask({ url }: TestSubgraph, body: string): Promise<Response> {
  return fetch(`${url}/graphql`, { method: "POST", headers: { "content-type": "application/json" }, body });
}

async function running({ url }: TestSubgraph): Promise<number> {
  return (await scrape(url)).sum("ats_subgraph_operations_running");
}

async function statusOf(subgraph: TestSubgraph): Promise<number> {
  const answer = await ask(subgraph, '{"query":"{ __typename }"}');
  await answer.text();
  return answer.status;
}

/** Waits until all operations that may run at the same time can run. On a busy machine a request itself can be late. */
async function expectFreePlaces(subgraph: TestSubgraph): Promise<void> {
  const statuses = () => Promise.all(Array.from({ length: maxOperations }, () => statusOf(subgraph)));
  await expect.poll(statuses, { timeout: 20_000 }).toEqual(Array(maxOperations).fill(200));
}

function withoutCost(answer: string): unknown {
  return (JSON.parse(answer) as { data: unknown }).data;
}
