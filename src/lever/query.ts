/** Query parameters. A list repeats its parameter, which Lever reads as OR. Undefined parameters are not sent. */
export type Query = Readonly<Record<string, string | number | boolean | readonly string[] | undefined>>;

/** The most values that one call repeats of a parameter. Lever documents no limit, but URLs have one. */
export const maxValuesPerCall = 50;
