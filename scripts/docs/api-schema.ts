import { composeServices } from "@apollo/composition";
import { printSubgraphSchema } from "@apollo/subgraph";
import { type GraphQLSchema, parse, printSchema } from "graphql";

/**
 * The schema that clients of a gateway see, as SDL: without what only federation needs, such as `@key` and `_entities`.
 * Tools for clients take this one: Relay's compiler, GraphQL Code Generator, gql.tada.
 */
export function apiSchema(schema: GraphQLSchema): string {
  const typeDefs = parse(printSubgraphSchema(schema));
  const { schema: supergraph, errors } = composeServices([{ name: "ats", url: "http://ats/graphql", typeDefs }]);
  if (supergraph === undefined) throw new Error(errors.join("\n"));
  return `${printSchema(supergraph.toAPISchema().toGraphQLJSSchema())}\n`;
}
