import { GraphQLError } from "graphql";

/** QUERY_TOO_COMPLEX: the operation is refused before any call; `message` says why, and what to ask for instead. */
export function queryTooComplex(message: string): GraphQLError {
  return new GraphQLError(message, { extensions: { code: "QUERY_TOO_COMPLEX", http: { status: 400 } } });
}
