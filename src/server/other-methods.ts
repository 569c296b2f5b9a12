import type { FastifyInstance, FastifyRequest } from "fastify";
import { HttpError } from "./errors/http-error.js";
import { notFound } from "./errors/http-error-handler.js";

/**
 * Answers the methods that a route does not have: OPTIONS with 204, all others with 405. Both have the header `Allow`
 * (RFC 9110, 10.2.1). Must be called before the routes are added. Preflight requests of browsers are left to CORS. Without
 * CORS they are refused with 403.
 */
export function answerOtherMethods(app: FastifyInstance): void {
  const methods = new Map<string, Set<string>>();
  app.addHook("onRoute", ({ url, method }) => {
    const known = methods.get(url) ?? new Set();
    for (const each of [method].flat()) if (each !== "OPTIONS") known.add(each);
    if (known.size > 0) methods.set(url, known);
  });
  app.addHook("onRequest", async (request, reply) => {
    const { method } = request;
    if (!request.is404 && (method !== "OPTIONS" || isPreflight(request))) return;
    const path = pathOf(request.url);
    const known = methods.get(path) ?? methods.get(path.replace(/[^/]*$/, "*"));
    if (known === undefined) throw new HttpError("BAD_REQUEST", notFound, { status: 404 });
    const allow = [...known, "OPTIONS"].sort().join(", ");
    if (isPreflight(request)) throw new HttpError("BAD_REQUEST", noCors, { status: 403, headers: { allow } });
    if (method === "OPTIONS") return reply.code(204).header("allow", allow).send();
    const message = `The method ${method} is not allowed here. The path ${path} answers ${allow}.`;
    throw new HttpError("BAD_REQUEST", message, { status: 405, headers: { allow } });
  });
}

const noCors = "CORS_ORIGINS is empty, so pages of other origins may not send requests.";

/** The path of a request's URL, without a slash at its end. */
function pathOf(url: string): string {
  return url.replace(/[?#].*$/s, "").replace(/(?<=.)\/$/, "");
}

/** Fetch standard, CORS-preflight request. */
function isPreflight({ method, headers }: FastifyRequest): boolean {
  return method === "OPTIONS" && headers.origin !== undefined && headers["access-control-request-method"] !== undefined;
}
