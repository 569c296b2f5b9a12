import { badRequest } from "./lever-error.js";

/** How a field's id becomes the object it names; undefined leaves the id in place. */
export type Expansions = Readonly<Record<string, (id: string) => object | undefined>>;

/**
 * How the records of one answer are shaped by `expand`, which puts objects in the place of ids, and by `include`,
 * which leaves only the named and the expanded fields. Throws 400 for what the resource cannot expand.
 * Lever docs: Expanding Objects, Including Fields.
 */
export function shapeFrom(query: URLSearchParams, expansions: Expansions): (record: object) => object {
  const expanded = [...new Set(query.getAll("expand"))].map((name) => {
    const expand = Object.hasOwn(expansions, name) ? expansions[name] : undefined;
    if (expand === undefined) throw badRequest(`${name} is not expandable`);
    return [name, expand] as const;
  });
  const included = query.getAll("include");
  const kept = included.length > 0 ? new Set([...included, ...query.getAll("expand")]) : undefined;
  if (expanded.length === 0 && kept === undefined) return (record) => record;

  return (record) => {
    const shaped: Record<string, unknown> = { ...record };
    for (const [name, expand] of expanded) if (name in shaped) shaped[name] = inPlace(shaped[name], expand);
    return kept === undefined ? shaped : Object.fromEntries(Object.entries(shaped).filter(([name]) => kept.has(name)));
  };
}

function inPlace(value: unknown, expand: (id: string) => object | undefined): unknown {
  if (Array.isArray(value)) return value.map((item) => inPlace(item, expand));
  return typeof value === "string" ? (expand(value) ?? value) : value;
}
