import { type ApolloServerPlugin, type HTTPGraphQLHead, HeaderMap } from "@apollo/server";
import { type FormattedExecutionResult, type GraphQLError, getVariableValues } from "graphql";
import type { Overload } from "../operation/queue-limit.js";
import type { Context } from "../context.js";
import { type CostLimit, checkCost } from "../limits/cost-limit.js";
import { operationCost } from "../limits/operation-cost.js";
import type { Weights } from "../limits/field-weights.js";
import { type QueryLimits, checkQueryLimits } from "../limits/query-limits.js";
import { type CallPlan, callPlan } from "../explain/call-plan.js";
import { formatError } from "../format-error.js";
import type { RateLimit } from "../../ats/rate-limit.js";
import type { OperationOutcome } from "../../telemetry/operation-metrics.js";
import { requirementsOf } from "../field-requirements.js";
import { assertSupported } from "../provider-support/selected-support.js";

export interface OperationLifecycleOptions {
  readonly weights: Weights;
  readonly queryLimits: QueryLimits;
  /** What operations may cost before they are refused. */
  readonly costLimit: CostLimit;
  /** The account's rate limit. */
  readonly rateLimit: RateLimit;
  /** Whether responses tell what they cost, in `extensions.upstream`, and explain it where they are asked to. */
  readonly upstreamExtension: boolean;
}

type Result = FormattedExecutionResult;

/**
 * Checks and plans each operation, answers in its place where only the plan is wanted, puts the extensions and the partial
 * errors on its response, and ends it.
 */
export function operationLifecycle(options: OperationLifecycleOptions): ApolloServerPlugin<Context> {
  const { weights, queryLimits, costLimit, rateLimit, upstreamExtension } = options;
  return {
    requestDidStart: async ({ contextValue }) => {
      const { explain, isStrict, support } = contextValue;
      let plan: CallPlan | undefined;
      return {
        didResolveOperation: async ({ schema, document, operation, request }) => {
          if (operation === undefined) return;
          const { summary, requirements } = contextValue.operation;
          summary.name = operation.name?.value;
          summary.type = operation.operation;
          checkQueryLimits(document, operation, request.variables ?? {}, queryLimits);
          const { coerced: coercedVariables } = getVariableValues(
            schema,
            operation.variableDefinitions ?? [],
            request.variables ?? {},
          );
          // Variables that do not fit are refused by the executor, in its own words.
          if (coercedVariables === undefined) return;
          const cost = operationCost(schema, weights, document, operation, coercedVariables);
          summary.cost = cost.calls;
          if (explain !== undefined)
            plan = callPlan(cost, { schema, variables: coercedVariables, rateLimit, ...contextValue });
          if (isStrict) assertSupported(cost.selections, support);
          checkCost(cost, costLimit);
          Object.assign(requirements, requirementsOf(cost.selections));
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
          const { exceeded } = operation.queueLimit;
          if (exceeded === undefined) addErrors(result, operation.partialErrors.all());
          else rejectOverloaded(response.http, result, exceeded);
          const { errors = [] } = result;
          Object.assign(operation.summary, { outcome: outcomeOf(result), errors: countByCode(errors) });
          if (upstreamExtension) result.extensions = { ...result.extensions, upstream: operation.stats.cost() };
          if (plan === undefined) return;
          const run = explain === "run" ? { run: operation.stats.executionReport() } : {};
          result.extensions = { ...result.extensions, explain: { plan, ...run } };
        },
      };
    },
  };
}

function addErrors(result: Result, partial: readonly GraphQLError[]): void {
  if (partial.length === 0) return;
  const formatted = partial.map((error) => formatError(error.toJSON(), error.originalError));
  result.errors = [...(result.errors ?? []), ...formatted];
}

/** An operation that was not let in is answered as a whole: no call was made for it, and what was at hand is no answer. */
function rejectOverloaded(http: HTTPGraphQLHead, result: Result, { error, retryAfterS }: Overload): void {
  http.status = 503;
  http.headers.set("retry-after", String(retryAfterS));
  delete result.data;
  result.errors = [formatError({ message: error.message }, error)];
}

function outcomeOf({ data, errors }: Result): OperationOutcome {
  if (data === undefined) return "refused";
  if (errors === undefined || errors.length === 0) return "ok";
  return data === null || Object.values(data).every((value) => value === null) ? "failed" : "partial";
}

function countByCode(errors: NonNullable<Result["errors"]>): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const { extensions } of errors) {
    const code = String(extensions?.code);
    counts[code] = (counts[code] ?? 0) + 1;
  }
  return counts;
}
