import { readFileSync, readdirSync } from "node:fs";
import { buildSubgraphSchema } from "@apollo/subgraph";
import { type DocumentNode, type GraphQLSchema, Source, concatAST, parse } from "graphql";
import { GraphQLDateTime } from "graphql-scalars";
import { isolateEntities } from "./entities.js";
import { type FieldSupport, fieldSupport } from "./provider-support/field-support.js";
import { withUnsupportedFields } from "./provider-support/unsupported-fields.js";
import { resolvers } from "./resolvers/index.js";

export interface Subgraph {
  readonly schema: GraphQLSchema;
  readonly support: readonly FieldSupport[];
}

/** The SDL files in `schema/`, as one document. */
export function readTypeDefs(): DocumentNode {
  const directory = new URL("../schema/", import.meta.url);
  const names = readdirSync(directory).filter((name) => name.endsWith(".graphql"));
  return concatAST(
    names.sort().map((name) => parse(new Source(readFileSync(new URL(name, directory), "utf8"), `schema/${name}`))),
  );
}

/** The executable subgraph. Throws when the schema and the resolvers contradict each other. */
export function buildSubgraph(): Subgraph {
  const typeDefs = readTypeDefs();
  const support = fieldSupport(typeDefs);
  const schema = buildSubgraphSchema([
    {
      typeDefs,
      resolvers: { DateTime: GraphQLDateTime, ...withUnsupportedFields({ ...resolvers }, support) } as never,
    },
  ]);
  return { schema: isolateEntities(schema), support };
}
