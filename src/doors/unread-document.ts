import { ApolloServerErrorCode } from "@apollo/server/errors";
import type { GraphQLFormattedError } from "graphql";

/** The error as it is, or, for a document that is too large to be parsed, what to do about it. */
export function explainUnread(error: GraphQLFormattedError, maxTokens: number): GraphQLFormattedError {
  if (error.extensions?.code !== ApolloServerErrorCode.GRAPHQL_PARSE_FAILED) return error;
  const problem = problemOf(error.message, maxTokens);
  return problem === undefined ? error : { message: problem, extensions: { code: "QUERY_TOO_COMPLEX" } };
}

/** By the words of graphql-js and of V8: neither has a code for it. */
function problemOf(message: string, maxTokens: number): string | undefined {
  if (/^Syntax Error: Document contains more tha[nt] \d+ tokens/.test(message))
    return `The operation has more tokens than MAX_QUERY_TOKENS (${maxTokens}) allows. Split it, or use variables.`;
  return message === "Maximum call stack size exceeded" ? "The operation is nested too deeply to be read." : undefined;
}
