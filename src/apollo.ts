import { ApolloServer, type ApolloServerPlugin, HeaderMap } from "@apollo/server";
import { ApolloServerPluginLandingPageDisabled } from "@apollo/server/plugin/disabled";
import { ApolloServerPluginInlineTrace } from "@apollo/server/plugin/inlineTrace";
import type { Context } from "./context.js";
import { getVariableValues } from "graphql";
import { cachePolicy } from "./cache-policy.js";
import { type CostLimit, checkCost } from "./cost/cost-limit.js";
import { operationCost } from "./cost/operation-cost.js";
import { type Weights, readWeights } from "./cost/weights.js";
import { type CallPlan, callPlan } from "./explain/call-plan.js";
import { formatError } from "./format-error.js";
import type { Limit } from "./http/token-bucket.js";
import { jsonStatus } from "./json-status.js";
import { planOperation } from "./plan.js";
import type { Subgraph } from "./schema.js";
import { shareOperations, stringifyResult } from "./shared-operations.js";

export interface ApolloOptions {
  readonly subgraph: Subgraph;
  readonly introspection: boolean;
  /** How long reference data may be reused, here and by caches in between, in milliseconds. */
  readonly referenceTtlMs: number;
  readonly costLimit: CostLimit;
  /** The account's rate limit. */
  readonly rateLimit: Limit;
  /** Whether responses tell what they cost, in `extensions.upstream`. */
  readonly upstreamExtension: boolean;
  /** Gets errors that nobody foresaw; clients are not told what they say. */
  readonly logError: (error: unknown) => void;
}

// Far above any operation a person writes; entity representations are variables and do not count.
const mostTokens = 10_000;

/** The GraphQL server, without a way in: the HTTP server gives it one. */
export function createApollo({
  subgraph,
  introspection,
  referenceTtlMs,
  costLimit,
  rateLimit,
  upstreamExtension,
  logError,
}: ApolloOptions): ApolloServer<Context> {
  return new ApolloServer<Context>({
    schema: subgraph.schema,
    introspection,
    includeStacktraceInErrorResponses: false,
    hideSchemaDetailsFromClientErrors: !introspection,
    persistedQueries: false,
    parseOptions: { maxLexicalTokens: mostTokens },
    formatError: (formatted, error) => formatError(formatted, error, logError),
    stopOnTerminationSignals: false,
    stringifyResult,
    plugins: [
      ApolloServerPluginLandingPageDisabled(),
      // For requests with the header `apollo-federation-include-trace: ftv1`. A trace says where errors were, not which.
      ApolloServerPluginInlineTrace({ includeErrors: { masked: true } }),
      accompanyOperation({ weights: readWeights(subgraph.schema), costLimit, rateLimit, upstreamExtension }),
      jsonStatus(),
      // Behind the one that adds errors: an answer with errors is not to be kept.
      cachePolicy(referenceTtlMs),
      shareOperations(),
    ],
  });
}

interface Accompaniment extends Pick<ApolloOptions, "costLimit" | "rateLimit" | "upstreamExtension"> {
  readonly weights: Weights;
}

/**
 * Checks and plans the operation, answers in its place where only the plan is wanted, puts the extensions and the partial
 * errors on every response, and ends the operation.
 */
function accompanyOperation(options: Accompaniment): ApolloServerPlugin<Context> {
  const { weights, costLimit, rateLimit, upstreamExtension } = options;
  return {
    requestDidStart: async ({ contextValue }) => {
      const { explain } = contextValue;
      let plan: CallPlan | undefined;
      return {
        didResolveOperation: async ({ schema, document, operation, request }) => {
          if (operation === undefined) return;
          const { coerced } = getVariableValues(schema, operation.variableDefinitions ?? [], request.variables ?? {});
          // Variables that do not fit are refused by the executor, in its own words.
          if (coerced === undefined) return;
          const cost = operationCost(schema, weights, document, operation, coerced);
          if (explain !== undefined) plan = callPlan(cost, { schema, variables: coerced, rateLimit, ...contextValue });
          checkCost(cost, costLimit);
          Object.assign(contextValue.operation.needs, planOperation(cost.selections));
        },
        // Null without an error: nothing went wrong, and nothing was asked.
        responseForOperation: async () =>
          explain === "plan" && plan !== undefined
            ? { http: { headers: new HeaderMap() }, body: { kind: "single", singleResult: { data: null } } }
            : null,
        willSendResponse: async ({ response }) => {
          const { operation } = contextValue;
          operation.finish();
          if (response.body.kind !== "single") return;
          const result = response.body.singleResult;
          const partial = operation.partialErrors.all();
          if (partial.length > 0) {
            const formatted = partial.map((error) => formatError(error.toJSON(), error.originalError, () => undefined));
            result.errors = [...(result.errors ?? []), ...formatted];
          }
          if (upstreamExtension) result.extensions = { ...result.extensions, upstream: operation.ledger.cost() };
          if (plan === undefined) return;
          const run = explain === "run" ? { run: operation.ledger.happened() } : {};
          result.extensions = { ...result.extensions, explain: { plan, ...run } };
        },
      };
    },
  };
}
