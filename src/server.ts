import { fileURLToPath } from "node:url";
import type { ApolloServer } from "@apollo/server";
import { fastifyApolloHandler } from "@as-integrations/fastify";
import helmet from "@fastify/helmet";
import fastify, { type FastifyInstance, LogController } from "fastify";
import { type ApolloOptions, createApollo } from "./apollo.js";
import type { Provider } from "./ats/provider.js";
import { type Context, createContext } from "./context.js";
import { errorForLog } from "./error-for-log.js";
import { graphiqlPage } from "./graphiql/graphiql-page.js";
import { type Health, addHealth } from "./health.js";
import { answerErrors } from "./http-errors.js";
import type { Metrics } from "./metrics/metrics.js";
import { type Operation, beginOperation } from "./operation.js";
import {
  explainMode,
  maxUpstreamCalls,
  passUnlessForeign,
  requireRouterSecret,
  varyByHeaders,
  wantsStrictSupport,
} from "./request-headers.js";
import { logOperation, logRequests, requestId } from "./request-log.js";
import { buildSubgraph } from "./schema.js";
import { type Webhook, addWebhook } from "./webhooks/webhook-route.js";

export interface ServerOptions extends Omit<ApolloOptions, "subgraph" | "logError">, Health {
  /** Where the provider tells of changes, if it may. */
  readonly webhook?: Webhook | undefined;
  readonly provider: (operation: Operation) => Provider;
  readonly metrics: Metrics;
  /** How long an operation may take, in milliseconds. */
  readonly queryDeadlineMs: number;
  /** The provider calls that any operation may make, where the operator has set a limit. */
  readonly maxOperationCost?: number | undefined;
  /** Whether operations are refused that ask for what the provider cannot fill. */
  readonly strictProviderSupport: boolean;
  readonly graphiql: boolean;
  readonly routerSecret?: string | undefined;
  readonly logLevel: string;
  /** Where the log goes, line by line; by default to standard output. */
  readonly logStream?: { write(line: string): void } | undefined;
}

// The same from src/ and from dist/.
const builtPage = fileURLToPath(new URL("../dist/graphiql", import.meta.url));

// 1,000 entity representations take about 100 kB.
const mostBodyBytes = 512 * 1024;

/** The HTTP server with all of its routes, ready to listen. Closing it lets running operations finish. */
export async function createServer(options: ServerOptions): Promise<FastifyInstance> {
  const app = fastify({
    bodyLimit: mostBodyBytes,
    forceCloseConnections: "idle",
    // One line a request, written by logRequests, instead of two.
    logController: new LogController({ disableRequestLogging: true, requestIdLogLabel: "requestId" }),
    genReqId: requestId,
    logger: {
      level: options.logLevel,
      ...(options.logStream === undefined ? {} : { stream: options.logStream }),
      redact: ["*.authorization", "*.cookie", '*["router-authorization"]'],
      serializers: { err: errorForLog, req: ({ method }) => ({ method }) },
    },
  });
  logRequests(app, options.metrics);
  answerErrors(app);
  app.removeContentTypeParser("text/plain");
  await app.register(helmet);

  addHealth(app, options);
  app.get("/metrics", async (_request, reply) =>
    reply.type(options.metrics.contentType).send(await options.metrics.text()),
  );
  if (options.webhook !== undefined) addWebhook(app, options.webhook, options.metrics.webhooks);
  if (options.graphiql) await app.register(graphiqlPage, { directory: builtPage });
  await addGraphql(app, options);
  return app;
}

async function addGraphql(app: FastifyInstance, options: ServerOptions): Promise<void> {
  const subgraph = buildSubgraph();
  const apollo: ApolloServer<Context> = createApollo({
    ...options,
    subgraph,
    logError: (error, requestId) => {
      app.log.error({ err: error, requestId }, "an error nobody foresaw");
    },
  });
  await apollo.start();
  // By then running operations have answered: Fastify waits for them before it closes.
  app.addHook("onClose", () => apollo.stop());
  app.route({
    method: ["GET", "POST"],
    url: "/graphql",
    onRequest: [varyByHeaders, requireRouterSecret(options.routerSecret), passUnlessForeign],
    handler: fastifyApolloHandler(apollo, {
      context: async (request, reply) => {
        const { queryDeadlineMs, maxOperationCost } = options;
        const isStrict = wantsStrictSupport(request) || options.strictProviderSupport;
        const explain = explainMode(request, options.upstreamExtension);
        const operation = beginOperation(queryDeadlineMs, maxUpstreamCalls(request), maxOperationCost, request.id);
        logOperation(operation, request, reply, options.metrics);
        if (explain === "run") operation.ledger.keepCalls();
        reply.raw.once("close", () => {
          operation.finish();
          if (!reply.raw.writableFinished) operation.abandon();
        });
        return createContext(operation, options.provider(operation), subgraph.support, { isStrict, explain });
      },
    }),
  });
}
