import { ApolloServer } from "@apollo/server";
import {
  ApolloServerPluginInlineTraceDisabled,
  ApolloServerPluginLandingPageDisabled,
} from "@apollo/server/plugin/disabled";
import type { Context } from "./context.js";
import { cacheTags } from "./plugins/cache-tags.js";
import { cachePolicy } from "./plugins/cache-control.js";
import { readWeights } from "./limits/field-weights.js";
import { type PersistedDocumentsOptions, persistedDocuments } from "./plugins/persisted-documents.js";
import { persistedQueryCache } from "./persisted-query-cache.js";
import type { RateLimit } from "../ats/rate-limit.js";
import { explainOperation } from "./plugins/explain-operation.js";
import { type OperationLimitsOptions, operationLimits } from "./plugins/operation-limits.js";
import { operationOutcome } from "./plugins/operation-outcome.js";
import { upstreamExtension } from "./plugins/upstream-extension.js";
import { federatedTraces } from "./plugins/federated-traces.js";
import { formatError } from "./format-error.js";
import { errorCauses } from "./plugins/error-causes.js";
import { noteResult } from "./plugins/note-result.js";
import { responseStatus } from "./plugins/response-status.js";
import type { BuiltSchema } from "./schema.js";
import { coalesceRequests, stringifyResult } from "./plugins/request-coalescing.js";
import { type LogError, unexpectedErrors } from "./plugins/unexpected-errors.js";

export interface ApolloOptions extends Omit<OperationLimitsOptions, "weights" | "hidesSchema"> {
  readonly subgraph: BuiltSchema;
  readonly introspection: boolean;
  /** The account's rate limit. */
  readonly rateLimit: RateLimit;
  /** Whether results have `extensions.upstream`. */
  readonly upstreamExtension: boolean;
  /** Whether results have the tags of their records, for a router's cache. */
  readonly cacheTags: boolean;
  /** Documents that clients may send by id. With `only`, all other operations are refused. */
  readonly trusted?: PersistedDocumentsOptions | undefined;
  /** How long reference data may be cached, here and between here and the client, in milliseconds. */
  readonly referenceTtlMs: number;
  /** Whether a response is for one client only, so that shared caches must not store it. */
  readonly privateResponses: boolean;
  /** Changes each time that earlier provider responses become outdated. */
  readonly epoch: () => number;
  /** Logs an unexpected error, because the client does not see its message. */
  readonly logError: LogError;
}

// Enough to correct an operation. An attacker's document can have thousands of errors.
const maxValidationErrors = 10;

// Apollo Server would log the messages of errors, which can contain personal data. A plugin logs these errors instead.
const ignore = () => undefined;
const silent = { debug: ignore, info: ignore, warn: ignore, error: ignore };

/** Creates the GraphQL server, without HTTP. The server has to be started. */
export function createApolloServer({
  subgraph,
  introspection,
  rateLimit,
  trusted,
  referenceTtlMs,
  privateResponses,
  epoch,
  logError,
  ...options
}: ApolloOptions): ApolloServer<Context> {
  return new ApolloServer<Context>({
    schema: subgraph.schema,
    introspection,
    includeStacktraceInErrorResponses: false,
    hideSchemaDetailsFromClientErrors: !introspection,
    validationOptions: { maxErrors: maxValidationErrors },
    persistedQueries: { cache: persistedQueryCache() },
    formatError,
    logger: silent,
    stopOnTerminationSignals: false,
    stringifyResult,
    plugins: [
      persistedDocuments(trusted ?? { documents: new Map(), only: false }),
      ApolloServerPluginLandingPageDisabled(),
      // `federatedTraces` takes its place.
      ApolloServerPluginInlineTraceDisabled(),
      federatedTraces(),
      operationLimits({ ...options, hidesSchema: !introspection, weights: readWeights(subgraph.schema) }),
      operationOutcome(),
      ...(options.upstreamExtension ? [upstreamExtension()] : []),
      ...(options.cacheTags ? [cacheTags()] : []),
      explainOperation(rateLimit),
      unexpectedErrors(logError),
      errorCauses(),
      responseStatus(),
      // After `operationOutcome`, which adds errors: a response with errors must not be cached.
      cachePolicy(referenceTtlMs, privateResponses, epoch),
      coalesceRequests(epoch),
      noteResult(),
    ],
  });
}
