// Rough figures for V8: a pointer and its share of the hidden class, the header of an object or array.
const slot = 8;
const header = 32;

/** The memory that a value takes, in bytes, within a factor of about two. Shared parts count once. */
export function approximateSize(value: unknown): number {
  const seen = new Set<object>();
  let bytes = 0;
  const pending: unknown[] = [value];
  while (pending.length > 0) {
    const each = pending.pop();
    bytes += slot;
    if (typeof each === "string") bytes += header / 2 + each.length;
    if (typeof each !== "object" || each === null || seen.has(each)) continue;
    seen.add(each);
    bytes += header;
    if (each instanceof Map) for (const [key, item] of each as Map<unknown, unknown>) pending.push(key, item);
    else if (Array.isArray(each) || each instanceof Set)
      for (const item of each as Iterable<unknown>) pending.push(item);
    else for (const item of Object.values(each)) pending.push(item);
  }
  return bytes;
}
