import { GraphQLError } from "graphql";
import type { Selected } from "../limits/operation-cost.js";
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
  private readonly levels: ReadonlyMap<string, FieldSupport>;

  constructor(support: readonly FieldSupport[]) {
    this.levels = new Map(
      support.flatMap((each) => (each.level === "NATIVE" ? [] : [[`${each.type}.${each.field}`, each]])),
    );
  }

  /** The fields that are not NATIVE, by name; undefined when there are none. */
  touched(selections: readonly Selected[]): SelectedSupport | undefined {
    const found = this.find(selections);
    if (found.size === 0) return undefined;
    const ofLevel = (level: FieldSupport["level"]) =>
      [...found].flatMap(([name, { support }]) => (support.level === level ? [name] : [])).sort();
    return { unsupported: ofLevel("UNSUPPORTED"), derived: ofLevel("DERIVED") };
  }

  /** Throws, with status 400, when a field is selected that the provider cannot fill. Names each, and why. */
  requireSupport(selections: readonly Selected[]): void {
    const holes = [...this.find(selections)].filter(([, { support }]) => support.level === "UNSUPPORTED");
    if (holes.length === 0) return;
    const named = holes.map(([name, { support }]) => `${name} (${support.reason ?? ""})`);
    throw new GraphQLError(`In strict mode, what the provider cannot fill is refused: ${named.join("; ")}`, {
      nodes: holes.map(([, { selected }]) => selected.node),
      extensions: { code: "GRAPHQL_VALIDATION_FAILED", http: { status: 400 } },
    });
  }

  private find(
    selections: readonly Selected[],
    found = new Map<string, { readonly support: FieldSupport; readonly selected: Selected }>(),
  ) {
    for (const selected of selections) {
      const name = `${selected.type}.${selected.field}`;
      const support = this.levels.get(name);
      if (support !== undefined && !found.has(name)) found.set(name, { support, selected });
      this.find(selected.selections, found);
    }
    return found;
  }
}
