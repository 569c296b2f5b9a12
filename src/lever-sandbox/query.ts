import { badRequest } from "./lever-error.js";

/** The `limit` parameter: 1 to 100, default 100. Throws 400 for other values. */
export function limitFrom(query: URLSearchParams): number {
  const given = query.get("limit");
  if (given === null) return 100;
  const limit = /^\d{1,3}$/.test(given) ? Number(given) : 0;
  if (limit < 1 || limit > 100) throw badRequest("limit must be a number between 1 and 100");
  return limit;
}

/** The values of a parameter that may be repeated; undefined if it is absent. */
export function anyOf(query: URLSearchParams, name: string): ReadonlySet<string> | undefined {
  const values = query.getAll(name);
  return values.length > 0 ? new Set(values) : undefined;
}

/** A parameter that is `true` or `false`; undefined if it is absent. Throws 400 for other values. */
export function flag(query: URLSearchParams, name: string): boolean | undefined {
  const value = query.get(name);
  if (value === null) return undefined;
  if (value !== "true" && value !== "false") throw badRequest(`${name} must be true or false`);
  return value === "true";
}

/** A parameter with a fixed set of values; undefined if it is absent. Throws 400 for other values. */
export function oneOf<Word extends string>(query: URLSearchParams, name: string, words: readonly Word[]) {
  const value = query.get(name);
  if (value === null) return undefined;
  const word = words.find((candidate) => candidate === value);
  if (word === undefined) throw badRequest(`${name} must be one of ${words.join(", ")}`);
  return word;
}

/** A span of time in milliseconds since 1970. It includes both ends. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

/**
 * The span from `<name>_start` to `<name>_end`, which are both optional; undefined if both are absent. Throws 400 if
 * one is no number.
 */
export function spanFrom(query: URLSearchParams, name: string): Span | undefined {
  const start = timeFrom(query, `${name}_start`);
  const end = timeFrom(query, `${name}_end`);
  return start === undefined && end === undefined ? undefined : { start: start ?? -Infinity, end: end ?? Infinity };
}

/** Whether a time is in the span. Null and undefined are not. */
export function within(span: Span, time: number | null | undefined): boolean {
  return time !== null && time !== undefined && time >= span.start && time <= span.end;
}

/** The form in which Lever compares email addresses. */
export function canonicalEmail(address: string): string {
  return address.trim().toLowerCase();
}

function timeFrom(query: URLSearchParams, name: string): number | undefined {
  const value = query.get(name);
  if (value === null) return undefined;
  if (!/^-?\d{1,16}$/.test(value)) throw badRequest(`${name} must be a timestamp in milliseconds`);
  return Number(value);
}
