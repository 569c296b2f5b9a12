import { ApolloServer } from "@apollo/server";
import { ApolloServerPluginLandingPageDisabled } from "@apollo/server/plugin/disabled";
import { ApolloServerPluginInlineTrace } from "@apollo/server/plugin/inlineTrace";
import { type AccompanimentOptions, accompanyOperations } from "./plugins/operation-lifecycle.js";
import type { Context } from "./context.js";
import { cachePolicy } from "./plugins/cache-control.js";
import { readWeights } from "./limits/field-weights.js";
import { documentById, noOtherDocuments } from "./plugins/persisted-documents.js";
import type { TrustedDocuments } from "./persisted-documents-file.js";
import { formatError } from "./format-error.js";
import { identifyErrors } from "./plugins/request-id-errors.js";
import { jsonStatus } from "./plugins/response-status.js";
import type { Subgraph } from "./schema.js";
import { SupportFinder } from "./provider-support/selected-support.js";
import { shareOperations, stringifyResult } from "./plugins/request-coalescing.js";
import { type LogError, unforeseenErrors } from "./plugins/unexpected-errors.js";

export interface ApolloOptions extends Omit<AccompanimentOptions, "weights" | "support"> {
  readonly subgraph: Subgraph;
  readonly introspection: boolean;
  /** What clients may name by an id, and whether they may ask for nothing else. */
  readonly trusted?: { readonly documents: TrustedDocuments; readonly only: boolean } | undefined;
  /** How long reference data may be reused, here and by caches in between, in milliseconds. */
  readonly referenceTtlMs: number;
  /** Whether answers are for whoever asked alone, so that nothing between may keep them for others. */
  readonly privateAnswers: boolean;
  /** Another one each time that what was asked for before is no longer live. */
  readonly generation: () => number;
  /** Clients are not told what these errors say. */
  readonly logError: LogError;
}

// What it would say of errors quotes their messages. The plugins hear of them too.
const ignore = () => undefined;
const silent = { debug: ignore, info: ignore, warn: ignore, error: ignore };

/** The GraphQL server, without a way in: the HTTP server gives it one. */
export function createApollo({
  subgraph,
  introspection,
  trusted,
  referenceTtlMs,
  privateAnswers,
  generation,
  logError,
  ...options
}: ApolloOptions): ApolloServer<Context> {
  return new ApolloServer<Context>({
    schema: subgraph.schema,
    introspection,
    includeStacktraceInErrorResponses: false,
    hideSchemaDetailsFromClientErrors: !introspection,
    persistedQueries: trusted === undefined ? false : { cache: noOtherDocuments },
    formatError,
    logger: silent,
    stopOnTerminationSignals: false,
    stringifyResult,
    plugins: [
      ...(trusted === undefined ? [] : [documentById(trusted.documents, trusted.only)]),
      ApolloServerPluginLandingPageDisabled(),
      // For requests with the header `apollo-federation-include-trace: ftv1`. A trace says where errors were, not which.
      ApolloServerPluginInlineTrace({ includeErrors: { masked: true } }),
      accompanyOperations({
        ...options,
        weights: readWeights(subgraph.schema),
        support: new SupportFinder(subgraph.support),
      }),
      unforeseenErrors(logError),
      identifyErrors(),
      jsonStatus(),
      // Behind the one that adds errors: an answer with errors is not to be kept.
      cachePolicy(referenceTtlMs, privateAnswers),
      shareOperations(generation),
    ],
  });
}
