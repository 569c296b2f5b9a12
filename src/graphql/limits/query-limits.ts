import {
  type DocumentNode,
  type FieldNode,
  type FragmentDefinitionNode,
  Kind,
  type OperationDefinitionNode,
  type SelectionSetNode,
  visit,
} from "graphql";
import { requestError } from "../request-error.js";

/** The limits on the text and the variables of an operation, independent of its cost. */
export interface QueryLimits {
  /** Levels of nested fields. */
  readonly depth: number;
  readonly aliases: number;
  readonly directives: number;
  /** Items of one list, in the text or in the variables. */
  readonly listSize: number;
  /** Fields of Query. */
  readonly rootFields: number;
  /** Representations of entities. */
  readonly representations: number;
}

// Inputs of the schema have few levels. Representations have the fields that the gateway knows.
const maxVariableLevels = 50;
const maxVariableFields = 100;

/**
 * Throws, with status 400, if an operation exceeds a limit: QUERY_TOO_COMPLEX for its text, BAD_USER_INPUT for its lists.
 * The content of a fragment counts at each place where the fragment is spread. The document must be valid, so that its
 * fragments contain no cycle.
 */
export function checkQueryLimits(
  document: DocumentNode,
  operation: OperationDefinitionNode,
  variables: Readonly<Record<string, unknown>>,
  { depth, aliases, directives, listSize }: Omit<QueryLimits, "rootFields" | "representations">,
): void {
  const metrics = new QueryMeter(document).operation(operation);
  if (metrics.depth > depth) {
    throw requestError(
      "QUERY_TOO_COMPLEX",
      `The operation is nested deeper than MAX_QUERY_DEPTH (${depth}) allows. Ask in several steps.`,
    );
  }
  if (metrics.aliases > aliases) {
    throw requestError(
      "QUERY_TOO_COMPLEX",
      `The operation has more aliases than MAX_QUERY_ALIASES (${aliases}) allows. Split it.`,
    );
  }
  if (metrics.directives > directives) {
    throw requestError(
      "QUERY_TOO_COMPLEX",
      `The operation has more directives than MAX_QUERY_DIRECTIVES (${directives}) allows. Split it.`,
    );
  }
  visit(document, {
    ListValue: ({ values }) => {
      checkLength(values.length, listSize);
    },
  });
  for (const [name, value] of Object.entries(variables)) checkVariable(name, value, listSize);
}

interface QueryMetrics {
  readonly depth: number;
  readonly aliases: number;
  readonly directives: number;
}

/** Measures an operation. Each fragment is measured once. */
class QueryMeter {
  private readonly fragments = new Map<string, FragmentDefinitionNode>();
  private readonly measured = new Map<string, QueryMetrics>();

  constructor(document: DocumentNode) {
    for (const node of document.definitions)
      if (node.kind === Kind.FRAGMENT_DEFINITION) this.fragments.set(node.name.value, node);
  }

  operation({ selectionSet, directives, variableDefinitions }: OperationDefinitionNode): QueryMetrics {
    const inside = this.selections(selectionSet);
    const onVariables = variableDefinitions?.reduce((sum, node) => sum + (node.directives?.length ?? 0), 0) ?? 0;
    return { ...inside, directives: inside.directives + (directives?.length ?? 0) + onVariables };
  }

  private selections(set: SelectionSetNode | undefined): QueryMetrics {
    let [depth, aliases, directives] = [0, 0, 0];
    for (const node of set?.selections ?? []) {
      const inside =
        node.kind === Kind.FRAGMENT_SPREAD ? this.fragment(node.name.value) : this.selections(selectionSetOf(node));
      depth = Math.max(depth, inside.depth + (node.kind === Kind.FIELD ? 1 : 0));
      aliases += inside.aliases + (node.kind === Kind.FIELD && node.alias !== undefined ? 1 : 0);
      directives += inside.directives + (node.directives?.length ?? 0);
    }
    return { depth, aliases, directives };
  }

  private fragment(name: string): QueryMetrics {
    const known = this.measured.get(name);
    if (known !== undefined) return known;
    const node = this.fragments.get(name);
    const inside = this.selections(node?.selectionSet);
    const metrics = { ...inside, directives: inside.directives + (node?.directives?.length ?? 0) };
    this.measured.set(name, metrics);
    return metrics;
  }
}

/** Introspection queries are deep, and graphql-js limits how deeply their lists are nested. */
function selectionSetOf(node: FieldNode | { kind: Kind.INLINE_FRAGMENT; selectionSet: SelectionSetNode }) {
  return node.kind === Kind.FIELD && node.name.value === "__schema" ? undefined : node.selectionSet;
}

/** Uses a loop instead of recursion, because deeply nested JSON would overflow the stack. */
function checkVariable(name: string, value: unknown, listSize: number): void {
  let level: unknown[] = [value];
  for (let levels = 0; level.length > 0; levels += 1) {
    if (levels > maxVariableLevels)
      throw requestError("BAD_USER_INPUT", `The variable $${name} is nested deeper than ${maxVariableLevels} levels.`);
    const next: unknown[] = [];
    for (const each of level) {
      if (Array.isArray(each)) checkLength(each.length, listSize, name);
      if (typeof each !== "object" || each === null) continue;
      const children = Object.values(each);
      // graphql-js prints all fields of an object in the error of each of them.
      if (!Array.isArray(each) && children.length > maxVariableFields)
        throw requestError(
          "BAD_USER_INPUT",
          `An object in the variable $${name} has more than ${maxVariableFields} fields.`,
        );
      for (const child of children) next.push(child);
    }
    level = next;
  }
}

function checkLength(length: number, max: number, variable?: string): void {
  if (length <= max) return;
  const where = variable === undefined ? "A list" : `A list in the variable $${variable}`;
  throw requestError(
    "BAD_USER_INPUT",
    `${where} has ${length} items, and MAX_LIST_SIZE allows ${max}. Send it in parts.`,
  );
}
