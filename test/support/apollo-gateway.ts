import { composeServices } from "@apollo/composition";
import { parse } from "graphql";
import { startApolloGateway } from "../../examples/supergraph/apollo-gateway.js";
import { readSdl, type Service } from "../../examples/supergraph/composition.js";

/**
 * Starts Apollo Gateway with the settings of the example. Apollo's composer makes the supergraph from these subgraphs.
 */
export async function startGatewayOver(services: readonly Service[]) {
  return startApolloGateway(await composeForApollo(services), { port: 0 });
}

/** The supergraph of these subgraphs, made by Apollo's composer. */
export async function composeForApollo(services: readonly Service[]): Promise<string> {
  const subgraphs = services.map(async (service) => ({ name: service.name, sdl: await readSdl(service) }));
  let supergraph = compose(await Promise.all(subgraphs));
  for (const { name, url } of services) supergraph = supergraph.replaceAll(`"${placeholder(name)}"`, `"${url}"`);
  return supergraph;
}

const placeholder = (name: string) => `http://${name}.invalid`;

const supergraphs = new Map<string, string>();

/** The supergraph of these subgraphs, with placeholders for their addresses. Each is composed once, which takes long. */
function compose(subgraphs: readonly { readonly name: string; readonly sdl: string }[]): string {
  const key = JSON.stringify(subgraphs);
  const known = supergraphs.get(key);
  if (known !== undefined) return known;
  const services = subgraphs.map(({ name, sdl }) => ({ name, url: placeholder(name), typeDefs: parse(sdl) }));
  const { supergraphSdl, errors } = composeServices(services);
  if (supergraphSdl === undefined) throw new Error(errors.join("\n"));
  supergraphs.set(key, supergraphSdl);
  return supergraphSdl;
}
