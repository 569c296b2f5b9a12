import type { ApolloServerPlugin } from "@apollo/server";
import type { Context } from "../context.js";

/** Adds `extensions.upstream` to each result: the provider calls that the operation made, and what it reused. */
export function upstreamExtension(): ApolloServerPlugin<Context> {
  return {
    requestDidStart: async ({ contextValue: { operation } }) => ({
      willSendResponse: async ({ response: { body } }) => {
        if (body.kind !== "single") return;
        const { singleResult } = body;
        singleResult.extensions = { ...singleResult.extensions, upstream: operation.stats.cost() };
      },
    }),
  };
}
