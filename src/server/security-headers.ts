import { IncomingMessage, ServerResponse } from "node:http";
import { Socket } from "node:net";
import type { FastifyInstance } from "fastify";
import helmet from "helmet";

/** Adds Helmet's headers to every response. They are constant, so Helmet makes them once and not for each response. */
export function addSecurityHeaders(app: FastifyInstance): void {
  const headers = helmetHeaders();
  app.addHook("onRequest", async (_request, reply) => {
    reply.headers(headers);
  });
}

/** Helmet's headers. Whether browsers must use HTTPS is for the proxy that ends TLS to say. */
function helmetHeaders() {
  const setHeaders = helmet({
    strictTransportSecurity: false,
    contentSecurityPolicy: { directives: { upgradeInsecureRequests: null } },
  });
  const request = new IncomingMessage(new Socket());
  const response = new ServerResponse(request);
  setHeaders(request, response, (error) => {
    if (error !== undefined) throw error as Error;
  });
  return { ...response.getHeaders() };
}
