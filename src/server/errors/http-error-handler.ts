import type { FastifyInstance, FastifyRequest } from "fastify";
import { AtsError, statusByCode } from "../../ats/errors.js";
import { errorBody } from "./error-body.js";
import { HttpError } from "./http-error.js";

/** The message for a path that no route has. */
export const notFound = "This path does not exist. GraphQL is at /graphql.";

/** Answers requests that fail before GraphQL (wrong path, unreadable body, a guard) with `{ errors }`, as GraphQL does. */
export function registerErrorHandlers(app: FastifyInstance, maxBodyBytes: number): void {
  app.setErrorHandler<Error & { statusCode?: number; code?: string }>((error, request, reply) => {
    if (error instanceof HttpError)
      return reply.code(error.status).headers(error.headers).send(errorBody(error.message, error.code));
    if (error instanceof AtsError && error.code === "OVERLOADED") {
      const seconds = Math.ceil((error.retryAfterMs ?? 1000) / 1000);
      return reply
        .code(statusByCode.OVERLOADED)
        .header("retry-after", String(seconds))
        .send(errorBody(error.message, error.code));
    }
    const status = error.statusCode ?? 500;
    if (status < 500) return reply.code(status).send(errorBody(messageOf(error, maxBodyBytes), "BAD_REQUEST"));
    if (!isDisconnect(error, request)) request.log.error({ err: error }, "unexpected error");
    return reply.code(500).send(errorBody("Something went wrong in this subgraph.", "INTERNAL_SERVER_ERROR"));
  });
  app.setNotFoundHandler((_request, reply) => reply.code(404).send(errorBody(notFound, "BAD_REQUEST")));
}

/** Whether the client closed the connection before its response was sent. The log line of the request has that already. */
function isDisconnect({ code }: { code?: string }, { socket }: FastifyRequest): boolean {
  return code === "ERR_STREAM_PREMATURE_CLOSE" && socket.destroyed;
}

function messageOf({ code, message }: { code?: string; message: string }, maxBodyBytes: number): string {
  switch (code) {
    case "FST_ERR_CTP_INVALID_MEDIA_TYPE":
      return "The body must be JSON. Send it with content-type application/json.";
    case "FST_ERR_CTP_EMPTY_JSON_BODY":
      return "The body is empty.";
    case "FST_ERR_CTP_INVALID_JSON_BODY":
      return "The body is not valid JSON, or it has a key that is not allowed (__proto__, constructor.prototype).";
    case "FST_ERR_CTP_BODY_TOO_LARGE":
      return `The body is too large. MAX_BODY_BYTES allows ${maxBodyBytes} bytes. Send a smaller request.`;
    default:
      return message;
  }
}
