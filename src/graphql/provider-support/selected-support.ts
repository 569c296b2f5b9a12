import { GraphQLError } from "graphql";
import type { CostedField } from "../limits/operation-cost.js";
import type { FieldSupport } from "./field-support.js";
import type { ProviderSupport } from "./provider-support.js";

/** The selected fields that are not NATIVE, as `extensions.providerSupport` lists them. */
export interface SelectedSupport {
  /** E.g. `Candidate.firstName`: always null. */
  readonly unsupported: readonly string[];
  /** E.g. `Job.closedAt`: computed. */
  readonly derived: readonly string[];
}

/** The selected fields that are not NATIVE with this provider. Undefined if there are none. */
export function selectedSupport(
  selections: readonly CostedField[],
  support: ProviderSupport,
): SelectedSupport | undefined {
  const found = collect(selections, support);
  if (found.size === 0) return undefined;
  const ofLevel = (level: FieldSupport["level"]) =>
    [...found].flatMap(([name, each]) => (each.support.level === level ? [name] : [])).sort();
  return { unsupported: ofLevel("UNSUPPORTED"), derived: ofLevel("DERIVED") };
}

/** Throws, with status 400, if a field is selected that the provider cannot fill. The message has each field and its reason. */
export function assertSupported(selections: readonly CostedField[], support: ProviderSupport): void {
  const unsupported = [...collect(selections, support)].filter(([, each]) => each.support.level === "UNSUPPORTED");
  if (unsupported.length === 0) return;
  const named = unsupported.map(([name, each]) => `${name} (${each.support.reason ?? ""})`);
  throw new GraphQLError(`In strict mode, what the provider cannot fill is refused: ${named.join("; ")}`, {
    nodes: unsupported.map(([, { selected }]) => selected.node),
    extensions: { code: "GRAPHQL_VALIDATION_FAILED", http: { status: 400 } },
  });
}

/** The selected fields that are not NATIVE, by name, each with its first selection. */
function collect(
  selections: readonly CostedField[],
  support: ProviderSupport,
  found = new Map<string, { readonly support: FieldSupport; readonly selected: CostedField }>(),
) {
  for (const selected of selections) {
    const { type, field, children } = selected;
    const name = `${type}.${field}`;
    const known = support.of(type, field);
    if (known !== undefined && known.level !== "NATIVE" && !found.has(name))
      found.set(name, { support: known, selected });
    collect(children, support, found);
  }
  return found;
}
