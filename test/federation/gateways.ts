import { composeSupergraph, type Service } from "../../examples/supergraph/composition.js";
import { startGateway } from "../../examples/supergraph/gateway.js";
import { startGatewayOver } from "../support/apollo-gateway.js";

export interface RunningGateway {
  /** Its GraphQL address. */
  readonly url: string;
  close(): Promise<void>;
}

/** The gateways on npm, each with the configuration of the example and the supergraph of its vendor's composer. */
export const gateways = {
  async "Hive Gateway"(services: readonly Service[]): Promise<RunningGateway> {
    const { url, close } = await startGateway(await composeSupergraph(services), { port: 0 });
    return { url: `${url}/graphql`, close };
  },

  "Apollo Gateway": (services: readonly Service[]): Promise<RunningGateway> => startGatewayOver(services),
};

export type GatewayName = keyof typeof gateways;
export const gatewayNames = Object.keys(gateways) as GatewayName[];
