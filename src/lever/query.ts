/** Query parameters. A list repeats its parameter, which Lever reads as OR. Undefined parameters are not sent. */
export type Query = Readonly<Record<string, string | number | boolean | readonly string[] | undefined>>;

/** The most values that one call repeats of a parameter. Lever documents no limit, but URLs have one. */
export const maxValuesPerCall = 50;

/** The values in parts for one call each: each value once, in a fixed order, so that the same values give the same calls. */
export function chunks(values: Iterable<string>): string[][] {
  const unique = uniqueValues(values);
  return Array.from({ length: Math.ceil(unique.length / maxValuesPerCall) }, (_, index) =>
    unique.slice(index * maxValuesPerCall, (index + 1) * maxValuesPerCall),
  );
}

/** Each value once, in a fixed order. */
export function uniqueValues(values: Iterable<string>): string[] {
  return [...new Set(values)].sort();
}
