import { ApolloServer, type ApolloServerPlugin } from "@apollo/server";
import { ApolloServerPluginLandingPageDisabled } from "@apollo/server/plugin/disabled";
import { ApolloServerPluginInlineTrace } from "@apollo/server/plugin/inlineTrace";
import type { Context } from "./context.js";
import { type FormattedExecutionResult, getVariableValues } from "graphql";
import { cachePolicy } from "./cache-policy.js";
import { type CostLimit, checkCost } from "./cost/cost-limit.js";
import { operationCost } from "./cost/operation-cost.js";
import { type Weights, readWeights } from "./cost/weights.js";
import { formatError } from "./format-error.js";
import { jsonStatus } from "./json-status.js";
import type { OperationOutcome } from "./metrics/operation-metrics.js";
import { planOperation } from "./plan.js";
import type { Subgraph } from "./schema.js";
import { type SelectedSupport, SupportFinder } from "./selected-support.js";
import { shareOperations, stringifyResult } from "./shared-operations.js";
import { type LogError, unforeseenErrors } from "./unforeseen-errors.js";

export interface ApolloOptions {
  readonly subgraph: Subgraph;
  readonly introspection: boolean;
  /** How long reference data may be reused, here and by caches in between, in milliseconds. */
  readonly referenceTtlMs: number;
  readonly costLimit: CostLimit;
  /** Whether responses tell what they cost, in `extensions.upstream`. */
  readonly upstreamExtension: boolean;
  /** Clients are not told what these errors say. */
  readonly logError: LogError;
}

// Far above any operation a person writes; entity representations are variables and do not count.
const mostTokens = 10_000;

// What it would say of errors quotes their messages. The plugins hear of them too.
const ignore = () => undefined;
const silent = { debug: ignore, info: ignore, warn: ignore, error: ignore };

/** The GraphQL server, without a way in: the HTTP server gives it one. */
export function createApollo({
  subgraph,
  introspection,
  referenceTtlMs,
  costLimit,
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
    formatError,
    logger: silent,
    stopOnTerminationSignals: false,
    stringifyResult,
    plugins: [
      ApolloServerPluginLandingPageDisabled(),
      // For requests with the header `apollo-federation-include-trace: ftv1`. A trace says where errors were, not which.
      ApolloServerPluginInlineTrace({ includeErrors: { masked: true } }),
      accompanyOperation({
        weights: readWeights(subgraph.schema),
        costLimit,
        support: new SupportFinder(subgraph.support),
        tellsCost: upstreamExtension,
      }),
      unforeseenErrors(logError),
      jsonStatus(),
      // Behind the one that adds errors: an answer with errors is not to be kept.
      cachePolicy(referenceTtlMs),
      shareOperations(),
    ],
  });
}

interface Accompaniment {
  readonly weights: Weights;
  readonly costLimit: CostLimit;
  readonly support: SupportFinder;
  readonly tellsCost: boolean;
}

/** Checks and plans the operation, puts the extensions and the partial errors on every response, and ends the operation. */
function accompanyOperation({ weights, costLimit, support, tellsCost }: Accompaniment): ApolloServerPlugin<Context> {
  return {
    requestDidStart: async ({ contextValue }) => {
      let providerSupport: SelectedSupport | undefined;
      return {
        didResolveOperation: async ({ schema, document, operation, request }) => {
          if (operation === undefined) return;
          const { facts } = contextValue.operation;
          facts.name = operation.name?.value;
          const { coerced } = getVariableValues(schema, operation.variableDefinitions ?? [], request.variables ?? {});
          // Variables that do not fit are refused by the executor, in its own words.
          if (coerced === undefined) return;
          const cost = operationCost(schema, weights, document, operation, coerced);
          facts.cost = cost.calls;
          if (contextValue.isStrict) support.requireSupport(cost.selections);
          checkCost(cost, costLimit);
          providerSupport = support.touched(cost.selections);
          Object.assign(contextValue.operation.needs, planOperation(cost.selections));
        },
        willSendResponse: async ({ response }) => {
          const { operation } = contextValue;
          operation.finish();
          if (response.body.kind !== "single") return;
          const result = response.body.singleResult;
          const partial = operation.partialErrors.all();
          if (partial.length > 0) {
            const formatted = partial.map((error) => formatError(error.toJSON(), error.originalError));
            result.errors = [...(result.errors ?? []), ...formatted];
          }
          const { errors = [] } = result;
          Object.assign(operation.facts, { outcome: outcomeOf(result), errors: countByCode(errors) });
          if (providerSupport !== undefined) result.extensions = { ...result.extensions, providerSupport };
          if (tellsCost) result.extensions = { ...result.extensions, upstream: operation.ledger.cost() };
        },
      };
    },
  };
}

function outcomeOf({ data, errors }: FormattedExecutionResult): OperationOutcome {
  if (data === undefined) return "refused";
  if (errors === undefined || errors.length === 0) return "ok";
  return data === null || Object.values(data).every((value) => value === null) ? "failed" : "partial";
}

function countByCode(errors: NonNullable<FormattedExecutionResult["errors"]>): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const { extensions } of errors) {
    const code = String(extensions?.code);
    counts[code] = (counts[code] ?? 0) + 1;
  }
  return counts;
}
