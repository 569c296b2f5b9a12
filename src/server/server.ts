import { existsSync } from "node:fs";
import { fileURLToPath } from "node:url";
import fastify, { type FastifyBaseLogger, type FastifyInstance, LogController } from "fastify";
import { registerErrorHandlers } from "./errors/http-error-handler.js";
import { answerClientError, answerUnreadableUrl, rejectSeveralHosts } from "./errors/malformed-requests.js";
import type { PageFacts } from "../graphiql/graphiql-page.js";
import { type GraphqlRouteOptions, registerGraphqlRoute } from "./graphql-route.js";
import { addRequestIdToHttpErrors } from "./errors/request-ids.js";
import { readBodiesBeforeClosing } from "./errors/unread-bodies.js";
import { rejectOtherHosts } from "./guards/allowed-hosts.js";
import { limitConnections } from "./guards/connection-limit.js";
import { createRequestLimit } from "./guards/rate-limit.js";
import { closeUnreadResponses } from "./guards/unread-responses.js";
import { rejectOtherCharsets } from "./guards/utf8-bodies.js";
import { registerHealthRoutes } from "./health.js";
import { answerOtherMethods } from "./other-methods.js";
import { logRequests, requestId } from "./logging/request-log.js";
import { addSecurityHeaders } from "./security-headers.js";
import { type Purge, registerWebhook } from "./webhook-route.js";

export interface ServerOptions extends GraphqlRouteOptions {
  readonly log: FastifyBaseLogger;
  /** Whether the GraphiQL page is served. */
  readonly graphiql: boolean;
  /** What the GraphiQL page says about this process. */
  readonly pageFacts: () => PageFacts;
  /** The address that the server listens on. */
  readonly host: string;
  /** The host names that the server accepts besides its own if it listens on a loopback address. */
  readonly allowedHosts: readonly string[];
  /** Purges the cache of a router. */
  readonly purge: Purge;
  readonly maxBodyBytes: number;
  /** How many connections may be open. */
  readonly maxConnections: number;
  /** How long a client may take to send a request, and to read a piece of the response, in milliseconds. */
  readonly requestTimeoutMs: number;
  /** Addresses and networks of the proxies whose X-Forwarded-For is trusted. */
  readonly trustProxy: string[];
}

/** The HTTP server with all its routes, ready to listen. `close` waits for running operations. */
export async function createServer(options: ServerOptions): Promise<FastifyInstance> {
  const app = createFastify(options);
  limitConnections(app, options.maxConnections);
  logRequests(app, options.metrics);
  registerErrorHandlers(app, options.maxBodyBytes);
  addRequestIdToHttpErrors(app);
  readBodiesBeforeClosing(app);
  closeUnreadResponses(app, options.requestTimeoutMs);
  rejectSeveralHosts(app);
  app.removeContentTypeParser("text/plain");
  addSecurityHeaders(app);
  rejectOtherHosts(app, options.host, options.allowedHosts);
  app.addHook("onRequest", rejectOtherCharsets);
  app.decorateRequest("subject", undefined);
  const limit = await createRequestLimit(app, options.guards.maxRequestsPerMinute);
  answerOtherMethods(app);

  registerHealthRoutes(app, options);
  app.get("/metrics", async (_request, reply) =>
    reply.type(options.metrics.contentType).send(await options.metrics.text()),
  );
  const { webhook } = options.accounts;
  if (webhook !== undefined) registerWebhook(app, webhook, options.metrics.webhooks, options.purge, limit);
  if (options.graphiql) {
    const { graphiqlPage } = await import("../graphiql/graphiql-page.js");
    await app.register(graphiqlPage, { directory: pageDirectory(), facts: options.pageFacts });
  }
  await app.register((scope) => registerGraphqlRoute(scope, options, limit));
  return app;
}

function createFastify(options: ServerOptions): FastifyInstance {
  return fastify({
    routerOptions: { ignoreTrailingSlash: true },
    bodyLimit: options.maxBodyBytes,
    trustProxy: options.trustProxy.length > 0 && options.trustProxy,
    // A client that sends a request byte by byte cannot hold its connection longer than this.
    requestTimeout: options.requestTimeoutMs,
    http: {
      // `rejectOtherHosts` answers a request without a host. Node's own answer has no body.
      requireHostHeader: false,
      headersTimeout: options.requestTimeoutMs,
      connectionsCheckingInterval: Math.min(1000, options.requestTimeoutMs),
    },
    clientErrorHandler: answerClientError,
    forceCloseConnections: "idle",
    // While the server stops, it still answers requests on open connections. Each response closes its connection.
    return503OnClosing: false,
    frameworkErrors: answerUnreadableUrl,
    // `logRequests` writes one line for each request instead of Fastify's two.
    logController: new LogController({ disableRequestLogging: true, requestIdLogLabel: "requestId" }),
    genReqId: requestId,
    loggerInstance: options.log,
  });
}

// This file is two levels below the package's root in src/server/, and one level below it in the bundle in dist/.
function pageDirectory(): string {
  const [fromBundle, fromSource] = ["../dist/graphiql", "../../dist/graphiql"].map((path) =>
    fileURLToPath(new URL(path, import.meta.url)),
  ) as [string, string];
  return existsSync(fromBundle) ? fromBundle : fromSource;
}
