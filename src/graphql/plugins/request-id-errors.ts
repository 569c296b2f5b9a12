import type { ApolloServerPlugin } from "@apollo/server";
import type { FastifyInstance } from "fastify";
import type { GraphQLFormattedError } from "graphql";
import type { Context } from "../context.js";

/** Gives every error in the answer to an operation the request's id: whoever runs the server finds it by that. */
export function addRequestIdToErrors(): ApolloServerPlugin<Context> {
  return {
    requestDidStart: async ({ contextValue: { operation } }) => ({
      // The errors may be those of another operation's answer too: they are copied, not changed.
      willSendResponse: async ({ response: { body } }) => {
        if (body.kind !== "single" || body.singleResult.errors === undefined) return;
        body.singleResult.errors = withRequestId(body.singleResult.errors, operation.id);
      },
    }),
  };
}

/** Gives the errors of requests that never became an operation the request's id, too. */
export function addRequestIdToHttpErrors(app: FastifyInstance): void {
  app.addHook("onSend", async (request, reply, payload) => {
    if (reply.statusCode < 400 || typeof payload !== "string" || !payload.startsWith('{"errors":')) return payload;
    const { errors, ...rest } = JSON.parse(payload) as { errors: readonly GraphQLFormattedError[] };
    return `${JSON.stringify({ errors: withRequestId(errors, request.id), ...rest })}\n`;
  });
}

function withRequestId(errors: readonly GraphQLFormattedError[], requestId: string): GraphQLFormattedError[] {
  return errors.map((error) => ({ ...error, extensions: { ...error.extensions, requestId } }));
}
