import type { ApolloServerPlugin } from "@apollo/server";
import { type GraphQLSchema, type OperationDefinitionNode, getVariableValues } from "graphql";
import { refuseCoercionErrors } from "../coercion-error.js";
import type { Context } from "../context.js";
import { requirementsOf } from "../field-requirements.js";
import { type CostLimit, checkCost } from "../limits/cost-limit.js";
import type { Weights } from "../limits/field-weights.js";
import { operationCost } from "../limits/operation-cost.js";
import { type QueryLimits, checkQueryLimits } from "../limits/query-limits.js";
import { checkRootFields } from "../limits/root-limits.js";
import { assertSupported } from "../provider-support/selected-support.js";
import { requestError } from "../request-error.js";

export interface OperationLimitsOptions {
  readonly weights: Weights;
  readonly queryLimits: QueryLimits;
  /** An operation that could cost more is refused. */
  readonly costLimit: CostLimit;
  /** Whether errors must not suggest names of the schema. */
  readonly hidesSchema: boolean;
}

/**
 * Computes what each operation can cost and what it needs from the provider. Refuses an operation that exceeds a limit,
 * before its execution.
 */
export function operationLimits(options: OperationLimitsOptions): ApolloServerPlugin<Context> {
  const { weights, queryLimits, costLimit, hidesSchema } = options;
  return {
    requestDidStart: async ({ contextValue: { operation: running, isStrict, support } }) => ({
      didResolveOperation: async ({ schema, document, operation, request: { variables = {} } }) => {
        if (operation === undefined) return;
        running.summary.name = operation.name?.value;
        running.summary.type = operation.operation;
        checkQueryLimits(document, operation, variables, queryLimits);
        const coerced = coercedVariables(schema, operation, variables, hidesSchema);
        const cost = refuseCoercionErrors(() => operationCost(schema, weights, document, operation, coerced));
        checkRootFields(cost.root, coerced, schema, queryLimits);
        running.cost = cost;
        running.variables = coerced;
        if (isStrict) assertSupported(cost.selections, support);
        checkCost(cost, costLimit);
        Object.assign(running.requirements, requirementsOf(cost.selections, coerced));
      },
    }),
  };
}

/**
 * The variables as values of their types. Throws the first error: the executor would collect 50, and each quotes the whole
 * value.
 */
function coercedVariables(
  schema: GraphQLSchema,
  { variableDefinitions = [] }: OperationDefinitionNode,
  variables: Readonly<Record<string, unknown>>,
  hideSuggestions: boolean,
): Readonly<Record<string, unknown>> {
  const { coerced, errors } = getVariableValues(schema, variableDefinitions, variables, {
    maxErrors: 1,
    hideSuggestions,
  });
  if (coerced !== undefined) return coerced;
  const [error] = errors;
  throw requestError("BAD_USER_INPUT", error?.message ?? "The variables do not fit their types.", error?.nodes);
}
