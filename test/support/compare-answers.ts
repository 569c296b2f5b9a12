/** A position in a result, e.g. `applications.nodes.3.status`. */
export type ResultPath = string;

/**
 * The paths at which a value differs from another one. An object or list that is null in one of them counts as one
 * difference, without its parts. Lists of different lengths are one difference.
 */
export function differences(a: unknown, b: unknown, path: readonly (string | number)[] = []): ResultPath[] {
  if (Object.is(a, b)) return [];
  if (Array.isArray(a) && Array.isArray(b) && a.length === b.length) {
    return a.flatMap((each: unknown, index) => differences(each, b[index], [...path, index]));
  }
  if (isObject(a) && isObject(b)) {
    return [...new Set([...Object.keys(a), ...Object.keys(b)])].flatMap((key) =>
      differences(a[key], b[key], [...path, key]),
    );
  }
  return [path.join(".")];
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
