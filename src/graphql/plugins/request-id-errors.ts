import type { ApolloServerPlugin } from "@apollo/server";
import type { GraphQLFormattedError } from "graphql";
import type { Context } from "../context.js";

/** Adds the id of the request to each error of an operation. The operator finds the request in the log by this id. */
export function addRequestIdToErrors(): ApolloServerPlugin<Context> {
  return {
    requestDidStart: async ({ contextValue: { operation } }) => ({
      willSendResponse: async ({ response: { body } }) => {
        if (body.kind !== "single" || body.singleResult.errors === undefined) return;
        body.singleResult.errors = withRequestId(body.singleResult.errors, operation.id);
      },
    }),
  };
}

/** Returns copies of the errors, because the results of coalesced operations share their errors. */
export function withRequestId(errors: readonly GraphQLFormattedError[], requestId: string): GraphQLFormattedError[] {
  return errors.map((error) => ({ ...error, extensions: { ...error.extensions, requestId } }));
}
