import { badRequest } from "./lever-error.js";

/** How many rows a page may have: 1 to 100, by default 100. Throws 400 otherwise. */
export function limitFrom(query: URLSearchParams): number {
  const given = query.get("limit");
  if (given === null) return 100;
  const limit = /^\d{1,3}$/.test(given) ? Number(given) : 0;
  if (limit < 1 || limit > 100) throw badRequest("limit must be a number between 1 and 100");
  return limit;
}

/** A parameter that may be repeated; undefined when absent. */
export function anyOf(query: URLSearchParams, name: string): ReadonlySet<string> | undefined {
  const values = query.getAll(name);
  return values.length > 0 ? new Set(values) : undefined;
}

/** A parameter that is `true` or `false`; undefined when absent. Throws 400 otherwise. */
export function flag(query: URLSearchParams, name: string): boolean | undefined {
  const value = query.get(name);
  if (value === null) return undefined;
  if (value !== "true" && value !== "false") throw badRequest(`${name} must be true or false`);
  return value === "true";
}

/** A parameter that must be one of these words; undefined when absent. Throws 400 otherwise. */
export function oneOf<Word extends string>(query: URLSearchParams, name: string, words: readonly Word[]) {
  const value = query.get(name);
  if (value === null) return undefined;
  const word = words.find((candidate) => candidate === value);
  if (word === undefined) throw badRequest(`${name} must be one of ${words.join(", ")}`);
  return word;
}

/** A span of time, in milliseconds, with both ends inside it. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

/** `<name>_start` and `<name>_end`, either alone being enough; undefined without both. Throws 400 unless numbers. */
export function spanFrom(query: URLSearchParams, name: string): Span | undefined {
  const start = timeFrom(query, `${name}_start`);
  const end = timeFrom(query, `${name}_end`);
  return start === undefined && end === undefined ? undefined : { start: start ?? -Infinity, end: end ?? Infinity };
}

/** Whether a moment lies in the span; no moment never does. */
export function within(span: Span, moment: number | null | undefined): boolean {
  return moment !== null && moment !== undefined && moment >= span.start && moment <= span.end;
}

/** An address as Lever compares it. */
export function canonicalEmail(address: string): string {
  return address.trim().toLowerCase();
}

function timeFrom(query: URLSearchParams, name: string): number | undefined {
  const value = query.get(name);
  if (value === null) return undefined;
  if (!/^-?\d{1,16}$/.test(value)) throw badRequest(`${name} must be a timestamp in milliseconds`);
  return Number(value);
}
