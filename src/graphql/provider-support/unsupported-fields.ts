import { type GraphQLFieldResolver, defaultFieldResolver } from "graphql";
import type { Context } from "../context.js";
import type { FieldSupport } from "./field-support.js";

type Resolver = GraphQLFieldResolver<unknown, Context>;
type ResolverMap = Readonly<Record<string, object>>;

/**
 * The resolvers, in which each field that a provider cannot fill is null for the accounts of that provider. For the
 * accounts of other providers the field's own resolver runs.
 */
export function withUnsupportedFields(resolvers: ResolverMap, support: readonly FieldSupport[]): ResolverMap {
  const complete: Record<string, object> = { ...resolvers };
  for (const { type, field, level } of support) {
    if (level !== "UNSUPPORTED") continue;
    const own = (resolvers[type] as Readonly<Record<string, Resolver>> | undefined)?.[field] ?? defaultFieldResolver;
    complete[type] = { ...complete[type], [field]: nullIfUnsupported(type, field, own) };
  }
  return complete;
}

function nullIfUnsupported(type: string, field: string, resolve: Resolver): Resolver {
  return (source, args, context, info) =>
    context.support.isUnsupported(type, field) ? null : resolve(source, args, context, info);
}
