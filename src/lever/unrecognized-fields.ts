/** The model's fields that are read from an element of Lever's record, by the element's path. */
export type ElementFields = Readonly<Record<string, readonly string[]>>;

/**
 * The model's fields that are null because Lever sent something that cannot be read: those of the unreadable elements,
 * and `others`. Undefined if there are none, as in almost every record.
 */
export function unrecognizedFields(
  unreadable: ReadonlySet<string>,
  fields: ElementFields,
  ...others: readonly (string | false)[]
): ReadonlySet<string> | undefined {
  const found = others.filter((field) => field !== false);
  if (unreadable.size > 0) found.push(...[...unreadable].flatMap((path) => fields[path] ?? []));
  return found.length === 0 ? undefined : new Set(found);
}
