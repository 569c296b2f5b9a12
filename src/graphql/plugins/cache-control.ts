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
 * Derives the header `cache-control` from the schema's hints, as Apollo Server's own plugin does, with two differences.
 * An operation that asks for anything live is not looked at field by field: its answer is not to be kept, whatever else
 * it holds, and looking would cost nearly half as much as answering. And no answer may be kept for longer than is left
 * of `referenceTtlMs` for the oldest data in it. With `isPrivate` none may be kept for more than one caller.
 */
export function cachePolicy(referenceTtlMs: number, isPrivate: boolean): ApolloServerPlugin<Context> {
  const byField = ApolloServerPluginCacheControl();
  return {
    ...byField,
    requestDidStart: async (request) => {
      const listener = await byField.requestDidStart?.(request);
      return {
        executionDidStart: async (execution) =>
          asksForLive(execution.schema, execution.document) ? undefined : listener?.executionDidStart?.(execution),
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

/** Whether a field of an object is asked for that is not to be kept, wherever in the document. */
function asksForLive(schema: GraphQLSchema, document: DocumentNode): boolean {
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
