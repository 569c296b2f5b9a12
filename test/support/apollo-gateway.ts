import { composeServices } from "@apollo/composition";
import { parse } from "graphql";
import { startApolloGateway } from "../../examples/supergraph/apollo-gateway.js";
import { readSdl, type Service } from "../../examples/supergraph/composition.js";

/**
 * Starts Apollo Gateway with the settings of the example. Apollo's composer makes the supergraph from these subgraphs.
 */
export async function startGatewayOver(services: readonly Service[]) {
  const read = services.map(async (service) => ({ ...service, typeDefs: parse(await readSdl(service)) }));
  const { supergraphSdl, errors } = composeServices(await Promise.all(read));
  if (supergraphSdl === undefined) throw new Error(errors.join("\n"));
  return startApolloGateway(supergraphSdl, { port: 0 });
}
