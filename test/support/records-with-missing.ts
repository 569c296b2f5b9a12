import {
  type ASTNode,
  type DocumentNode,
  type FieldNode,
  type FragmentDefinitionNode,
  type GraphQLObjectType,
  type GraphQLSchema,
  Kind,
  type SelectionNode,
  type SelectionSetNode,
  TypeInfo,
  getNamedType,
  isObjectType,
  parse,
  print,
  visit,
  visitWithTypeInfo,
} from "graphql";

/** A record of a response, and its `missing`: null if it could not be read. */
export interface RecordWithMissing {
  readonly type: string;
  readonly id: string;
  readonly missing: readonly { field: string; reason: string; message: string }[] | null;
}

const isRecord = (type: unknown): boolean => isObjectType(type) && "missing" in type.getFields();

/**
 * The query with `missing` and `id` on every record. To test selections, it moves every second field of a
 * record into a fragment and gives every third field an alias.
 */
export function withMissing(schema: GraphQLSchema, query: string): string {
  const types = new TypeInfo(schema);
  const fragments: FragmentDefinitionNode[] = [];
  let count = 0;
  const document = visit(
    parse(query),
    visitWithTypeInfo(types, {
      SelectionSet: {
        leave(node) {
          const type = types.getParentType();
          if (type == null || !isRecord(type)) return undefined;
          const fields = node.selections.map((each): SelectionNode => {
            count += 1;
            return each.kind === Kind.FIELD && count % 3 === 0
              ? { ...each, alias: { kind: Kind.NAME, value: `alias${count}` } }
              : each;
          });
          const name = { kind: Kind.NAME, value: `Part${count}` } as const;
          const moved = fields.filter((_, index) => index % 2 === 1);
          const stayed = fields.filter((_, index) => index % 2 === 0);
          if (moved.length === 0) return withSelections(node, [...own, ...stayed]);
          fragments.push({
            kind: Kind.FRAGMENT_DEFINITION,
            name,
            typeCondition: { kind: Kind.NAMED_TYPE, name: { kind: Kind.NAME, value: type.name } },
            selectionSet: withSelections(node, moved),
          });
          return withSelections(node, [{ kind: Kind.FRAGMENT_SPREAD, name }, ...own, ...stayed]);
        },
      },
    }),
  );
  return [document as ASTNode, ...fragments].map(print).join("\n");
}

const own = selectionsOf("{ ownId: id ownMissing: missing { field reason message } }");

function selectionsOf(text: string): readonly SelectionNode[] {
  const [definition] = parse(text).definitions;
  return definition?.kind === Kind.OPERATION_DEFINITION ? definition.selectionSet.selections : [];
}

function withSelections(node: SelectionSetNode, selections: readonly SelectionNode[]): SelectionSetNode {
  return { ...node, selections };
}

/** All records in the response to a query of `withMissing`. */
export function recordsWithMissing(schema: GraphQLSchema, query: string, data: unknown): RecordWithMissing[] {
  const document = parse(query);
  const [operation] = document.definitions;
  const root = schema.getQueryType();
  if (root == null || operation?.kind !== Kind.OPERATION_DEFINITION) throw new Error("This is not a query.");
  return recordsIn({ type: root, set: operation.selectionSet, document }, data);
}

/** A selection set, and the type it selects from. */
interface Selection {
  readonly type: GraphQLObjectType;
  readonly set: SelectionSetNode;
  readonly document: DocumentNode;
}

type Answer = Readonly<Record<string, unknown>>;

function recordsIn(selection: Selection, value: unknown): RecordWithMissing[] {
  return objectsIn(value).flatMap((answer) => [
    ...(isRecord(selection.type)
      ? [
          {
            type: selection.type.name,
            id: answer.ownId as string,
            missing: answer.ownMissing as RecordWithMissing["missing"],
          },
        ]
      : []),
    ...selectedIn(selection).flatMap(({ key, within }) => (within === undefined ? [] : recordsIn(within, answer[key]))),
  ]);
}

function objectsIn(value: unknown): Answer[] {
  if (Array.isArray(value)) return value.flatMap(objectsIn);
  return typeof value === "object" && value !== null ? [value as Answer] : [];
}

/** The selected fields without `missing`, with their names in the response. */
function selectedIn({ type, set, document }: Selection) {
  return fieldsOf(document, set).flatMap(({ name: { value: name }, alias, selectionSet }) => {
    const field = type.getFields()[name];
    if (field === undefined || name === "missing") return [];
    const named = getNamedType(field.type);
    const isObject = isObjectType(named) && selectionSet !== undefined;
    const within: Selection | undefined = isObject ? { type: named, set: selectionSet, document } : undefined;
    return { key: alias?.value ?? name, within };
  });
}

function fieldsOf(document: DocumentNode, set: SelectionSetNode): FieldNode[] {
  return set.selections.flatMap((each) => {
    if (each.kind === Kind.FIELD) return each;
    if (each.kind === Kind.INLINE_FRAGMENT) return fieldsOf(document, each.selectionSet);
    const fragment = document.definitions.find(
      (definition) => definition.kind === Kind.FRAGMENT_DEFINITION && definition.name.value === each.name.value,
    );
    return fragment?.kind === Kind.FRAGMENT_DEFINITION ? fieldsOf(document, fragment.selectionSet) : [];
  });
}
