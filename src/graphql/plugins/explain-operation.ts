import { type ApolloServerPlugin, HeaderMap } from "@apollo/server";
import type { RateLimit } from "../../ats/rate-limit.js";
import type { Context } from "../context.js";
import { type CallPlan, callPlan } from "../explain/call-plan.js";

/**
 * Adds `extensions.explain` for requests with `x-explain`: the planned provider calls, and for `run` the calls that were
 * made. An operation with `plan` is not executed: its data is null.
 */
export function explainOperation(rateLimit: RateLimit): ApolloServerPlugin<Context> {
  return {
    requestDidStart: async ({ contextValue }) => {
      const { explain, operation } = contextValue;
      if (explain === undefined) return undefined;
      let plan: CallPlan | undefined;
      return {
        // `operationLimits` has computed the cost. An operation that it refuses for its cost has a plan too.
        didResolveOperation: async ({ schema }) => {
          const { cost, variables } = operation;
          if (cost !== undefined) plan = callPlan(cost, { schema, variables, rateLimit, ...contextValue });
        },
        responseForOperation: async () =>
          explain === "plan" && plan !== undefined
            ? { http: { headers: new HeaderMap() }, body: { kind: "single", singleResult: { data: null } } }
            : null,
        willSendResponse: async ({ response: { body } }) => {
          if (plan === undefined || body.kind !== "single") return;
          const run = explain === "run" ? { run: operation.stats.executionReport() } : {};
          const { singleResult } = body;
          singleResult.extensions = { ...singleResult.extensions, explain: { plan, ...run } };
        },
      };
    },
  };
}
