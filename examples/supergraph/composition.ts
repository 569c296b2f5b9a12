import { composeServices } from "@theguild/federation-composition";
import { parse } from "graphql";

/** A running subgraph, as those that compose it know it. */
export interface Service {
  readonly name: string;
  /** Where it answers GraphQL. */
  readonly url: string;
  /** What it wants as `router-authorization`. */
  readonly routerSecret?: string | undefined;
}

/** The supergraph of running subgraphs, as SDL. */
export async function composeSupergraph(services: readonly Service[]): Promise<string> {
  const read = services.map(async (service) => ({ ...service, typeDefs: parse(await readSdl(service)) }));
  const { errors, supergraphSdl } = composeServices(await Promise.all(read));
  if (supergraphSdl === undefined) {
    throw new Error(`These subgraphs do not compose:\n${errors.map(({ message }) => `  ${message}`).join("\n")}`);
  }
  return supergraphSdl;
}

/** The schema that a running subgraph gives to composers. */
export async function readSdl({ name, url, routerSecret }: Service): Promise<string> {
  const response = await fetch(url, {
    method: "POST",
    headers: {
      "content-type": "application/json",
      ...(routerSecret !== undefined && { "router-authorization": routerSecret }),
    },
    body: JSON.stringify({ query: "{ _service { sdl } }" }),
  });
  const { data } = (await response.json()) as { data?: { _service: { sdl: string } } };
  if (data === undefined) throw new Error(`The subgraph ${name} does not give its schema: ${response.status}.`);
  return data._service.sdl;
}
