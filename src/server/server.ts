import { existsSync } from "node:fs";
import { fileURLToPath } from "node:url";
import type { ApolloServer } from "@apollo/server";
import { fastifyApolloHandler } from "@as-integrations/fastify";
import helmet from "@fastify/helmet";
import fastify, { type FastifyBaseLogger, type FastifyInstance, LogController } from "fastify";
import { type ApolloOptions, createApolloServer } from "../graphql/apollo-server.js";
import type { AccountHandle, AccountSource } from "../accounts/account-source.js";
import type { ProviderLabels } from "../ats/provider-connection.js";
import { type Context, createContext } from "../graphql/context.js";
import { type GuardOptions, registerGuards } from "./guards/guards.js";
import { readCredential } from "./guards/tenant-key.js";
import type { Shutdown } from "./shutdown.js";
import { readTrustedDocuments } from "../graphql/persisted-documents-file.js";
import { graphiqlPage } from "../graphiql/graphiql-page.js";
import { refuseOtherHosts } from "./guards/allowed-hosts.js";
import { closeUnread } from "./guards/unread-answers.js";
import { registerHealthRoutes } from "./health.js";
import { answerClientError, registerErrorHandlers } from "./errors/http-error-handler.js";
import { addRequestIdToHttpErrors } from "../graphql/plugins/request-id-errors.js";
import { answerUnreadableAddress, rejectSeveralHosts } from "./errors/malformed-requests.js";
import type { Metrics } from "../telemetry/metrics.js";
import { startOperation } from "../graphql/operation/operation.js";
import { explainMode, maxUpstreamCalls, wantsStrictSupport } from "./request-options.js";
import { logOperation, logRequests, requestId } from "./logging/request-log.js";
import { buildSubgraph } from "../graphql/schema.js";
import { inOperationSpan } from "./logging/operation-span.js";
import { registerWebhook } from "./webhook-route.js";

declare module "fastify" {
  interface FastifyRequest {
    /** The account that the request reads, once it is known. */
    account: AccountHandle | null;
  }
}

export interface ServerOptions extends Omit<ApolloOptions, "subgraph" | "logError" | "trusted" | "epoch"> {
  readonly accounts: AccountSource;
  /** The request header that brings the credential of its own account; undefined where the settings have it. */
  readonly credentialHeader: string | undefined;
  readonly label: ProviderLabels["label"];
  readonly shutdown: Shutdown;
  readonly log: FastifyBaseLogger;
  readonly metrics: Metrics;
  /** How long an operation may take, in milliseconds. */
  readonly queryDeadlineMs: number;
  /** How long an operation's first provider call may wait before the operation is refused, in milliseconds. */
  readonly maxQueueMs: number;
  /** The provider calls that any operation may make, where the operator has set a limit. */
  readonly maxOperationCost?: number | undefined;
  /** Whether operations are refused that ask for what the provider cannot fill. */
  readonly strictProviderSupport: boolean;
  readonly graphiql: boolean;
  /** The address it listens on. */
  readonly host: string;
  /** Host names that it answers to there besides its own, where that address is loopback. */
  readonly allowedHosts: readonly string[];
  readonly guards: GuardOptions;
  /** Where the file of trusted documents is, and whether nothing else is answered. */
  readonly trustedDocuments?: { readonly path: string; readonly only: boolean } | undefined;
  readonly maxBodyBytes: number;
  /** How long a client may take to send a request, and to read a piece of the answer, in milliseconds. */
  readonly requestTimeoutMs: number;
  /** Addresses and networks of the proxies whose X-Forwarded-For is believed. */
  readonly trustProxy: string[];
}

