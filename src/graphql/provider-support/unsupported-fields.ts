import type { FieldSupport } from "./field-support.js";

type ResolverMap = Readonly<Record<string, unknown>>;

/**
 * The resolvers with every UNSUPPORTED field answered null: the schema says so, and no code can say otherwise. Throws
 * where a resolver was written for such a field, so that the process does not start.
 */
export function withUnsupportedFields(resolvers: ResolverMap, support: readonly FieldSupport[]): ResolverMap {
  const complete: Record<string, unknown> = { ...resolvers };
  for (const { type, field, level } of support) {
    if (level !== "UNSUPPORTED") continue;
    const fields = (complete[type] ?? {}) as ResolverMap;
    if (Object.hasOwn(resolvers[type] ?? {}, field)) {
      throw new Error(`${type}.${field} is UNSUPPORTED in the schema and must not have a resolver`);
    }
    complete[type] = { ...fields, [field]: () => null };
  }
  return complete;
}
