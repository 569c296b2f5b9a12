import { fileURLToPath } from "node:url";
import { createGatewayRuntime } from "@graphql-hive/gateway-runtime";
import * as http from "@graphql-mesh/transport-http";
import fastify from "fastify";
import { graphiqlPage } from "../../src/graphiql/graphiql-page.js";
import { gatewayConfig } from "./gateway.config.js";

const builtPage = fileURLToPath(new URL("../../dist/graphiql", import.meta.url));

/** What the page says in its banner. */
const pageFacts = {
  version: "in a supergraph",
  account: "With the subgraph notes, behind Hive Gateway",
  provider: "Lever",
  docsUrl: "https://hire.lever.co/developer/documentation",
};

/**
 * Starts Hive Gateway over this supergraph, with the project's own GraphiQL, because the gateway's page needs a CDN.
 * Rejects when it cannot listen.
 */
export async function startGateway(supergraph: string, { port }: { port: number }) {
  const gateway = createGatewayRuntime({
    ...gatewayConfig,
    supergraph,
    transports: { http },
    graphiql: false,
    landingPage: false,
    logging: "warn",
  });
  const server = fastify({ forceCloseConnections: "idle" });
  server.addHook("onClose", () => gateway.dispose());
  await server.register(graphiqlPage, { directory: builtPage, facts: () => pageFacts });
  // The gateway parses the bodies itself.
  server.removeAllContentTypeParsers();
  server.addContentTypeParser("*", (_request, _body, done) => {
    done(null);
  });
  server.all("/*", (request, reply) => {
    reply.hijack();
    return gateway(request.raw, reply.raw);
  });
  return {
    url: await server.listen({ host: "127.0.0.1", port }),
    close: () => server.close(),
  };
}
