import { composeServices } from "@theguild/federation-composition";
import { parse } from "graphql";

/** A running subgraph to compose. */
export interface Service {
  readonly name: string;
  /** Its GraphQL address. */
  readonly url: string;
  /** The value of its header `router-authorization`. */
  readonly routerSecret?: string | undefined;
}

/** Composes the supergraph of running subgraphs, as SDL. */
export async function composeSupergraph(services: readonly Service[]): Promise<string> {
  const read = services.map(async (service) => ({ ...service, typeDefs: parse(await readSdl(service)) }));
  const { errors, supergraphSdl } = composeServices(await Promise.all(read));
  if (supergraphSdl === undefined) {
    throw new Error(`These subgraphs do not compose:\n${errors.map(({ message }) => `  ${message}`).join("\n")}`);
  }
  return supergraphSdl;
}

/** Reads the SDL of a running subgraph. */
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
  if (data === undefined) throw new Error(`The subgraph ${name} did not return its schema (HTTP ${response.status}).`);
  return data._service.sdl;
}
