import type { CostedField } from "../limits/operation-cost.js";
import { requestError } from "../request-error.js";
import type { ProviderSupport } from "./provider-support.js";

/** Throws, with status 400, if a field is selected that the provider cannot fill. The message has each field and its reason. */
export function assertSupported(selections: readonly CostedField[], support: ProviderSupport): void {
  const unsupported = [...unsupportedFields(selections, support)];
  if (unsupported.length === 0) return;
  const named = unsupported.map(([name, { type, field }]) => `${name} (${support.of(type, field)?.reason ?? ""})`);
  throw requestError(
    "GRAPHQL_VALIDATION_FAILED",
    `In strict mode, what the provider cannot fill is refused: ${named.join("; ")}`,
    unsupported.map(([, { node }]) => node),
  );
}

/** The unsupported fields by name, each with its first selection. */
function unsupportedFields(
  selections: readonly CostedField[],
  support: ProviderSupport,
  found = new Map<string, CostedField>(),
): ReadonlyMap<string, CostedField> {
  for (const selected of selections) {
    const { type, field, children } = selected;
    const name = `${type}.${field}`;
    if (support.isUnsupported(type, field) && !found.has(name)) found.set(name, selected);
    unsupportedFields(children, support, found);
  }
  return found;
}
