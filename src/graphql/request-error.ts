import { type ASTNode, GraphQLError } from "graphql";
import { type ErrorCode, statusByCode } from "../ats/errors.js";

/** An error that refuses a whole operation before its execution. The response has the HTTP status of the code. */
export function requestError(code: ErrorCode, message: string, nodes: readonly ASTNode[] = []): GraphQLError {
  return new GraphQLError(message, { nodes, extensions: { code, http: { status: statusByCode[code] } } });
}
