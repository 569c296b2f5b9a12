import type { ApolloServerPlugin } from "@apollo/server";
import type { Context } from "../context.js";

/**
 * Adds a federated trace to results for requests with the header `apollo-federation-include-trace: ftv1`, with Apollo
 * Server's own plugin. A trace has the paths of errors, not their messages. The plugin is loaded for the first such request.
 */
export function federatedTraces(): ApolloServerPlugin<Context> {
  let loading: Promise<ApolloServerPlugin> | undefined;
  return {
    async requestDidStart(request) {
      if (request.request.http?.headers.get("apollo-federation-include-trace") !== "ftv1") return undefined;
      loading ??= loadPlugin();
      return (await loading).requestDidStart?.(request);
    },
  };
}

async function loadPlugin(): Promise<ApolloServerPlugin> {
  const { ApolloServerPluginInlineTrace } = await import("@apollo/server/plugin/inlineTrace");
  return ApolloServerPluginInlineTrace({ includeErrors: { masked: true } });
}
