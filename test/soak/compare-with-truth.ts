import { type Answer, type GraphqlError, WrongAnswer } from "./answers.js";

type Path = readonly (string | number)[];

/**
 * Throws `WrongAnswer` unless what was told at a path is what is true. Null, and a list in which some are missing, pass
 * where an error says so: at the place itself, within it, or for what it belongs to. An error without a path may be about
 * anything.
 */
export function expectTrue(told: unknown, truth: unknown, path: Path, { errors }: Pick<Answer, "errors">): void {
  if (told === truth) return;
  const excused = errors.some((error) => concerns(error, path));
  if (told === null && excused) return;
  if (Array.isArray(told) && Array.isArray(truth)) {
    if (told.length === truth.length) {
      told.forEach((each, i) => {
        expectTrue(each, truth[i], [...path, i], { errors });
      });
      return;
    }
    if (told.length < truth.length && excused) {
      told.forEach((each, i) => {
        const same = (truth as unknown[]).find((other) => idOf(other) === idOf(each));
        expectTrue(each, same, [...path, i], { errors });
      });
      return;
    }
  } else if (isObject(told) && isObject(truth)) {
    for (const name of Object.keys({ ...truth, ...told }))
      expectTrue(told[name], truth[name], [...path, name], { errors });
    return;
  }
  throw new WrongAnswer(`At ${path.join(".")}: ${brief(told)} instead of ${brief(truth)}; ${brief(errors)}`);
}

function concerns({ path = [] }: GraphqlError, place: Path): boolean {
  const common = Math.min(path.length, place.length);
  return path.slice(0, common).every((step, i) => step === place[i]);
}

function idOf(value: unknown): unknown {
  return isObject(value) ? value.id : value;
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function brief(value: unknown): string {
  return value === undefined ? "nothing" : JSON.stringify(value).slice(0, 400);
}
