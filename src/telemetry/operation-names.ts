/** Each name adds about a dozen series, here and in Prometheus. They are never removed. */
const maxNames = 100;

/** A longer name is not used as a label. People do not write such names. */
const maxNameLength = 100;

/**
 * The names of operations as values of a label: the first hundred that were executed, and `(other)` for the rest, so that
 * clients with ever new names do not fill the memory. Values in parentheses cannot be names of operations.
 */
export class OperationNames {
  private readonly known = new Set<string>();

  /** `name` is undefined for an operation without a name. `executed` is false if it was rejected, or cannot be parsed. */
  label(name: string | undefined, executed: boolean): string {
    if (name === undefined) return executed ? "(anonymous)" : "(unread)";
    if (this.known.has(name)) return name;
    if (!executed || name.length > maxNameLength || this.known.size >= maxNames) return "(other)";
    this.known.add(name);
    return name;
  }
}
