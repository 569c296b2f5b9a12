import type { Socket } from "node:net";
import type { FastifyInstance } from "fastify";
import { AtsError } from "../../ats/errors.js";
import { HttpError } from "./http-error.js";

/** Answers what never reached GraphQL (a wrong path, an unreadable body) the way GraphQL answers: `{ errors }`. */
export function registerErrorHandlers(app: FastifyInstance, maxBodyBytes: number): void {
  app.setErrorHandler<Error & { statusCode?: number; code?: string }>((error, request, reply) => {
    if (error instanceof HttpError)
      return reply.code(error.status).headers(error.headers).send(errorBody(error.message, error.code));
    if (error instanceof AtsError && error.code === "OVERLOADED") {
      const seconds = Math.ceil((error.retryAfterMs ?? 1000) / 1000);
      return reply.code(503).header("retry-after", String(seconds)).send(errorBody(error.message, error.code));
    }
    const status = error.statusCode ?? 500;
    if (status < 500) return reply.code(status).send(errorBody(messageOf(error, maxBodyBytes), "BAD_REQUEST"));
    request.log.error({ err: error }, "an error nobody foresaw");
    return reply.code(500).send(errorBody("Something went wrong in this subgraph.", "INTERNAL_SERVER_ERROR"));
  });
  app.setNotFoundHandler((_request, reply) =>
    reply.code(404).send(errorBody("There is nothing here: GraphQL is at /graphql.", "BAD_REQUEST")),
  );
}

/** The same for what is not even HTTP, or not sent in time; Node has given the connection up. */
export function answerClientError({ code = "" }: { code?: string }, socket: Socket): void {
  const [status, message] = clientErrors[code] ?? ["400 Bad Request", "This is not HTTP."];
  const body = JSON.stringify(errorBody(message, "BAD_REQUEST"));
  const head = [
    `HTTP/1.1 ${status}`,
    "content-type: application/json; charset=utf-8",
    `content-length: ${Buffer.byteLength(body)}`,
    "connection: close",
  ];
  if (code !== "ECONNRESET" && socket.writable) socket.write(`${head.join("\r\n")}\r\n\r\n${body}`);
  socket.destroySoon();
}

const clientErrors: Readonly<Record<string, [status: string, message: string]>> = {
  ERR_HTTP_REQUEST_TIMEOUT: ["408 Request Timeout", "The request did not arrive within REQUEST_TIMEOUT_MS."],
  HPE_HEADER_OVERFLOW: ["431 Request Header Fields Too Large", "The headers are too large: 16 KiB at most."],
};

function messageOf({ code, message }: { code?: string; message: string }, maxBodyBytes: number): string {
  switch (code) {
    case "FST_ERR_CTP_INVALID_MEDIA_TYPE":
      return "The body must be JSON: send it with content-type application/json.";
    case "FST_ERR_CTP_INVALID_JSON_BODY":
    case "FST_ERR_CTP_EMPTY_JSON_BODY":
      return "The body is not valid JSON.";
    case "FST_ERR_CTP_BODY_TOO_LARGE":
      return `The body is too large: MAX_BODY_BYTES allows ${maxBodyBytes} bytes. Ask for less at a time.`;
    default:
      return message;
  }
}

/** The body of an answer that is one error. */
export function errorBody(message: string, code: string) {
  return { errors: [{ message, extensions: { code } }] };
}
