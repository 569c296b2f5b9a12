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
 * plugin does not run for an operation that selects live data, because it takes nearly half as long as the execution. The
 * response to a POST may be cached for one client and for as long as each provider response behind it is cached here,
 * unless `epoch` shows that a record changed meanwhile. A GET often comes from a browser, whose cache no event reaches.
 * Second, a response may be cached only for what is left of `referenceTtlMs` for its oldest data. With `isPrivate` each
 * client has an account of its own: a response may be cached for it only, and live data not at all.
 */
export function cachePolicy(
  referenceTtlMs: number,
  isPrivate: boolean,
  epoch: () => number,
): ApolloServerPlugin<Context> {
  const apolloPlugin = ApolloServerPluginCacheControl();
  return {
    ...apolloPlugin,
    requestDidStart: async (request) => {
      const listener = await apolloPlugin.requestDidStart?.(request);
      const firstEpoch = epoch();
      let isLiveData = false;
      return {
        executionDidStart: async (execution) => {
          isLiveData = selectsLiveData(execution.schema, execution.document);
          return isLiveData ? undefined : listener?.executionDidStart?.(execution);
        },
        willSendResponse: async (sending) => {
          const { overallCachePolicy, contextValue } = sending;
          const { stats, startedAt } = contextValue.operation;
          const ageMs = stats.cost().oldestMs + performance.now() - startedAt;
          const secondsLeft = Math.max(0, Math.floor((referenceTtlMs - ageMs) / 1000));
          if (overallCachePolicy.maxAge !== undefined) overallCachePolicy.restrict({ maxAge: secondsLeft });
          if (isLiveData && !isPrivate && sending.request.http?.method === "POST" && epoch() === firstEpoch) {
            overallCachePolicy.restrict({ maxAge: Math.floor(stats.reusableMs / 1000), scope: "PRIVATE" });
          }
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
