/** A field that an operation selects, as far as it decides what the provider is asked for. */
export interface PlannedField {
  /** The type it is selected on, its name, and the type it gives, or gives a list of. */
  readonly type: string;
  readonly field: string;
  readonly returnType: string;
  /** Where it is in the answer, e.g. `candidates.nodes.applications`. */
  readonly path: string;
  /** As resolvers get them. */
  readonly args: Readonly<Record<string, unknown>>;
  /** How many values it gives at the most, and the provider calls that it weighs. */
  readonly count: number;
  readonly calls: number;
  /** Whether nothing is selected on what it gives that its id does not answer. */
  readonly needsOnlyId: boolean;
  readonly children: readonly PlannedField[];
}

/** Calls that a field is the reason for. */
export interface PlannedCalls {
  /** The field's place in the answer. */
  readonly path: string;
  /** The endpoint's pattern, e.g. `/people/:id/offers`. */
  readonly endpoint: string;
  /** What is certain, whatever is cached, of an operation that runs alone and to which nothing happens. */
  readonly least: number;
  /** Retries not counted; Infinity where only the account says how many. */
  readonly most: number;
}
