import type { ApolloServerPlugin } from "@apollo/server";
import type { Context } from "../context.js";

/** Notes the final result of each operation, so that the answer can be kept. It must be the last plugin. */
export function noteResult(): ApolloServerPlugin<Context> {
  return {
    requestDidStart: async ({ contextValue: { operation } }) => ({
      willSendResponse: async ({ response: { body } }) => {
        if (body.kind === "single") operation.result = body.singleResult;
      },
    }),
  };
}
