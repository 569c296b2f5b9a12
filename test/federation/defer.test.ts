import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { readFileSync } from "node:fs";
import { createGatewayRuntime } from "@graphql-hive/gateway-runtime";
import * as http from "@graphql-mesh/transport-http";
import { expect, it, onTestFinished } from "vitest";
import { composeSupergraph } from "../../examples/supergraph/composition.js";
import { startSubgraph } from "../support/subgraph.js";

const page = readFileSync("docs/frontends.md", "utf8");
const [, query = ""] = /```graphql\n(# for a gateway\n[^`]*)```/.exec(page) ?? [];

it("Hive Gateway shows a page of 100 before the offers are read, with the query of docs/frontends.md", async () => {
  await using subgraph = await startSubgraph({ candidates: 250 });
  const url = `${subgraph.url}/graphql`;
  const supergraph = await composeSupergraph([{ name: "ats", url }]);
  const options = { transports: { http }, deferStream: true, graphiql: false, landingPage: false } as const;
  const gateway = createGatewayRuntime({ ...options, supergraph, logging: "error" });
  const server = createServer((request, response) => void gateway(request, response));
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  onTestFinished(async () => {
    server.close();
    await gateway.dispose();
  });
  // No offer is answered before the client has the first part.
  subgraph.lever.faults.failNext(/offers/, { delayMs: 1000 }, Infinity);
  const { port } = server.address() as AddressInfo;
  const response = await fetch(`http://127.0.0.1:${port}/graphql`, {
    method: "POST",
    headers: { "content-type": "application/json", accept: "multipart/mixed" },
    body: JSON.stringify({ query }),
  });
  const decoder = new TextDecoder();
  let text = "";
  let first: string | undefined;
  for await (const chunk of response.body as unknown as AsyncIterable<Uint8Array>) {
    text += decoder.decode(chunk, { stream: true });
    if (first === undefined && text.includes('"nodes"')) first = text;
  }
  expect(first).toContain('"fullName"');
  expect(first).not.toContain('"offer"');
  expect(text.match(/"offer":/g)).toHaveLength(100);
  expect(text).not.toContain('"errors"');
  const calls = subgraph.newCalls();
  expect(calls.filter((call) => call.endsWith("/offers"))).toHaveLength(100);
});
