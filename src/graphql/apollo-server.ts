import { ApolloServer } from "@apollo/server";
import { ApolloServerPluginLandingPageDisabled } from "@apollo/server/plugin/disabled";
import { ApolloServerPluginInlineTrace } from "@apollo/server/plugin/inlineTrace";
import type { Context } from "./context.js";
import { cachePolicy } from "./plugins/cache-control.js";
import { readWeights } from "./limits/field-weights.js";
import { persistedDocuments, emptyDocumentCache } from "./plugins/persisted-documents.js";
import type { TrustedDocuments } from "./persisted-documents-file.js";
import type { RateLimit } from "../ats/rate-limit.js";
import { explainOperation } from "./plugins/explain-operation.js";
import { type OperationLimitsOptions, operationLimits } from "./plugins/operation-limits.js";
import { operationOutcome } from "./plugins/operation-outcome.js";
import { upstreamExtension } from "./plugins/upstream-extension.js";
import { formatError } from "./format-error.js";
import { addRequestIdToErrors } from "./plugins/request-id-errors.js";
import { responseStatus } from "./plugins/response-status.js";
import type { BuiltSchema } from "./schema.js";
import { coalesceRequests, stringifyResult } from "./plugins/request-coalescing.js";
import { type LogError, unexpectedErrors } from "./plugins/unexpected-errors.js";

export interface ApolloOptions extends Omit<OperationLimitsOptions, "weights"> {
  readonly subgraph: BuiltSchema;
  readonly introspection: boolean;
  /** The account's rate limit. */
  readonly rateLimit: RateLimit;
  /** Whether results have `extensions.upstream`. */
  readonly upstreamExtension: boolean;
  /** What clients may name by an id, and whether they may ask for nothing else. */
  readonly trusted?: { readonly documents: TrustedDocuments; readonly only: boolean } | undefined;
  /** How long reference data may be reused, here and by caches in between, in milliseconds. */
  readonly referenceTtlMs: number;
  /** Whether answers are for whoever asked alone, so that nothing between may keep them for others. */
  readonly privateResponses: boolean;
  /** Another one each time that what was asked for before is no longer live. */
  readonly epoch: () => number;
  /** Clients are not told what these errors say. */
  readonly logError: LogError;
}

// What it would say of errors quotes their messages. The plugins hear of them too.
const ignore = () => undefined;
const silent = { debug: ignore, info: ignore, warn: ignore, error: ignore };

/** The GraphQL server, without a way in: the HTTP server gives it one. */
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
    persistedQueries: trusted === undefined ? false : { cache: emptyDocumentCache },
    formatError,
    logger: silent,
    stopOnTerminationSignals: false,
    stringifyResult,
    plugins: [
      ...(trusted === undefined ? [] : [persistedDocuments(trusted.documents, trusted.only)]),
      ApolloServerPluginLandingPageDisabled(),
      // For requests with the header `apollo-federation-include-trace: ftv1`. A trace says where errors were, not which.
      ApolloServerPluginInlineTrace({ includeErrors: { masked: true } }),
      operationLimits({
        ...options,
        weights: readWeights(subgraph.schema),
      }),
      operationOutcome(),
      ...(options.upstreamExtension ? [upstreamExtension()] : []),
      explainOperation(rateLimit),
      unexpectedErrors(logError),
      addRequestIdToErrors(),
      responseStatus(),
      // Behind the one that adds errors: an answer with errors is not to be kept.
      cachePolicy(referenceTtlMs, privateResponses),
      coalesceRequests(epoch),
    ],
  });
}
