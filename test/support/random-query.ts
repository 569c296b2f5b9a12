import fc from "fast-check";
import {
  type GraphQLObjectType,
  type GraphQLSchema,
  getNamedType,
  isLeafType,
  isNonNullType,
  isObjectType,
} from "graphql";

/** Valid queries over the schema, without ids: lists, nested a few levels deep, aliased here and there. */
export function randomQuery(schema: GraphQLSchema): fc.Arbitrary<string> {
  const query = schema.getQueryType()!;
  const roots = ["candidates", "applications", "jobs", "offers", "stages", "providerSupport"];
  return fc
    .uniqueArray(fc.constantFrom(...roots), { minLength: 1, maxLength: 3 })
    .chain((names) => fc.tuple(...names.map((name) => field(query, name, 5))))
    .map((fields) => `{ ${fields.join(" ")} }`);
}

function field(type: GraphQLObjectType, name: string, depth: number): fc.Arbitrary<string> {
  const { type: of, args } = type.getFields()[name]!;
  const first = fc.integer({ min: 1, max: 6 });
  const named = getNamedType(of);
  const call = args.some((arg) => arg.name === "first") ? first.map((n) => `${name}(first: ${n})`) : fc.constant(name);
  const aliased = fc.tuple(call, fc.boolean()).map(([text, alias]) => (alias ? `${name}Too: ${text}` : text));
  if (!isObjectType(named)) return aliased;
  return fc.tuple(aliased, selection(named, depth - 1)).map(([text, fields]) => `${text} { ${fields} }`);
}

function selection(type: GraphQLObjectType, depth: number): fc.Arbitrary<string> {
  const fields = Object.values(type.getFields());
  // Fields with arguments that must be given need ids; lists in lists multiply.
  const usable = fields.filter(
    ({ type: of, args, name }) =>
      !args.some((arg) => isNonNullType(arg.type)) &&
      (depth > 0 || isLeafType(getNamedType(of))) &&
      !(depth < 3 && name === "applications" && type.name === "Job"),
  );
  if (usable.length === 0) return fc.constant("__typename");
  return fc
    .uniqueArray(fc.constantFrom(...usable.map(({ name }) => name)), { minLength: 1, maxLength: 5 })
    .chain((names) => fc.tuple(...names.map((name) => field(type, name, depth))))
    .map((texts) => texts.join(" "));
}
