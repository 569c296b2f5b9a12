import { composeServices } from "@apollo/composition";
import { composeServices as composeWithTheGuild } from "@theguild/federation-composition";
import { printSubgraphSchema } from "@apollo/subgraph";
import { parse } from "graphql";
import { buildSubgraph } from "../../src/graphql/schema.js";

/** This subgraph's schema as SDL, as a registry gets it. */
export const ats = printSubgraphSchema(buildSubgraph().schema);

/** The two composers. Each throws when the subgraphs do not compose. */
export const composers = [
  ["Apollo's composer", (subgraphs: Subgraphs) => supergraphOf(composeServices(services(subgraphs)))],
  ["The Guild's composer", (subgraphs: Subgraphs) => supergraphOf(composeWithTheGuild(services(subgraphs)))],
] as const;

/** SDL by subgraph name. */
export type Subgraphs = Readonly<Record<string, string>>;

/** Subgraphs in the form that the composers need. */
export function services(subgraphs: Subgraphs) {
  return Object.entries(subgraphs).map(([name, sdl]) => ({
    name,
    url: `http://${name}.example/graphql`,
    typeDefs: parse(sdl),
  }));
}

interface Composition {
  readonly errors?: readonly { readonly message: string }[] | undefined;
  readonly supergraphSdl?: string | undefined;
}

function supergraphOf({ errors = [], supergraphSdl }: Composition): string {
  if (supergraphSdl !== undefined) return supergraphSdl;
  throw new Error(errors.map(({ message }) => message).join("\n"));
}
