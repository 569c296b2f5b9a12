import { type DocumentNode, type FieldNode, type FragmentDefinitionNode, Kind, type SelectionSetNode } from "graphql";

/** What a document has too much of, as a sentence for its author. Undefined if it may be validated. */
export function tooComplexToValidate(document: DocumentNode): string | undefined {
  try {
    new SelectionMeter(document).check();
    return undefined;
  } catch (error) {
    if (error instanceof TooComplex) return error.message;
    throw error;
  }
}

// graphql-js compares each two fields with the same response name, each two fragments that are spread in one place, and
// each operation with each fragment that it reaches. These limits keep that below a fifth of a second.
const maxRepeats = 100;
const maxFragments = 200;
const maxUnknownFragments = 200;
const maxOperations = 100;
/** The names that a field without arguments may have in one place. Each has the same value, which can be a long text. */
const maxNames = 10;
/** Fields and spreads, those of a fragment at each place where it is spread. */
const maxSelections = 20_000;
const maxLevels = 500;

class TooComplex extends Error {}

/** A selection set, and the fragments that it lies in. */
interface Place {
  readonly set: SelectionSetNode;
  readonly inside: Inside | undefined;
}

interface Inside {
  readonly fragment: string;
  readonly parent: Inside | undefined;
}

/** Merges selections as the executor does, without regard to types and conditions. */
class SelectionMeter {
  private readonly fragments = new Map<string, FragmentDefinitionNode>();
  private readonly reached = new Set<string>();
  private readonly unknown = new Set<string>();
  private selections = 0;

  constructor(private readonly document: DocumentNode) {
    for (const node of document.definitions)
      if (node.kind === Kind.FRAGMENT_DEFINITION) this.fragments.set(node.name.value, node);
  }

  check(): void {
    const { definitions } = this.document;
    const operations = definitions.filter((node) => node.kind === Kind.OPERATION_DEFINITION);
    const fragments = definitions.filter((node) => node.kind === Kind.FRAGMENT_DEFINITION);
    if (operations.length > maxOperations)
      throw new TooComplex(`The document has more than ${maxOperations} operations. Send only the one to execute.`);
    if (fragments.length > maxFragments)
      throw new TooComplex(`The document has more than ${maxFragments} fragments. Send only those that it uses.`);
    for (const { selectionSet } of operations) this.measure([{ set: selectionSet, inside: undefined }], 0);
    // Validation compares the fields of unused fragments too.
    for (const { name, selectionSet } of fragments) {
      if (this.reached.has(name.value)) continue;
      this.measure([{ set: selectionSet, inside: { fragment: name.value, parent: undefined } }], 0);
    }
  }

  /** Measures selection sets that are merged: those of one field, wherever it is selected in the same place. */
  private measure(places: readonly Place[], level: number): void {
    if (level > maxLevels) throw new TooComplex(`The operation is nested more than ${maxLevels} levels deep.`);
    const repeats = new Map<string, number>();
    const namesOf = new Map<string, Set<string>>();
    const children = new Map<string, Place[]>();
    const spread = new Set<string>();
    const collect = ({ set, inside }: Place): void => {
      for (const node of set.selections) {
        this.selections += 1;
        if (this.selections > maxSelections)
          throw new TooComplex(
            `The document selects more than ${maxSelections} fields, fragments included. Split it into several.`,
          );
        if (node.kind === Kind.INLINE_FRAGMENT) collect({ set: node.selectionSet, inside });
        else if (node.kind === Kind.FRAGMENT_SPREAD) {
          const name = node.name.value;
          const fragment = this.fragments.get(name);
          if (fragment === undefined) this.countUnknown(name);
          // Validation reports a fragment that contains itself.
          if (fragment === undefined || spread.has(name) || isInside(inside, name)) continue;
          spread.add(name);
          this.reached.add(name);
          collect({ set: fragment.selectionSet, inside: { fragment: name, parent: inside } });
        } else {
          const name = (node.alias ?? node.name).value;
          const count = (repeats.get(name) ?? 0) + 1;
          if (count > maxRepeats)
            throw new TooComplex(
              `The operation selects "${name.slice(0, 50)}" more than ${maxRepeats} times in the same place. Select it once.`,
            );
          repeats.set(name, count);
          // The fields of the root have a limit of their own.
          if (level > 0) countName(namesOf, node);
          if (node.selectionSet === undefined) continue;
          const child = { set: node.selectionSet, inside };
          const siblings = children.get(name);
          if (siblings === undefined) children.set(name, [child]);
          else siblings.push(child);
        }
      }
    };
    for (const place of places) collect(place);
    for (const each of children.values()) this.measure(each, level + 1);
  }

  /** Counts a fragment that is spread and not defined. Validation reports some of them. */
  private countUnknown(name: string): void {
    this.unknown.add(name);
    if (this.unknown.size > maxUnknownFragments)
      throw new TooComplex(`The document uses more than ${maxUnknownFragments} fragments that it does not have.`);
  }
}

/** Counts the names that a field without arguments has in one place. */
function countName(namesOf: Map<string, Set<string>>, { name: { value: field }, alias, arguments: given }: FieldNode) {
  if (given !== undefined && given.length > 0) return;
  const names = namesOf.get(field) ?? new Set();
  namesOf.set(field, names.add(alias?.value ?? field));
  if (names.size > maxNames)
    throw new TooComplex(
      `The operation selects "${field.slice(0, 50)}" under more than ${maxNames} names in the same place. Select it once.`,
    );
}

function isInside(inside: Inside | undefined, fragment: string): boolean {
  for (let each = inside; each !== undefined; each = each.parent) if (each.fragment === fragment) return true;
  return false;
}
