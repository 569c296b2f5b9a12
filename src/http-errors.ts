import type { FastifyInstance } from "fastify";
import { AtsError } from "./ats/errors.js";

/** Answers what never reached GraphQL (a wrong path, an unreadable body) the way GraphQL answers: `{ errors }`. */
export function answerErrors(app: FastifyInstance): void {
  app.setErrorHandler<Error & { statusCode?: number; code?: string }>((error, request, reply) => {
    if (error instanceof AtsError) return reply.code(401).send(errors(error.message, error.code));
    const status = error.statusCode ?? 500;
    if (status < 500) return reply.code(status).send(errors(explain(error), "BAD_REQUEST"));
    request.log.error({ err: error }, "an error nobody foresaw");
    return reply.code(500).send(errors("Something went wrong in this subgraph.", "INTERNAL_SERVER_ERROR"));
  });
  app.setNotFoundHandler((_request, reply) =>
    reply.code(404).send(errors("There is nothing here: GraphQL is at /graphql.", "BAD_REQUEST")),
  );
}

function explain({ code, message }: { code?: string; message: string }): string {
  switch (code) {
    case "FST_ERR_CTP_INVALID_MEDIA_TYPE":
      return "The body must be JSON: send it with content-type application/json.";
    case "FST_ERR_CTP_INVALID_JSON_BODY":
    case "FST_ERR_CTP_EMPTY_JSON_BODY":
      return "The body is not valid JSON.";
    case "FST_ERR_CTP_BODY_TOO_LARGE":
      return "The body is too large: 512 KiB at most.";
    default:
      return message;
  }
}

function errors(message: string, code: string) {
  return { errors: [{ message, extensions: { code } }] };
}
