import { ApolloServerErrorCode, unwrapResolverError } from "@apollo/server/errors";
import { GraphQLError, type GraphQLFormattedError } from "graphql";
import { AtsError } from "./ats/errors.js";

/**
 * The error as clients see it: a code of the closed set, and a message a person can act on. What nobody foresaw is
 * INTERNAL_SERVER_ERROR without its message, which may hold anything; `log` gets it.
 */
export function formatError(
  formatted: GraphQLFormattedError,
  thrown: unknown,
  log: (error: unknown) => void,
): GraphQLFormattedError {
  const original = unwrapResolverError(thrown);
  const { locations, path } = formatted;
  const place = { ...(locations && { locations }), ...(path && { path }) };
  if (original instanceof AtsError) {
    const { code, provider, message } = original;
    return { message, ...place, extensions: { code, ...(provider !== undefined && { provider }) } };
  }
  const code = formatted.extensions?.code;
  const isForeseen = original instanceof GraphQLError && typeof code === "string" && code !== "INTERNAL_SERVER_ERROR";
  if (isForeseen) return { message: formatted.message, ...place, extensions: { code } };
  log(original);
  return {
    message: "Something went wrong in this subgraph. The operator finds it in the log.",
    ...place,
    extensions: { code: ApolloServerErrorCode.INTERNAL_SERVER_ERROR },
  };
}
