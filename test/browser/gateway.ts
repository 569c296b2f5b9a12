import { composeServices } from "@apollo/composition";
import { ApolloGateway } from "@apollo/gateway";
import { ApolloServer } from "@apollo/server";
import { startStandaloneServer } from "@apollo/server/standalone";
import { printSubgraphSchema } from "@apollo/subgraph";
import { parse } from "graphql";
import { buildSubgraph } from "../../src/schema.js";

/** What answers GraphQL at `url`. */
export interface Gateway extends AsyncDisposable {
  readonly url: string;
}

/** Starts Apollo's gateway over this one subgraph. Like most gateways it drops the subgraph's `extensions`. */
export async function startGateway(subgraphUrl: string): Promise<Gateway> {
  const typeDefs = parse(printSubgraphSchema(buildSubgraph().schema));
  const { supergraphSdl, errors } = composeServices([{ name: "ats", url: subgraphUrl, typeDefs }]);
  if (supergraphSdl === undefined) throw new Error(errors.join("\n"));
  const server = new ApolloServer({ gateway: new ApolloGateway({ supergraphSdl, logger: silent }), logger: silent });
  const { url } = await startStandaloneServer(server, { listen: { host: "127.0.0.1", port: 0 } });
  return { url, [Symbol.asyncDispose]: () => server.stop() };
}

const ignore = () => undefined;
const silent = { debug: ignore, info: ignore, warn: ignore, error: ignore };
