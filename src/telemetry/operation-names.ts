/** Every name is a dozen series, kept for good: here, and in whatever scrapes them. */
const maxNames = 100;

/** Longer ones are no label; nobody writes them by hand. */
const maxNameLength = 100;

/**
 * Names of operations as values of a label: the first hundred that were executed, and `(other)` for the rest, so that
 * whoever sends ever new ones fills no memory. What is in parentheses cannot be a name.
 */
export class OperationNames {
  private readonly known = new Set<string>();

  /** `name` is undefined for an operation without one; `executed` is false for one that was refused, or not understood. */
  label(name: string | undefined, executed: boolean): string {
    if (name === undefined) return executed ? "(anonymous)" : "(unread)";
    if (this.known.has(name)) return name;
    if (!executed || name.length > maxNameLength || this.known.size >= maxNames) return "(other)";
    this.known.add(name);
    return name;
  }
}
