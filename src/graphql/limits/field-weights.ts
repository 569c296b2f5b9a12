import {
  type ConstDirectiveNode,
  type GraphQLArgument,
  type GraphQLField,
  type GraphQLInputField,
  type GraphQLNamedOutputType,
  type GraphQLSchema,
  getNamedType,
  getNullableType,
  isInputObjectType,
  isListType,
  isObjectType,
  valueFromASTUntyped,
} from "graphql";

/** The cost of a field, from `@cost` and `@listSize`. */
export interface FieldWeight {
  /** Provider calls for each value of the field. */
  readonly calls: number;
  /** The arguments with a cost. */
  readonly inputs: readonly InputWeight[];
  readonly isList: boolean;
  /** The type of its values, without list and non-null. */
  readonly returnType: GraphQLNamedOutputType;
  readonly size: ListSize | null;
}

/** `@listSize`: the greatest length of the field's list, or of the lists of its subfields in `sized`. */
export interface ListSize {
  readonly assumed: number | null;
  /** The argument that sets the length, and its default value. */
  readonly slicing: { readonly name: string; readonly defaultValue: unknown } | null;
  readonly sized: readonly string[];
}

/** The cost of an argument or of a field of an input object. */
export interface InputWeight {
  readonly name: string;
  /** Provider calls for each value. A list costs this once for itself and once for each item. */
  readonly calls: number;
  /** The fields of an input object that have a cost. */
  readonly inputs: readonly InputWeight[];
}

/** The weights of a schema. */
export interface Weights {
  /** Undefined for fields of introspection. */
  of(type: string, field: string): FieldWeight | undefined;
  /** The field of Query that finds an object of this type by its id. Undefined if there is none. */
  lookup(type: string): FieldWeight | undefined;
}

/**
 * Reads `@cost` and `@listSize` from a schema. They have the meaning that Apollo Router gives them: a weight of the field
 * overrides the weight of its type, and counts for each item of a list.
 */
export function readWeights(schema: GraphQLSchema): Weights {
  const types = Object.values(schema.getTypeMap()).filter(isObjectType);
  const weights = new Map(
    types.map((type) => [
      type.name,
      new Map(Object.values(type.getFields()).map((field) => [field.name, fieldWeight(field)])),
    ]),
  );
  const query = schema.getQueryType();
  const lookups = new Map(
    Object.values(query?.getFields() ?? {}).flatMap((field) => {
      const weight = weights.get(query?.name ?? "")?.get(field.name);
      return weight !== undefined && field.args.some(({ name }) => name === "id")
        ? [[weight.returnType.name, weight]]
        : [];
    }),
  );
  return {
    of: (type, field) => weights.get(type)?.get(field),
    lookup: (type) => lookups.get(type),
  };
}

function fieldWeight(field: GraphQLField<unknown, unknown>): FieldWeight {
  const returnType = getNamedType(field.type);
  return {
    calls: cost(field) ?? cost(returnType) ?? 0,
    inputs: inputWeights(field.args),
    isList: isListType(getNullableType(field.type)),
    returnType,
    size: listSize(field),
  };
}

function inputWeights(inputs: readonly (GraphQLArgument | GraphQLInputField)[]): InputWeight[] {
  return inputs
    .map((input) => {
      const type = getNamedType(input.type);
      const fields = isInputObjectType(type) ? Object.values(type.getFields()) : [];
      return { name: input.name, calls: cost(input) ?? 0, inputs: inputWeights(fields) };
    })
    .filter((input) => input.calls > 0 || input.inputs.length > 0);
}

function listSize(field: GraphQLField<unknown, unknown>): ListSize | null {
  const directive = argumentsOf(field, "listSize");
  if (directive === undefined) return null;
  const { assumedSize = null, slicingArguments = [], sizedFields = [] } = directive;
  const [name] = slicingArguments as string[];
  const slicing = field.args.find((arg) => arg.name === name);
  return {
    assumed: assumedSize as number | null,
    slicing: slicing === undefined ? null : { name: slicing.name, defaultValue: slicing.defaultValue },
    sized: sizedFields as string[],
  };
}

function cost(element: Annotated): number | undefined {
  return argumentsOf(element, "cost")?.weight as number | undefined;
}

/** An element of the schema that can have directives. */
interface Annotated {
  readonly astNode?: { readonly directives?: readonly ConstDirectiveNode[] | undefined } | null | undefined;
}

function argumentsOf({ astNode }: Annotated, name: string): Readonly<Record<string, unknown>> | undefined {
  const directive = astNode?.directives?.find((each) => each.name.value === name);
  return (
    directive &&
    Object.fromEntries((directive.arguments ?? []).map((each) => [each.name.value, valueFromASTUntyped(each.value)]))
  );
}

/** The provider calls of an argument with this value. Variables are already replaced by their values. */
export function inputCalls(value: unknown, weight: InputWeight): number {
  if (value == null) return 0;
  let { calls } = weight;
  if (Array.isArray(value)) for (const item of value) calls += inputCalls(item, weight);
  else for (const input of weight.inputs) calls += inputCalls((value as Record<string, unknown>)[input.name], input);
  return calls;
}
