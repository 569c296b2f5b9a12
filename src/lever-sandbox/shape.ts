import { badRequest } from "./lever-error.js";

/** By field: the function that finds the record of an id. If it returns undefined, the id stays. */
export type Expansions = Readonly<Record<string, (id: string) => object | undefined>>;

/**
 * A function that applies `expand` and `include` to a record. `expand` replaces ids with records; `include` keeps only
 * the included and the expanded fields. Throws 400 for a field that the resource cannot expand.
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
    for (const [name, expand] of expanded) if (name in shaped) shaped[name] = expandedValue(shaped[name], expand);
    return kept === undefined ? shaped : Object.fromEntries(Object.entries(shaped).filter(([name]) => kept.has(name)));
  };
}

function expandedValue(value: unknown, expand: (id: string) => object | undefined): unknown {
  if (Array.isArray(value)) return value.map((item) => expandedValue(item, expand));
  return typeof value === "string" ? (expand(value) ?? value) : value;
}
