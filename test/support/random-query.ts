import fc from "fast-check";
import {
  type GraphQLArgument,
  type GraphQLInputType,
  type GraphQLObjectType,
  type GraphQLSchema,
  getNamedType,
  getNullableType,
  isEnumType,
  isInputObjectType,
  isLeafType,
  isListType,
  isNonNullType,
  isObjectType,
  isRequiredInputField,
} from "graphql";

/** Ids for queries, by type. Some may not exist. */
export type Ids = Readonly<Record<"Candidate" | "Application" | "Job" | "Stage" | "Offer", readonly string[]>>;

/** A well-formed id that nothing has. */
export const unknownId = "00000000-0000-4000-8000-000000000000";

/**
 * Valid random queries: lists with some nesting and some aliases. With ids also lists in lists, filters, lookups by id,
 * and `_entities`.
 */
export function randomQuery(schema: GraphQLSchema, ids?: Ids): fc.Arbitrary<string> {
  return new Queries(schema, ids).query();
}

class Queries {
  constructor(
    private readonly schema: GraphQLSchema,
    private readonly ids: Ids | undefined,
  ) {}

  query(): fc.Arbitrary<string> {
    const query = this.schema.getQueryType()!;
    const lists = ["candidates", "applications", "jobs", "offers", "stages", "providerSupport"];
    const roots = this.ids === undefined ? lists : [...lists, ...byId, ...byId, "_entities", "_entities"];
    return fc
      .uniqueArray(fc.constantFrom(...roots), { minLength: 1, maxLength: 3 })
      .chain((names) => fc.tuple(...names.map((name) => this.field(query, name, 5))))
      .map((fields) => `{ ${fields.join(" ")} }`);
  }

  private field(type: GraphQLObjectType, name: string, depth: number): fc.Arbitrary<string> {
    if (name === "_entities") return this.entities(depth);
    const { type: of, args } = type.getFields()[name]!;
    const named = getNamedType(of);
    const given = fc.tuple(...args.map((arg) => this.argument(arg, named.name)));
    const call = given.map((each) => each.filter((text) => text !== "")).map((each) => `${name}${inParentheses(each)}`);
    const aliased = fc.tuple(call, fc.boolean()).map(([text, alias]) => (alias ? `${name}Too: ${text}` : text));
    if (!isObjectType(named)) return aliased;
    return fc.tuple(aliased, this.selection(named, depth - 1)).map(([text, fields]) => `${text} { ${fields} }`);
  }

  private selection(type: GraphQLObjectType, depth: number): fc.Arbitrary<string> {
    const fields = Object.values(type.getFields());
    const usable = fields.filter(
      ({ type: of, args, name }) =>
        !args.some((arg) => isNonNullType(arg.type)) &&
        (depth > 0 || isLeafType(getNamedType(of))) &&
        // Lists in lists multiply.
        !(depth < (this.ids === undefined ? 3 : 2) && name === "applications" && type.name === "Job"),
    );
    if (usable.length === 0) return fc.constant("__typename");
    return fc
      .uniqueArray(fc.constantFrom(...usable.map(({ name }) => name)), { minLength: 1, maxLength: 5 })
      .chain((names) => fc.tuple(...names.map((name) => this.field(type, name, depth))))
      .map((texts) => texts.join(" "));
  }

  /** The text of an argument; empty to leave it out. */
  private argument({ name, type }: GraphQLArgument, of: string): fc.Arbitrary<string> {
    if (name === "first") {
      const count = fc.integer({ min: 1, max: 6 });
      return (this.ids === undefined ? count : fc.oneof({ weight: 8, arbitrary: count }, fc.constantFrom(50, 100))).map(
        (first) => `first: ${first}`,
      );
    }
    if (name === "id") return this.id(of as keyof Ids).map((id) => `id: ${id}`);
    if (!["filter", "orderBy"].includes(name) || this.ids === undefined) return fc.constant("");
    return fc.oneof(
      { weight: 2, arbitrary: fc.constant("") },
      this.value(type, name).map((value) => `${name}: ${value}`),
    );
  }

  private value(type: GraphQLInputType, name: string): fc.Arbitrary<string> {
    const of = getNullableType(type);
    if (isListType(of)) {
      return fc
        .array(this.value(of.ofType, name), { minLength: 0, maxLength: 3 })
        .map((items) => `[${items.join(", ")}]`);
    }
    if (isInputObjectType(of)) {
      const fields = Object.values(of.getFields());
      const required = fields.filter(isRequiredInputField);
      const others = fields.filter((field) => !required.includes(field));
      return fc
        .subarray(others, { minLength: required.length > 0 ? 0 : 1, maxLength: Math.min(2, others.length) })
        .chain((some) =>
          fc.tuple(
            ...[...required, ...some].map((each) => this.value(each.type, each.name).map((v) => `${each.name}: ${v}`)),
          ),
        )
        .map((texts) => `{ ${texts.join(", ")} }`);
    }
    if (isEnumType(of)) return fc.constantFrom(...of.getValues().map((each) => each.name));
    if (getNamedType(of).name === "Boolean") return fc.boolean().map(String);
    if (getNamedType(of).name === "Date") return fc.constantFrom('"2024-01-01"', '"2026-09-01"');
    if (name.endsWith("Ids")) return this.id(`${name.charAt(0).toUpperCase()}${name.slice(1, -3)}` as keyof Ids);
    if (name.endsWith("After")) return fc.constantFrom('"2024-01-01T00:00:00Z"', '"2026-06-01T00:00:00Z"');
    if (name.endsWith("Before")) return fc.constantFrom('"2026-06-01T00:00:00Z"', '"2030-01-01T00:00:00Z"');
    return fc.constantFrom('"somebody@example.com"', '"Engineering"');
  }

  private entities(depth: number): fc.Arbitrary<string> {
    const some = fc.subarray(Object.keys(this.ids!) as (keyof Ids)[], { minLength: 1, maxLength: 2 });
    return some
      .chain((types) => fc.tuple(...types.map((type) => this.entitiesOf(type, depth))))
      .map((texts) => texts.join(" "));
  }

  private entitiesOf(type: keyof Ids, depth: number): fc.Arbitrary<string> {
    const representation = this.id(type).map((id) => `{ __typename: "${type}", id: ${id} }`);
    return fc
      .tuple(
        fc.array(representation, { minLength: 1, maxLength: 12 }),
        this.selection(this.schema.getType(type) as GraphQLObjectType, depth - 2),
      )
      .map(([of, fields]) => {
        return `entities${type}: _entities(representations: [${of.join(", ")}]) { ... on ${type} { ${fields} } }`;
      });
  }

  private id(type: keyof Ids): fc.Arbitrary<string> {
    return fc
      .constantFrom(...((this.ids as Partial<Record<string, readonly string[]>>)[type] ?? [unknownId]))
      .map((id) => JSON.stringify(id));
  }
}

const byId = ["candidate", "application", "job", "stage", "offer"];

function inParentheses(given: readonly string[]): string {
  return given.length === 0 ? "" : `(${given.join(", ")})`;
}

/** Whether a query counts the records of a list. */
export function countsRecords(query: string): boolean {
  return /\b(totalCount|countByRejectedReason|pipeline)\b/.test(query);
}
