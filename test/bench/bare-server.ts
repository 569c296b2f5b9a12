import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { type Operation, post } from "./graphql-client.js";

// A bare HTTP server that answers each request with the bytes of one answer of a subgraph. It shows what the load
// generator and the machine take.
const { subgraph, operation } = JSON.parse(process.argv[2] ?? "{}") as { subgraph: string; operation: Operation };
const answer = Buffer.from(await post(subgraph, JSON.stringify(operation)));
const headers = { "content-type": "application/json; charset=utf-8", "content-length": answer.length };
const server = createServer((request, response) => {
  request.resume().on("end", () => {
    response.writeHead(200, headers).end(answer);
  });
});
server.listen(0, "127.0.0.1", () => {
  console.log(`http://127.0.0.1:${(server.address() as AddressInfo).port}`);
});
