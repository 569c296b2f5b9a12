import { type ApolloServerPlugin, HeaderMap } from "@apollo/server";
import type { RateLimit } from "../../ats/rate-limit.js";
import type { Context } from "../context.js";
import { type CallPlan, callPlan, cannotPlan } from "../explain/call-plan.js";

/**
 * Adds `extensions.explain` for requests with `x-explain`: the planned provider calls, and for `run` the calls that were
 * made. An operation with `plan` is not executed: its data is null. If the provider does not plan its calls, `plan` is
 * refused and `run` has the calls only.
 */
export function explainOperation(rateLimit: RateLimit): ApolloServerPlugin<Context> {
  return {
    requestDidStart: async ({ contextValue }) => {
      const { explain, operation } = contextValue;
      if (explain === undefined) return undefined;
      let explanation: { readonly plan?: CallPlan } | undefined;
      return {
        // `operationLimits` has computed the cost. An operation that it refuses for its cost has a plan too.
        didResolveOperation: async ({ schema }) => {
          const { cost, variables } = operation;
          if (cost === undefined) return;
          const plan = callPlan(cost, { schema, variables, rateLimit, ...contextValue });
          if (plan === undefined && explain === "plan") throw cannotPlan(contextValue.provider);
          explanation = plan === undefined ? {} : { plan };
        },
        responseForOperation: async () =>
          explain === "plan" && explanation !== undefined
            ? { http: { headers: new HeaderMap() }, body: { kind: "single", singleResult: { data: null } } }
            : null,
        willSendResponse: async ({ response: { body } }) => {
          if (explanation === undefined || body.kind !== "single") return;
          const run = explain === "run" ? { run: operation.stats.executionReport() } : {};
          const { singleResult } = body;
          singleResult.extensions = { ...singleResult.extensions, explain: { ...explanation, ...run } };
        },
      };
    },
  };
}
