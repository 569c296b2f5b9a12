import { existsSync, readFileSync, readdirSync } from "node:fs";
import { buildSubgraphSchema } from "@apollo/subgraph";
import { type DocumentNode, type GraphQLSchema, Source, concatAST, parse } from "graphql";
import { GraphQLURL } from "graphql-scalars";
import { DateOnly, DateTime } from "./date-scalars.js";
import { resolveEntities } from "./entities.js";
import { type FieldSupport, fieldSupport } from "./provider-support/field-support.js";
import { ProviderSupport } from "./provider-support/provider-support.js";
import { withUnsupportedFields } from "./provider-support/unsupported-fields.js";
import { tagRecords } from "./record-tags.js";
import { resolvers } from "./resolvers/index.js";

export interface BuiltSchema {
  readonly schema: GraphQLSchema;
  /** The support of every provider. */
  readonly support: readonly FieldSupport[];
  /** The support of a provider, by its name in the schema's enum `Provider`. Throws if the enum does not have it. */
  readonly supportOf: (provider: string) => ProviderSupport;
}

/** Reads the SDL files of a directory, by default those of this package. */
export function readSources(directory = schemaDirectory()): Source[] {
  const names = readdirSync(directory).filter((name) => name.endsWith(".graphql"));
  return names.sort().map((name) => new Source(readFileSync(new URL(name, directory), "utf8"), `schema/${name}`));
}

/** Parses SDL files into one document. */
export function readTypeDefs(sources = readSources()): DocumentNode {
  return concatAST(sources.map((source) => parse(source)));
}

let packageSubgraph: BuiltSchema | undefined;

/**
 * Builds the executable schema from type definitions. By default these are the definitions of this package, and the schema
 * is built once. Throws if the resolvers do not fit the schema.
 */
export function buildSubgraph(typeDefs?: DocumentNode): BuiltSchema {
  if (typeDefs !== undefined) return build(typeDefs);
  packageSubgraph ??= build(readTypeDefs());
  return packageSubgraph;
}

function build(typeDefs: DocumentNode): BuiltSchema {
  const support = fieldSupport(typeDefs);
  const schema = buildSubgraphSchema([
    {
      typeDefs,
      resolvers: {
        DateTime,
        Date: DateOnly,
        URL: GraphQLURL,
        ...withUnsupportedFields({ ...resolvers }, support),
      } as never,
    },
  ]);
  const byProvider = new Map<string, ProviderSupport>();
  return {
    schema: tagRecords(resolveEntities(schema)),
    support,
    supportOf(provider) {
      const known = byProvider.get(provider) ?? new ProviderSupport(provider, support);
      byProvider.set(provider, known);
      return known;
    },
  };
}

// This file is two levels below the package's root in src/graphql/, and one level below it in the bundle in dist/.
function schemaDirectory(): URL {
  const [fromBundle, fromSource] = [new URL("../schema/", import.meta.url), new URL("../../schema/", import.meta.url)];
  return existsSync(fromBundle) ? fromBundle : fromSource;
}
