import type { ApolloServerPlugin } from "@apollo/server";
import { getVariableValues } from "graphql";
import { refuseCoercionErrors } from "../coercion-error.js";
import type { Context } from "../context.js";
import { requirementsOf } from "../field-requirements.js";
import { type CostLimit, checkCost } from "../limits/cost-limit.js";
import type { Weights } from "../limits/field-weights.js";
import { operationCost } from "../limits/operation-cost.js";
import { type QueryLimits, checkQueryLimits } from "../limits/query-limits.js";
import { assertSupported } from "../provider-support/selected-support.js";

export interface OperationLimitsOptions {
  readonly weights: Weights;
  readonly queryLimits: QueryLimits;
  /** An operation that could cost more is refused. */
  readonly costLimit: CostLimit;
}

/**
 * Computes what each operation can cost and what it needs from the provider. Refuses an operation that exceeds a limit,
 * before its execution.
 */
export function operationLimits(options: OperationLimitsOptions): ApolloServerPlugin<Context> {
  const { weights, queryLimits, costLimit } = options;
  return {
    requestDidStart: async ({ contextValue: { operation: running, isStrict, support } }) => ({
      didResolveOperation: async ({ schema, document, operation, request: { variables = {} } }) => {
        if (operation === undefined) return;
        running.summary.name = operation.name?.value;
        running.summary.type = operation.operation;
        checkQueryLimits(document, operation, variables, queryLimits);
        const { coerced } = getVariableValues(schema, operation.variableDefinitions ?? [], variables);
        // The executor rejects variables that do not fit their types, with messages of its own.
        if (coerced === undefined) return;
        const cost = refuseCoercionErrors(() => operationCost(schema, weights, document, operation, coerced));
        running.cost = cost;
        running.variables = coerced;
        if (isStrict) assertSupported(cost.selections, support);
        checkCost(cost, costLimit);
        Object.assign(running.requirements, requirementsOf(cost.selections, coerced));
      },
    }),
  };
}
