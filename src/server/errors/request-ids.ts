import type { FastifyInstance } from "fastify";
import type { GraphQLFormattedError } from "graphql";
import { withRequestId } from "../../graphql/error-causes.js";

/**
 * Adds the id of the request to the errors of requests that never become an operation. It changes the finished body,
 * because Apollo Server makes some of these bodies without a hook that knows the request: it calls `formatError` with
 * the error alone when it refuses a request as CSRF or without a query.
 */
export function addRequestIdToHttpErrors(app: FastifyInstance): void {
  app.addHook("onSend", async (request, reply, payload) => {
    if (reply.statusCode < 400 || typeof payload !== "string" || !payload.startsWith('{"errors":')) return payload;
    const { errors, ...rest } = JSON.parse(payload) as { errors: readonly GraphQLFormattedError[] };
    return `${JSON.stringify({ errors: errors.map((error) => withRequestId(error, request.id)), ...rest })}\n`;
  });
}
