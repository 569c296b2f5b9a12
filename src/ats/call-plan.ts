/** A field that an operation selects, with what decides its provider calls. */
export interface PlannedField {
  /** The type that the field is selected on, its name, and its return type without list and non-null. */
  readonly type: string;
  readonly field: string;
  readonly returnType: string;
  /** The field's path in the response, e.g. `candidates.nodes.applications`. */
  readonly path: string;
  /** The arguments as resolvers receive them. */
  readonly args: Readonly<Record<string, unknown>>;
  /** The most values that it returns. */
  readonly count: number;
  /** The provider calls that it weighs. */
  readonly calls: number;
  /** Whether only fields are selected on it that follow from its id. */
  readonly needsOnlyId: boolean;
  readonly children: readonly PlannedField[];
}

/** Calls that a field causes. */
export interface PlannedCalls {
  /** The field's path in the response. */
  readonly path: string;
  /** The endpoint's pattern, e.g. `/people/:id/offers`. */
  readonly endpoint: string;
  /** The calls that are certain with any cache, if the operation runs alone and does not fail. */
  readonly least: number;
  /** Without retries. Infinity if the number depends on the account. */
  readonly most: number;
  /** How a new list is read. Undefined for other calls. */
  readonly how?: PlannedList | undefined;
}

/** How a list is read, as far as that is known before it is read. All names are the provider's own. */
export interface PlannedList {
  /** The date by which it is read in windows of time, or the provider's own order. */
  readonly order: string;
  /**
   * The provider's lists that it is made of, each by the parameters that narrow it. They are merged in the order of a date,
   * and otherwise read one after the other.
   */
  readonly lists: readonly (readonly string[])[];
}
