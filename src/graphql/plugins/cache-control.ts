import type { ApolloServerPlugin } from "@apollo/server";
import { ApolloServerPluginCacheControl } from "@apollo/server/plugin/cacheControl";
import {
  BREAK,
  type DocumentNode,
  type GraphQLNamedType,
  type GraphQLSchema,
  TypeInfo,
  getDirectiveValues,
  isObjectType,
  visit,
  visitWithTypeInfo,
} from "graphql";
import type { Context } from "../context.js";

/**
 * Sets the header `cache-control` from the schema's hints, with Apollo Server's own plugin and two differences. First, the
 * plugin does not run for an operation that selects live data: its response must not be cached anyway, and the plugin
 * takes nearly half as long as the execution. Second, a response may be cached only for what is left of `referenceTtlMs`
 * for its oldest data. With `isPrivate` a response may be cached for one client only.
 */
export function cachePolicy(referenceTtlMs: number, isPrivate: boolean): ApolloServerPlugin<Context> {
  const apolloPlugin = ApolloServerPluginCacheControl();
  return {
    ...apolloPlugin,
    requestDidStart: async (request) => {
      const listener = await apolloPlugin.requestDidStart?.(request);
      return {
        executionDidStart: async (execution) =>
          selectsLiveData(execution.schema, execution.document) ? undefined : listener?.executionDidStart?.(execution),
        willSendResponse: async (sending) => {
          const { overallCachePolicy, contextValue } = sending;
          const { stats, startedAt } = contextValue.operation;
          const ageMs = stats.cost().oldestMs + performance.now() - startedAt;
          const secondsLeft = Math.max(0, Math.floor((referenceTtlMs - ageMs) / 1000));
          if (overallCachePolicy.maxAge !== undefined) overallCachePolicy.restrict({ maxAge: secondsLeft });
          if (isPrivate) overallCachePolicy.restrict({ scope: "PRIVATE" });
          await listener?.willSendResponse?.(sending);
        },
      };
    },
  };
}

/** Whether the document selects a field of a type that must not be cached. */
function selectsLiveData(schema: GraphQLSchema, document: DocumentNode): boolean {
  let found = false;
  const types = new TypeInfo(schema);
  visit(
    document,
    visitWithTypeInfo(types, {
      Field() {
        const type = types.getParentType();
        found = type != null && type !== schema.getQueryType() && isLive(schema, type);
        return found ? BREAK : undefined;
      },
    }),
  );
  return found;
}

function isLive(schema: GraphQLSchema, type: GraphQLNamedType): boolean {
  const directive = schema.getDirective("cacheControl");
  if (!isObjectType(type) || directive == null) return false;
  const hint = type.astNode ? getDirectiveValues(directive, type.astNode) : undefined;
  return hint?.inheritMaxAge !== true && !hint?.maxAge;
}
