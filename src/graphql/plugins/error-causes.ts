import type { ApolloServerPlugin } from "@apollo/server";
import type { Context } from "../context.js";
import { type ErrorCause, errorsByCause, forRequest } from "../error-causes.js";

/**
 * Adds the id of the request to the errors of an operation, by which the operator finds the request in the log. What
 * several errors have in common is in `extensions.causes` instead, once.
 */
export function errorCauses(): ApolloServerPlugin<Context> {
  return {
    requestDidStart: async ({ contextValue: { operation } }) => ({
      willSendResponse: async ({ response: { body } }) => {
        if (body.kind !== "single" || body.singleResult.errors === undefined) return;
        const { singleResult } = body;
        const { errors = [], extensions } = singleResult;
        // The result of an equal operation has its causes already.
        const known = extensions?.causes as readonly ErrorCause[] | undefined;
        const told = known ? forRequest({ errors, causes: known }, operation.id) : errorsByCause(errors, operation.id);
        singleResult.errors = told.errors;
        if (told.causes.length > 0) singleResult.extensions = { ...extensions, causes: told.causes };
      },
    }),
  };
}
