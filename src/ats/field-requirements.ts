/**
 * The optional data that an operation needs, as far as it changes what its calls request. Set before the first call.
 * Until then everything counts as needed.
 */
export interface FieldRequirements {
  /** The applications' own fields, in addition to their ids: the job, and when they ended. */
  applicationDetails: boolean;
  /** The selected fields, as `Type.field`. `Type.missing` needs all fields of the type. */
  fields: ReadonlySet<string> | "all";
  /** The fields that filters look at, as `Type.field`. `fields` contains them. */
  filterFields: ReadonlySet<string>;
  /** Lists of applications or offers. The same pages are then read for all lists. */
  applicationLists: boolean;
}

/** Whether an operation needs this field, because it selects it or because `missing` of its type looks at it. */
export function needsField({ fields }: FieldRequirements, type: string, field: string): boolean {
  return fields === "all" || fields.has(`${type}.${field}`) || fields.has(`${type}.missing`);
}
