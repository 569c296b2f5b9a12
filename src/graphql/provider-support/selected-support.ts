import { GraphQLError } from "graphql";
import type { CostedField } from "../limits/operation-cost.js";
import type { FieldSupport } from "./field-support.js";

/** The fields an operation asks for that are not simply the provider's, as `extensions.providerSupport` names them. */
export interface SelectedSupport {
  /** E.g. `Candidate.firstName`: always null. */
  readonly unsupported: readonly string[];
  /** E.g. `Job.closedAt`: computed. */
  readonly derived: readonly string[];
}

/** Finds in an operation's selections what a schema says of its fields' support. */
export class SupportFinder {
  private readonly supportByField: ReadonlyMap<string, FieldSupport>;

  constructor(support: readonly FieldSupport[]) {
    this.supportByField = new Map(
      support.flatMap((each) => (each.level === "NATIVE" ? [] : [[`${each.type}.${each.field}`, each]])),
    );
  }

  /** The fields that are not NATIVE, by name; undefined when there are none. */
  unsupportedAndDerived(selections: readonly CostedField[]): SelectedSupport | undefined {
    const found = this.collect(selections);
    if (found.size === 0) return undefined;
    const ofLevel = (level: FieldSupport["level"]) =>
      [...found].flatMap(([name, { support }]) => (support.level === level ? [name] : [])).sort();
    return { unsupported: ofLevel("UNSUPPORTED"), derived: ofLevel("DERIVED") };
  }

  /** Throws, with status 400, when a field is selected that the provider cannot fill. Names each, and why. */
  assertSupported(selections: readonly CostedField[]): void {
    const unsupported = [...this.collect(selections)].filter(([, { support }]) => support.level === "UNSUPPORTED");
    if (unsupported.length === 0) return;
    const named = unsupported.map(([name, { support }]) => `${name} (${support.reason ?? ""})`);
    throw new GraphQLError(`In strict mode, what the provider cannot fill is refused: ${named.join("; ")}`, {
      nodes: unsupported.map(([, { selected }]) => selected.node),
      extensions: { code: "GRAPHQL_VALIDATION_FAILED", http: { status: 400 } },
    });
  }

  private collect(
    selections: readonly CostedField[],
    found = new Map<string, { readonly support: FieldSupport; readonly selected: CostedField }>(),
  ) {
    for (const selected of selections) {
      const name = `${selected.type}.${selected.field}`;
      const support = this.supportByField.get(name);
      if (support !== undefined && !found.has(name)) found.set(name, { support, selected });
      this.collect(selected.children, found);
    }
    return found;
  }
}
