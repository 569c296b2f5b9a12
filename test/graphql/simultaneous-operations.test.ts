import { connect } from "node:net";
import { expect, it } from "vitest";
import { plainAccount } from "../support/plain-account.js";
import { type TestSubgraph, startSubgraph } from "../support/subgraph.js";

const query = `{ candidates(first: 100) { nodes {
  fullName applications { status rejectedReason { text } stage { name } job { name } }
} } }`;

interface Response {
  readonly data: unknown;
  readonly extensions: { readonly upstream: { readonly calls: number; readonly cached: number } };
}

/** Sends the same operation several times in one write over one connection. All arrive at the same time. */
function sendAtOnce({ url }: TestSubgraph, times: number): Promise<Response[]> {
  const { hostname, port } = new URL(url);
  const body = JSON.stringify({ query });
  const head = `POST /graphql HTTP/1.1\r\nhost: ${hostname}\r\ncontent-type: application/json\r\n`;
  const request = `${head}content-length: ${Buffer.byteLength(body)}\r\n\r\n${body}`;
  return new Promise((resolve, reject) => {
    const socket = connect(Number(port), hostname, () => socket.write(request.repeat(times)));
    let received = "";
    socket.setEncoding("utf8");
    socket.on("error", reject);
    socket.on("data", (chunk: string) => {
      received += chunk;
      const bodies = received.split(/^HTTP\/1\.1 .*\r\n(?:.+\r\n)*\r\n/m).slice(1);
      if (bodies.length < times || !bodies.at(-1)!.endsWith("\n")) return;
      socket.destroy();
      resolve(bodies.map((text) => JSON.parse(text) as Response));
    });
  });
}

it("equal operations of 20 clients make the calls of one, with an empty and a filled cache", async () => {
  const account = plainAccount(100);
  await using alone = await startSubgraph({ account });
  await using subgraph = await startSubgraph({ account });
  for (const least of [6, 3]) {
    const { data, upstream } = await alone.query(query);
    expect(upstream.calls).toBe(least);
    const answers = await sendAtOnce(subgraph, 20);
    expect(answers).toHaveLength(20);
    for (const answer of answers) expect(answer.data).toEqual(data);
    expect(subgraph.newCalls()).toHaveLength(least);
    const costs = answers.map(({ extensions }) => extensions.upstream);
    expect(costs.reduce((sum, { calls }) => sum + calls, 0)).toBe(least);
    expect(costs.filter(({ calls, cached }) => calls === 0 && cached >= least)).toHaveLength(19);
  }
});
