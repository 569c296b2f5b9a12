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

/** What the schema says of a field's cost. */
export interface FieldWeight {
  /** Provider calls for each value of the field. */
  readonly calls: number;
  /** The arguments that cost something themselves. */
  readonly inputs: readonly InputWeight[];
  readonly isList: boolean;
  /** The type it gives, or gives a list of. */
  readonly returnType: GraphQLNamedOutputType;
  readonly size: ListSize | null;
}

/** `@listSize`: how long a field's list is at the most, or the lists of the fields under it that are `sized`. */
export interface ListSize {
  readonly assumed: number | null;
  /** The argument that says how long, and what it is when left out. */
  readonly slicing: { readonly name: string; readonly defaultValue: unknown } | null;
  readonly sized: readonly string[];
}

/** What an argument, or a field of an input object, costs. */
export interface InputWeight {
  readonly name: string;
  /** Provider calls for each value of it: of a list, for every item and once more. */
  readonly calls: number;
  /** The fields of an input object that cost something. */
  readonly inputs: readonly InputWeight[];
}

/** The weights of a schema. */
export interface Weights {
  /** Undefined for what introspection answers. */
  of(type: string, field: string): FieldWeight | undefined;
  /** The field of Query that finds an object of this type by its id: what looking one up costs. */
  lookup(type: string): FieldWeight | undefined;
}

/**
 * Reads `@cost` and `@listSize` off a schema, the one place where they are written. They mean what they mean to Apollo
 * Router: a field's own weight goes before its type's, and is counted for each item of a list.
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

/** What can carry a directive in SDL. */
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

/** What an argument costs by its value, as GraphQL's own values; variables are put in. */
export function inputCalls(value: unknown, weight: InputWeight): number {
  if (value == null) return 0;
  let { calls } = weight;
  if (Array.isArray(value)) for (const item of value) calls += inputCalls(item, weight);
  else for (const input of weight.inputs) calls += inputCalls((value as Record<string, unknown>)[input.name], input);
  return calls;
}
