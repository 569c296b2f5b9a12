import {
  type DocumentNode,
  GraphQLError,
  type GraphQLField,
  type GraphQLObjectType,
  type GraphQLSchema,
  getNamedType,
  getNullableType,
  isLeafType,
  isListType,
} from "graphql";
import { getComplexity } from "graphql-query-complexity";

/** How many objects an answer may come to: 100 jobs, each with 100 applications and all they hold, stay well below. */
const mostObjects = 500_000;

// How many applications a person is taken to have; nearly everybody has one, some have six.
const usualApplications = 3;

/**
 * Throws QUERY_TOO_COMPLEX for an operation whose answer could come to more objects than a process can put together in
 * time: lists within lists multiply.
 */
export function checkComplexity(
  schema: GraphQLSchema,
  query: DocumentNode,
  operationName: string | undefined,
  variables: Record<string, unknown>,
): void {
  const objects = getComplexity({
    schema,
    query,
    variables,
    ...(operationName !== undefined && { operationName }),
    estimators: [
      ({ type, field, args, childComplexity }) =>
        isLeafType(getNamedType(field.type))
          ? 0
          : 1 + timesOf(type as GraphQLObjectType, field, args) * childComplexity,
    ],
  });
  if (objects <= mostObjects) return;
  throw new GraphQLError(
    `The answer could come to ${objects} objects, and ${mostObjects} is the most. Ask for a smaller first, or nest fewer lists.`,
    { extensions: { code: "QUERY_TOO_COMPLEX", http: { status: 400 } } },
  );
}

function timesOf(
  type: GraphQLObjectType,
  field: GraphQLField<unknown, unknown>,
  args: Readonly<Record<string, unknown>>,
): number {
  if ("first" in args) return Math.max(1, Number(args.first ?? 50));
  if (field.name === "_entities") return (args.representations as readonly unknown[]).length;
  return type.name === "Candidate" && isListType(getNullableType(field.type)) ? usualApplications : 1;
}
