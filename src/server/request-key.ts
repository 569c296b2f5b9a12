import { createHash } from "node:crypto";
import type { FastifyInstance, FastifyRequest } from "fastify";

declare module "fastify" {
  interface FastifyRequest {
    /** A hash of the body's bytes. Undefined for a request without a JSON body. */
    bodyHash: string | undefined;
  }
}

/** Headers that ask for a description of one execution. An answer to them is not kept. */
const headersOfOneExecution = ["x-explain", "apollo-federation-include-trace"];

/** Headers that can change the answer, or whether there is one. `guards.ts` and `request-options.ts` read them too. */
const headersInKey = [
  "accept",
  "content-type",
  "apollo-require-preflight",
  "x-apollo-operation-name",
  "x-max-upstream-calls",
  "x-provider-support",
];

/** Hashes the bodies of requests, which their keys need. */
export function hashBodies(app: FastifyInstance): void {
  app.decorateRequest("bodyHash", undefined);
  const parse = app.getDefaultJsonParser("error", "error");
  app.removeContentTypeParser("application/json");
  app.addContentTypeParser("application/json", { parseAs: "buffer" }, (request, body: Buffer, done) => {
    request.bodyHash = createHash("sha256").update(body).digest("base64");
    parse(request, body.toString(), done) as unknown;
  });
}

/**
 * The key that identical requests on an account share: the same bytes, and the same headers as far as they can change the
 * answer. Undefined if the answer must not be kept.
 */
export function requestKey(request: FastifyRequest, account: string): string | undefined {
  const { method, url, headers, bodyHash } = request;
  if (headersOfOneExecution.some((name) => headers[name] !== undefined)) return undefined;
  const content = method === "POST" ? bodyHash : url;
  if (content === undefined) return undefined;
  return JSON.stringify([account, method, content, ...headersInKey.map((name) => headers[name])]);
}
