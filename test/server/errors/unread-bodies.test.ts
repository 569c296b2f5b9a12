import { once } from "node:events";
import { connect } from "node:net";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type TestSubgraph, startSubgraph } from "../../support/subgraph.js";

let subgraph: TestSubgraph;
beforeAll(async () => {
  subgraph = await startSubgraph({ candidates: 1, env: { ROUTER_SECRET: "the secret of the router" } });
});
afterAll(() => subgraph[Symbol.asyncDispose]());

const piece = "a".repeat(5_000_000);

/** Sends the head and a piece of the body, and the rest when the server has had time to answer. */
async function sendSlowly(head: string): Promise<{ errors: unknown[]; answer: string }> {
  const { hostname, port } = new URL(subgraph.url);
  const socket = connect(Number(port), hostname);
  const errors: unknown[] = [];
  let answer = "";
  socket.on("error", (error) => errors.push(error)).on("data", (chunk) => (answer += chunk.toString()));
  await once(socket, "connect");
  socket.write(`${head}host: localhost\r\ncontent-length: ${3 * piece.length}\r\n\r\n${piece}`);
  for (let i = 0; i < 3; i += 1) await (await fetch(`${subgraph.url}/health/live`)).text();
  for (let i = 0; i < 2 && !socket.destroyed; i += 1) socket.write(piece);
  if (!socket.destroyed) await once(socket, "close");
  return { errors, answer };
}

describe("a request that is refused before its body has arrived", () => {
  const secret = "router-authorization: the secret of the router\r\n";
  const json = "content-type: application/json\r\n";
  it.each([
    ["too large", 413, "1.1", secret + json],
    ["too large, through a proxy with HTTP/1.0", 413, "1.0", secret + json],
    ["compressed", 415, "1.1", `${secret}${json}content-encoding: gzip\r\n`],
    ["in another charset", 415, "1.1", `${secret}content-type: application/json; charset=utf-16\r\n`],
    [
      "of another type, and the connection closes",
      415,
      "1.1",
      `${secret}content-type: text/plain\r\nconnection: close\r\n`,
    ],
    ["without a secret, and the connection closes", 401, "1.1", `${json}connection: close\r\n`],
  ])("is answered, and the client can send all of it: %s", async (_why, status, version, headers) => {
    const { errors, answer } = await sendSlowly(`POST /graphql HTTP/${version}\r\n${headers}`);
    expect(errors).toEqual([]);
    expect(answer).toMatch(new RegExp(`^HTTP/1\\.1 ${status} [^]*"code":"`));
  });
});
