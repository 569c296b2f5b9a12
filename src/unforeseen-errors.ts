import { type ApolloServerPlugin, type GraphQLRequestListener } from "@apollo/server";
import { ApolloServerErrorCode, unwrapResolverError } from "@apollo/server/errors";
import type { Context } from "./context.js";
import { isForeseen } from "./format-error.js";

/** Gets an error that nobody foresaw, and the id of the request that met it, where that is known. */
export type LogError = (error: unknown, requestId?: string) => void;

/** Logs what nobody foresaw, and gives such errors in answers the request id, by which the operator finds them there. */
export function unforeseenErrors(logError: LogError): ApolloServerPlugin<Context> {
  return {
    requestDidStart: async ({ contextValue: { operation } }): Promise<GraphQLRequestListener<Context>> => ({
      didEncounterErrors: async ({ errors }) => {
        for (const error of errors) if (!isForeseen(error)) logError(unwrapResolverError(error), operation.id);
      },
      willSendResponse: async ({ response: { body } }) => {
        if (body.kind !== "single" || body.singleResult.errors === undefined) return;
        body.singleResult.errors = body.singleResult.errors.map((error) =>
          error.extensions?.code === ApolloServerErrorCode.INTERNAL_SERVER_ERROR
            ? { ...error, extensions: { requestId: operation.id, ...error.extensions } }
            : error,
        );
      },
    }),
    contextCreationDidFail: async ({ error }) => {
      if (!isForeseen(error)) logError(error);
    },
    unexpectedErrorProcessingRequest: async ({ error, requestContext }) => {
      logError(error, requestContext.contextValue.operation.id);
    },
  };
}
