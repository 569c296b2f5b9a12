import { type ApolloServerPlugin, type GraphQLRequestListener } from "@apollo/server";
import { unwrapResolverError } from "@apollo/server/errors";
import type { Context } from "../context.js";
import { isExpected } from "../format-error.js";

/** Gets an error that nobody foresaw, and the id of the request that met it, where that is known. */
export type LogError = (error: unknown, requestId?: string) => void;

/** Logs what nobody foresaw, under the id of the request, which the answer carries too. */
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
