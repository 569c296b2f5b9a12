import { unwrapResolverError } from "@apollo/server/errors";
import { type ASTNode, GraphQLError, visit } from "graphql";
import { requestError } from "./request-error.js";

/**
 * The message for clients if graphql-js could not coerce the arguments or the variables of a request. Undefined for all
 * other errors. graphql-js gives these errors no code, and its errors about wrong results have none either. So they are
 * recognized by the messages of its functions `getArgumentValues` and `getVariableValues`.
 */
export function coercionProblem(thrown: unknown): string | undefined {
  const error = unwrapResolverError(thrown);
  if (!(error instanceof GraphQLError) || error.extensions.code !== undefined) return undefined;
  const { message, nodes = [] } = error;
  if (message.startsWith("Too many errors processing variables")) return message;
  if (!message.startsWith('Argument "')) return undefined;
  // Validation has checked everything else, so the cause is a variable that allows null at a place that does not.
  const variables = nodes.flatMap(variablesIn);
  if (variables.length === 0) return message;
  const subject = variables.length === 1 ? "Its variable" : "One of its variables";
  return `${message} ${subject} is null or missing: ${variables.join(", ")}.`;
}

/** Runs a check before the execution. If graphql-js cannot coerce an argument, throws BAD_USER_INPUT with status 400. */
export function refuseCoercionErrors<T>(check: () => T): T {
  try {
    return check();
  } catch (error) {
    const problem = coercionProblem(error);
    if (problem === undefined) throw error;
    throw requestError("BAD_USER_INPUT", problem, (error as GraphQLError).nodes);
  }
}

function variablesIn(node: ASTNode): string[] {
  const names = new Set<string>();
  visit(node, { Variable: ({ name }) => void names.add(`$${name.value}`) });
  return [...names];
}
