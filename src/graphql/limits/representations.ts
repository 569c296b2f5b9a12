/** Counts representations of entities by the name of their type. Representations without a type do not count. */
export function countByType(representations: unknown): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  // A single value may stand for a list.
  for (const each of Array.isArray(representations) ? (representations as readonly unknown[]) : [representations]) {
    const name = (each as { __typename?: unknown } | null | undefined)?.__typename;
    if (typeof name === "string") counts.set(name, (counts.get(name) ?? 0) + 1);
  }
  return counts;
}
