/** Whether leads are visible: with `includeLeads`, they are candidates, and their applications are applications. */
export interface View {
  readonly includeLeads: boolean;
}

/** The id of a record, an opaque string, and the view in which it is read. */
export interface Ref extends View {
  readonly id: string;
}

/** When the provider's response came. For a record made of several responses, the earliest. */
export interface Timestamped {
  readonly asOf: Date;
}

/**
 * A record of the model. Null means that the provider has no value, or has sent it in a form that cannot be read: the record
 * can say which of its fields are so.
 */
export interface Recorded extends Timestamped {
  /** The fields' paths in the schema, e.g. `phoneNumbers.type`. Undefined if there are none. */
  readonly unrecognized?: ReadonlySet<string> | undefined;
}

/** The earlier of two dates. */
export function minDate(a: Date, b: Date): Date {
  return a <= b ? a : b;
}
