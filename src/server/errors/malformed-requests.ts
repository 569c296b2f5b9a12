import type { FastifyInstance, FastifyReply, FastifyServerOptions } from "fastify";
import { errorBody } from "./http-error-handler.js";

/** Fastify's option for addresses that cannot be read, which no error handler is told of: nothing of them is quoted. */
export const answerUnreadableUrl: NonNullable<FastifyServerOptions["frameworkErrors"]> = (_error, _request, reply) => {
  void (reply as FastifyReply).code(400).send(errorBody("The address cannot be read.", "BAD_REQUEST"));
};

/** Refuses a request with several hosts: of two servers in a row each could go by another. RFC 9112, 3.2. */
export function rejectSeveralHosts(app: FastifyInstance): void {
  app.addHook("onRequest", async ({ raw }) => {
    if ((raw.headersDistinct.host?.length ?? 0) <= 1) return;
    throw Object.assign(new Error("There must be one host header."), { statusCode: 400 });
  });
}
