import {
  type ASTNode,
  type GraphQLField,
  type GraphQLSchema,
  type InputValueDefinitionNode,
  Kind,
  type SelectionSetNode,
  type ValueNode,
  buildASTSchema,
  getNamedType,
  getNullableType,
  isInputObjectType,
  isLeafType,
  isListType,
  isObjectType,
  parse,
} from "graphql";

/** The assumed size of lists without a size in the schema: the setting `list_size` of the router. */
const listSize = 10;

/**
 * The estimated cost of an operation, by the documented rules of Apollo Router for demand control. Composite types and
 * input objects cost 1 unless a directive sets a cost. It supports operations without fragments and variables.
 */
export function routerEstimate(sdl: string): (query: string) => number {
  const schema = buildASTSchema(parse(sdl), { assumeValidSDL: true });
  return (query) => {
    const [operation] = parse(query).definitions;
    if (operation?.kind !== Kind.OPERATION_DEFINITION) throw new Error("Not an operation");
    return selectionCost(schema, operation.selectionSet, "Query", undefined);
  };
}

function selectionCost(
  schema: GraphQLSchema,
  { selections }: SelectionSetNode,
  typeName: string,
  sized: { fields: string[]; length: number | undefined } | undefined,
): number {
  const type = schema.getType(typeName);
  if (!isObjectType(type)) throw new Error(`${typeName} has no fields`);
  let total = 0;
  for (const node of selections) {
    if (node.kind !== Kind.FIELD) throw new Error("No fragments");
    const field = type.getFields()[node.name.value];
    if (field === undefined) continue;
    const named = getNamedType(field.type);
    const directive = directiveOf(field, "listSize");
    const length = directive === undefined ? undefined : lengthOf(directive, field, node);
    let count = 1;
    if (isListType(getNullableType(field.type))) {
      count = (sized?.fields.includes(field.name) === true ? sized.length : length) ?? listSize;
    }
    let each = weightOf(field) ?? weightOf(named) ?? (isLeafType(named) ? 0 : 1);
    if (node.selectionSet !== undefined) {
      const fields = (directive?.sizedFields as string[] | undefined) ?? [];
      each += selectionCost(schema, node.selectionSet, named.name, { fields, length });
    }
    total += count * each;
    for (const { name, value } of node.arguments ?? []) {
      const argument = field.args.find((arg) => arg.name === name.value)!;
      total += inputCost(schema, value, argument.astNode!, getNamedType(argument.type).name);
    }
  }
  return total;
}

function inputCost(
  schema: GraphQLSchema,
  value: ValueNode,
  definition: InputValueDefinitionNode,
  typeName: string,
): number {
  const own = weightOf({ astNode: definition });
  if (value.kind === Kind.NULL) return 0;
  if (value.kind === Kind.LIST) {
    return value.values.reduce((sum, each) => sum + inputCost(schema, each, definition, typeName), own ?? 0);
  }
  const type = schema.getType(typeName);
  if (value.kind !== Kind.OBJECT || !isInputObjectType(type)) return own ?? 0;
  return value.fields.reduce((sum, { name, value: of }) => {
    const field = type.getFields()[name.value]!;
    return sum + inputCost(schema, of, field.astNode!, getNamedType(field.type).name);
  }, own ?? 1);
}

function lengthOf(
  directive: Record<string, unknown>,
  field: GraphQLField<unknown, unknown>,
  node: { arguments?: readonly { name: { value: string }; value: ValueNode }[] },
): number | undefined {
  const [name] = (directive.slicingArguments as string[] | undefined) ?? [];
  const given = node.arguments?.find((argument) => argument.name.value === name)?.value;
  if (given?.kind === Kind.INT) return Number(given.value);
  const usual = field.args.find((argument) => argument.name === name)?.defaultValue as number | undefined;
  return usual ?? (directive.assumedSize as number | undefined);
}

function weightOf(element: { astNode?: ASTNode | null | undefined }): number | undefined {
  return directiveOf(element, "cost")?.weight as number | undefined;
}

function directiveOf(
  { astNode }: { astNode?: ASTNode | null | undefined },
  name: string,
): Record<string, unknown> | undefined {
  const directives = astNode != null && "directives" in astNode ? (astNode.directives ?? []) : [];
  const directive = directives.find((each) => each.name.value === name);
  return (
    directive && Object.fromEntries((directive.arguments ?? []).map((each) => [each.name.value, plain(each.value)]))
  );
}

function plain(value: ValueNode): unknown {
  if (value.kind === Kind.LIST) return value.values.map(plain);
  if (value.kind === Kind.INT) return Number(value.value);
  return "value" in value ? value.value : undefined;
}
