import { type ApolloServerPlugin, type GraphQLRequestListener } from "@apollo/server";
import { unwrapResolverError } from "@apollo/server/errors";
import type { Context } from "../context.js";
import { isExpected } from "../format-error.js";

/** Receives an unexpected error, and the id of its request if that is known. */
export type LogError = (error: unknown, requestId?: string) => void;

/** Logs each unexpected error with the id of its request. The response has the same id. */
export function unexpectedErrors(logError: LogError): ApolloServerPlugin<Context> {
  return {
    requestDidStart: async ({ contextValue: { operation } }): Promise<GraphQLRequestListener<Context>> => ({
      didEncounterErrors: async ({ errors }) => {
        for (const error of errors) if (!isExpected(error)) logError(unwrapResolverError(error), operation.id);
      },
    }),
    contextCreationDidFail: async ({ error }) => {
      if (!isExpected(error)) logError(error);
    },
    unexpectedErrorProcessingRequest: async ({ error, requestContext }) => {
      logError(error, requestContext.contextValue.operation.id);
    },
  };
}
