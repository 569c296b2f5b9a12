import type { Socket } from "node:net";
import type { FastifyInstance, FastifyReply, FastifyServerOptions } from "fastify";
import { errorBody } from "./error-body.js";
import { HttpError } from "./http-error.js";

/** Rejects a request with several `Host` headers: two servers in a row could each use a different one. RFC 9112, 3.2. */
export function rejectSeveralHosts(app: FastifyInstance): void {
  app.addHook("onRequest", async ({ raw }) => {
    if ((raw.headersDistinct.host?.length ?? 0) > 1)
      throw new HttpError("BAD_REQUEST", "The request must have one Host header.");
  });
}

/** Fastify's `frameworkErrors`: answers a URL that cannot be decoded, without quoting it. No error handler runs for it. */
export const answerUnreadableUrl: NonNullable<FastifyServerOptions["frameworkErrors"]> = (_error, _request, reply) => {
  void (reply as FastifyReply).code(400).send(errorBody("The URL cannot be decoded.", "BAD_REQUEST"));
};

/** Responds to requests that are not HTTP, or that arrive too slowly. Node leaves the connection to this handler. */
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
  HPE_HEADER_OVERFLOW: ["431 Request Header Fields Too Large", "The headers are too large. The limit is 16 KiB."],
};
