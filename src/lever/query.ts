/** Query parameters; a list repeats its parameter, which Lever reads as OR. Absent ones are not sent. */
export type Query = Readonly<Record<string, string | number | boolean | readonly string[] | undefined>>;
