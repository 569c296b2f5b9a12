import type { ApolloServerPlugin, HTTPGraphQLHead } from "@apollo/server";
import type { FormattedExecutionResult, GraphQLError } from "graphql";
import type { OperationOutcome } from "../../telemetry/operation-metrics.js";
import type { Context } from "../context.js";
import { formatError } from "../format-error.js";
import type { Overload } from "../operation/queue-limit.js";

type Result = FormattedExecutionResult;

/**
 * Finishes each operation: adds its partial errors to the result, or replaces the result by OVERLOADED with status 503.
 * Notes the outcome for the log and the metrics.
 */
export function operationOutcome(): ApolloServerPlugin<Context> {
  return {
    requestDidStart: async ({ contextValue: { operation } }) => ({
      willSendResponse: async ({ response: { http, body } }) => {
        operation.finish();
        if (body.kind !== "single") return;
        const result = body.singleResult;
        const { exceeded } = operation.queueLimit;
        if (exceeded === undefined) addErrors(result, operation.partialErrors.all());
        else rejectOverloaded(http, result, exceeded);
        operation.summary.outcome = outcomeOf(result);
        operation.summary.errors = countByCode(result.errors ?? []);
      },
    }),
  };
}

function addErrors(result: Result, partial: readonly GraphQLError[]): void {
  if (partial.length === 0) return;
  const formatted = partial.map((error) => formatError(error.toJSON(), error.originalError));
  result.errors = [...(result.errors ?? []), ...formatted];
}

/** Removes the data too: no call was made, so the data has only what the cache had. */
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
