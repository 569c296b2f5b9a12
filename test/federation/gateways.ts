import { composeServices } from "@apollo/composition";
import { parse } from "graphql";
import { startApolloGateway } from "../../examples/supergraph/apollo-gateway.js";
import { composeSupergraph, readSdl, type Service } from "../../examples/supergraph/composition.js";
import { startGateway } from "../../examples/supergraph/gateway.js";

export interface RunningGateway {
  /** Where it answers GraphQL. */
  readonly url: string;
  close(): Promise<void>;
}

/** The gateways that npm has, each as the example sets it up, over what its own vendor's composer makes of subgraphs. */
export const gateways = {
  async "Hive Gateway"(services: readonly Service[]): Promise<RunningGateway> {
    const { url, close } = await startGateway(await composeSupergraph(services), { port: 0 });
    return { url: `${url}/graphql`, close };
  },

  async "Apollo Gateway"(services: readonly Service[]): Promise<RunningGateway> {
    const read = services.map(async (service) => ({ ...service, typeDefs: parse(await readSdl(service)) }));
    const { supergraphSdl, errors } = composeServices(await Promise.all(read));
    if (supergraphSdl === undefined) throw new Error(errors.join("\n"));
    return startApolloGateway(supergraphSdl, { port: 0 });
  },
};

export type GatewayName = keyof typeof gateways;
export const gatewayNames = Object.keys(gateways) as GatewayName[];
