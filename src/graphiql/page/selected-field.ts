import {
  type DocumentNode,
  type FieldNode,
  type GraphQLNamedType,
  type GraphQLSchema,
  getNamedType,
  isObjectType,
  Kind,
  type OperationDefinitionNode,
  type SelectionSetNode,
} from "graphql";

/** A field that an operation selects. */
export interface SelectedField {
  readonly type: string;
  readonly field: string;
  /** Its paths in the answer, without indices of lists. A field of a fragment can have several. */
  readonly paths: readonly string[];
  /** The operation that selects it. */
  readonly operationName: string | undefined;
}

/** A selection on its way from the root, e.g. `candidates.nodes`. */
interface Visited {
  readonly type: string;
  readonly node: FieldNode;
  readonly path: string;
}

/** The field whose name or alias has the character at `offset`. Undefined if there is none, or if no operation selects it. */
export function selectedFieldAt(
  schema: GraphQLSchema,
  document: DocumentNode,
  offset: number,
): SelectedField | undefined {
  for (const operation of operationsOf(document)) {
    const found = visitedFields(schema, document, operation).filter(({ node: { name, alias } }) =>
      [name, alias].some((each) => each?.loc && each.loc.start <= offset && offset < each.loc.end),
    );
    const [first] = found;
    if (first === undefined) continue;
    const paths = [...new Set(found.map(({ path }) => path))];
    return { type: first.type, field: first.node.name.value, paths, operationName: operation.name?.value };
  }
  return undefined;
}

/** The field at each step of a path in `data`. Undefined at an index, and where the operation does not have the path. */
export function fieldsAlong(
  schema: GraphQLSchema,
  document: DocumentNode,
  operationName: string | undefined,
  path: readonly (string | number)[],
): ({ readonly type: string; readonly field: string } | undefined)[] {
  const operations = operationsOf(document);
  const operation = operations.find(({ name }) => name?.value === operationName) ?? operations[0];
  const visited = operation ? visitedFields(schema, document, operation) : [];
  return path.map((step, index) => {
    if (typeof step === "number") return undefined;
    const names = path.slice(0, index + 1).filter((each) => typeof each === "string");
    const found = visited.find((each) => each.path === names.join("."));
    return found && { type: found.type, field: found.node.name.value };
  });
}

function operationsOf(document: DocumentNode): OperationDefinitionNode[] {
  return document.definitions.filter((each) => each.kind === Kind.OPERATION_DEFINITION);
}

/** A limit for documents whose fragments multiply. */
const maxVisited = 20_000;

function visitedFields(schema: GraphQLSchema, document: DocumentNode, operation: OperationDefinitionNode): Visited[] {
  const fragments = new Map(
    document.definitions.flatMap((each) =>
      each.kind === Kind.FRAGMENT_DEFINITION ? [[each.name.value, each] as const] : [],
    ),
  );
  const visited: Visited[] = [];
  const visit = (
    type: GraphQLNamedType | undefined,
    selections: SelectionSetNode | undefined,
    path: string,
    spread: readonly string[],
  ): void => {
    for (const node of selections?.selections ?? []) {
      if (visited.length > maxVisited) return;
      if (node.kind === Kind.FIELD) {
        if (!isObjectType(type)) continue;
        const at = path + (node.alias ?? node.name).value;
        visited.push({ type: type.name, node, path: at });
        const field = type.getFields()[node.name.value];
        visit(field && getNamedType(field.type), node.selectionSet, `${at}.`, spread);
      } else if (node.kind === Kind.INLINE_FRAGMENT) {
        const on = node.typeCondition ? schema.getType(node.typeCondition.name.value) : type;
        visit(on, node.selectionSet, path, spread);
      } else if (!spread.includes(node.name.value)) {
        const fragment = fragments.get(node.name.value);
        const on = fragment && schema.getType(fragment.typeCondition.name.value);
        visit(on, fragment?.selectionSet, path, [...spread, node.name.value]);
      }
    }
  };
  visit(schema.getRootType(operation.operation) ?? undefined, operation.selectionSet, "", []);
  return visited;
}