/** The HTTP server with all of its routes, ready to listen. Closing it lets running operations finish. */
export async function createServer(options: ServerOptions): Promise<FastifyInstance> {
  const app = fastify({
    bodyLimit: options.maxBodyBytes,
    trustProxy: options.trustProxy.length > 0 && options.trustProxy,
    // Whoever sends a request byte by byte does not hold its connection longer than this.
    requestTimeout: options.requestTimeoutMs,
    http: {
      headersTimeout: options.requestTimeoutMs,
      connectionsCheckingInterval: Math.min(1000, options.requestTimeoutMs),
    },
    clientErrorHandler: answerClientError,
    forceCloseConnections: "idle",
    // What still comes over a connection that is kept alive is answered, and ends it.
    return503OnClosing: false,
    frameworkErrors: answerUnreadableAddress,
    // One line a request, written by logRequests, instead of two.
    logController: new LogController({ disableRequestLogging: true, requestIdLogLabel: "requestId" }),
    genReqId: requestId,
    loggerInstance: options.log,
  });
  logRequests(app, options.metrics);
  registerErrorHandlers(app, options.maxBodyBytes);
  addRequestIdToHttpErrors(app);
  closeUnread(app, options.requestTimeoutMs);
  rejectSeveralHosts(app);
  app.removeContentTypeParser("text/plain");
  await app.register(helmet);
  refuseOtherHosts(app, options.host, options.allowedHosts);

  registerHealthRoutes(app, options);
  app.get("/metrics", async (_request, reply) =>
    reply.type(options.metrics.contentType).send(await options.metrics.text()),
  );
  const { webhook } = options.accounts;
  if (webhook !== undefined) registerWebhook(app, webhook, options.metrics.webhooks);
  if (options.graphiql) await app.register(graphiqlPage, { directory: pageDirectory() });
  await app.register((scope) => registerGraphql(scope, options));
  return app;
}

async function registerGraphql(app: FastifyInstance, options: ServerOptions): Promise<void> {
  await registerGuards(app, options.guards);
  const subgraph = buildSubgraph();
  const { trustedDocuments } = options;
  const apollo: ApolloServer<Context> = createApolloServer({
    ...options,
    subgraph,
    epoch: () => options.accounts.recordsEpoch(),
    trusted: trustedDocuments && {
      documents: readTrustedDocuments(trustedDocuments.path, subgraph.schema),
      only: trustedDocuments.only,
    },
    logError: (error, requestId) => {
      app.log.error({ err: error, requestId }, "an error nobody foresaw");
    },
  });
  await apollo.start();
  // By then running operations have answered: Fastify waits for them before it closes.
  app.addHook("onClose", () => apollo.stop());
  app.decorateRequest("account", null);
  const { accounts, credentialHeader, label } = options;
  app.addHook("preHandler", async (request, reply) => {
    const credential =
      credentialHeader === undefined ? undefined : readCredential(request, reply, credentialHeader, label);
    request.account = accounts.acquire(credential);
    reply.raw.once("close", request.account.release);
  });
  app.route({
    method: ["GET", "POST"],
    url: "/graphql",
    preHandler: inOperationSpan,
    handler: fastifyApolloHandler(apollo, {
      context: async (request, reply) => {
        const { queryDeadlineMs, maxOperationCost: allowedCalls, maxQueueMs: maxWaitMs } = options;
        const isStrict = wantsStrictSupport(request) || options.strictProviderSupport;
        const explain = explainMode(request, options.upstreamExtension);
        const requestedCalls = maxUpstreamCalls(request);
        const { id } = request;
        const operation = startOperation(queryDeadlineMs, { id, requestedCalls, allowedCalls, maxWaitMs });
        logOperation(operation, request, reply, options.metrics);
        if (explain === "run") operation.stats.startRecordingCalls();
        options.shutdown.operationStarted(operation);
        reply.raw.once("close", () => {
          operation.finish();
          if (!reply.raw.writableFinished) operation.clientDisconnected();
          options.shutdown.operationEnded(operation);
        });
        if (request.account === null) throw new Error("The hook that acquires the request's account did not run.");
        const { connection } = request.account;
        const contextOptions = { account: connection.accountName, isStrict, explain };
        return createContext(operation, connection.provider(operation), subgraph.support, contextOptions);
      },
    }),
  });
}

// This file is two levels below the package's root in src/server/, and one level below it in the bundle in dist/.
function pageDirectory(): string {
  const [fromBundle, fromSource] = ["../dist/graphiql", "../../dist/graphiql"].map((path) =>
    fileURLToPath(new URL(path, import.meta.url)),
  ) as [string, string];
  return existsSync(fromBundle) ? fromBundle : fromSource;
}
