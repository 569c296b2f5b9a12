import { type GraphqlError, type Result, WrongResult } from "./graphql-client.js";

type Path = readonly (string | number)[];

/**
 * Throws `WrongResult` unless the actual value at a path equals the expected one. If there is an error at this path,
 * above it or below it, the value may also be null, or a list without some of its items. An error without a path counts
 * for every path.
 */
export function expectEqualUnlessError(
  actual: unknown,
  expected: unknown,
  path: Path,
  { errors }: Pick<Result, "errors">,
): void {
  if (actual === expected) return;
  const hasError = errors.some((error) => concerns(error, path));
  if (actual === null && hasError) return;
  if (Array.isArray(actual) && Array.isArray(expected)) {
    if (actual.length === expected.length) {
      actual.forEach((item, i) => {
        expectEqualUnlessError(item, expected[i], [...path, i], { errors });
      });
      return;
    }
    if (actual.length < expected.length && hasError) {
      actual.forEach((item, i) => {
        const same = (expected as unknown[]).find((other) => idOf(other) === idOf(item));
        expectEqualUnlessError(item, same, [...path, i], { errors });
      });
      return;
    }
  } else if (isObject(actual) && isObject(expected)) {
    for (const name of Object.keys({ ...expected, ...actual }))
      expectEqualUnlessError(actual[name], expected[name], [...path, name], { errors });
    return;
  }
  throw new WrongResult(
    `At ${path.join(".")}: ${shortened(actual)} instead of ${shortened(expected)}; ${shortened(errors)}`,
  );
}

function concerns({ path = [] }: GraphqlError, position: Path): boolean {
  const common = Math.min(path.length, position.length);
  return path.slice(0, common).every((step, i) => step === position[i]);
}

function idOf(value: unknown): unknown {
  return isObject(value) ? value.id : value;
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function shortened(value: unknown): string {
  return value === undefined ? "undefined" : JSON.stringify(value).slice(0, 400);
}
