import type { ApolloServer } from "@apollo/server";
import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import type { DocumentNode } from "graphql";
import type { AccountHandle, AccountSource } from "../accounts/account-source.js";
import type { ProviderLabels } from "../ats/provider-connection.js";
import { type ApolloOptions, createApolloServer } from "../graphql/apollo-server.js";
import type { AnswerCache } from "../graphql/answers/answer-cache.js";
import { type Context, createContext } from "../graphql/context.js";
import { type Operation, startOperation } from "../graphql/operation/operation.js";
import { readTrustedDocuments } from "../graphql/persisted-documents-file.js";
import { type RecordTag, RecordTags } from "../graphql/record-tags.js";
import { type BuiltSchema, buildSubgraph } from "../graphql/schema.js";
import type { Metrics } from "../telemetry/metrics.js";
import { type GuardOptions, registerGuards } from "./guards/guards.js";
import type { RequestLimit } from "./guards/rate-limit.js";
import { handleOperation } from "./operation-handler.js";
import { readCredential } from "./guards/tenant-key.js";
import { inOperationSpan } from "./logging/operation-span.js";
import { logOperation } from "./logging/request-log.js";
import { explainMode, maxUpstreamCalls, wantsStrictSupport } from "./request-options.js";
import { hashBodies } from "./request-key.js";
import type { Shutdown } from "./shutdown.js";

declare module "fastify" {
  interface FastifyRequest {
    /** The account that the request reads. Null until the hook has acquired it. */
    account: AccountHandle | null;
  }
}

export interface GraphqlRouteOptions
  extends ProviderLabels, Omit<ApolloOptions, "subgraph" | "logError" | "trusted" | "epoch"> {
  readonly accounts: AccountSource;
  /** The request header with the credential of the account to read. Undefined if the settings have the credential. */
  readonly credentialHeader: string | undefined;
  readonly shutdown: Shutdown;
  readonly metrics: Metrics;
  /** How long an operation may take, in milliseconds. */
  readonly queryDeadlineMs: number;
  /** How long the first provider call of an operation may wait before the operation is refused, in milliseconds. */
  readonly maxQueueMs: number;
  /** Undefined if no answers are kept. */
  readonly answers: AnswerCache | undefined;
  /** The operator's limit on the provider calls of one operation. */
  readonly maxOperationCost?: number | undefined;
  /** Whether every operation that selects fields the provider cannot fill is refused. */
  readonly strictProviderSupport: boolean;
  readonly guards: GuardOptions;
  /** The tag of a record, for answers with tags. */
  readonly recordTag: RecordTag;
  /** The schema. By default that of the package. */
  readonly typeDefs?: DocumentNode | undefined;
  /** The file of trusted documents. With `only`, all other operations are refused. */
  readonly trustedDocuments?: { readonly path: string; readonly only: boolean } | undefined;
}

/** Adds `/graphql` with its guards. Each request acquires an account and runs one operation on it. */
export async function registerGraphqlRoute(
  app: FastifyInstance,
  options: GraphqlRouteOptions,
  limit: RequestLimit,
): Promise<void> {
  await registerGuards(app, options.guards, limit);
  const { answers, metrics } = options;
  if (answers !== undefined) hashBodies(app);
  metrics.operations.registerKeptAnswers(() => answers?.bytes ?? 0);
  const subgraph = buildSubgraph(options.typeDefs);
  // Throws if the schema does not have the provider.
  subgraph.supportOf(options.provider);
  const apollo = createApollo(app, subgraph, options);
  await apollo.start();
  // Fastify runs this hook after the running operations have answered.
  app.addHook("onClose", () => apollo.stop());
  app.decorateRequest("account", null);
  app.addHook("preHandler", async (request, reply) => {
    acquireAccount(request, reply, options);
  });
  app.route({
    method: ["GET", "POST"],
    url: "/graphql",
    preHandler: inOperationSpan,
    handler: handleOperation(apollo, {
      ...options,
      startContext: (request, reply) => startContext(request, reply, subgraph, options),
    }),
  });
}

function createApollo(
  app: FastifyInstance,
  subgraph: BuiltSchema,
  options: GraphqlRouteOptions,
): ApolloServer<Context> {
  const { accounts, trustedDocuments } = options;
  return createApolloServer({
    ...options,
    subgraph,
    epoch: () => accounts.recordsEpoch(),
    trusted: trustedDocuments && {
      documents: readTrustedDocuments(trustedDocuments.path, subgraph.schema),
      only: trustedDocuments.only,
    },
    logError: (error, requestId) => {
      app.log.error({ err: error, requestId }, "unexpected error");
    },
  });
}

/** Acquires the account that the request reads, until its connection or its response ends. */
function acquireAccount(
  request: FastifyRequest,
  reply: FastifyReply,
  { accounts, credentialHeader, label }: GraphqlRouteOptions,
): void {
  const credential =
    credentialHeader === undefined ? undefined : readCredential(request, reply, credentialHeader, label);
  request.account = accounts.acquire(credential);
  reply.raw.once("close", request.account.release);
}

/** Starts the operation of the request. Returns the context of its resolvers. */
function startContext(
  request: FastifyRequest,
  reply: FastifyReply,
  subgraph: BuiltSchema,
  options: GraphqlRouteOptions,
): Context {
  const isStrict = wantsStrictSupport(request) || options.strictProviderSupport;
  const explain = explainMode(request, options.upstreamExtension);
  const operation = startOperation(options.queryDeadlineMs, {
    id: request.id,
    requestedCalls: maxUpstreamCalls(request),
    allowedCalls: options.maxOperationCost,
    maxWaitMs: options.maxQueueMs,
  });
  logOperation(operation, request, reply, options.metrics);
  finishWithResponse(operation, reply, options.shutdown);
  if (request.account === null) throw new Error("The hook that acquires the request's account did not run.");
  const { connection } = request.account;
  const recordTags = options.cacheTags ? new RecordTags(options.recordTag) : undefined;
  const contextOptions = { account: connection.accountName, isStrict, explain, recordTags };
  const provider = connection.provider(operation);
  return createContext(operation, provider, subgraph.supportOf(provider.name), contextOptions);
}

/** Finishes the operation when its response is sent or its client disconnects. Until then a shutdown waits for it. */
function finishWithResponse(operation: Operation, reply: FastifyReply, shutdown: Shutdown): void {
  shutdown.operationStarted(operation);
  reply.raw.once("close", () => {
    // A client that disconnects does not end the operation for others that wait for its result.
    if (reply.raw.writableFinished) operation.finish();
    else operation.clientDisconnected();
    shutdown.operationEnded(operation);
  });
}
