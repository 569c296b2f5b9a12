import graphql from "@graphql-eslint/eslint-plugin";
import { ESLint } from "eslint";
import { type GraphQLObjectType, type GraphQLUnionType, isObjectType } from "graphql";
import { describe, expect, it } from "vitest";
import { buildSubgraph } from "../../src/graphql/schema.js";

const { schema } = buildSubgraph();
const types = Object.values(schema.getTypeMap()).filter(isObjectType);
const fieldOf = (type: GraphQLObjectType, field: string) => String(type.getFields()[field]?.type);

describe("Relay's conventions", () => {
  it("apply to all connections, edges, pages and arguments, as graphql-eslint finds", async () => {
    const eslint = new ESLint();
    const { rules } = (await eslint.calculateConfigForFile("schema/schema.graphql")) as { rules: object };
    const all = Object.keys(graphql.rules).filter((rule) => rule.startsWith("relay-"));
    expect(Object.keys(rules)).toEqual(expect.arrayContaining(all.map((rule) => `@graphql-eslint/${rule}`)));
    const results = await eslint.lintFiles("schema/*.graphql");
    expect(results.length).toBeGreaterThan(8);
    expect(results.flatMap(({ messages }) => messages)).toEqual([]);
  });

  it.each(types.filter(({ name }) => name.endsWith("Edge")))(
    "$name has a non-null node and a non-null cursor",
    (edge) => {
      expect(fieldOf(edge, "node")).toBe(`${edge.name.slice(0, -"Edge".length)}!`);
      expect(fieldOf(edge, "cursor")).toBe("String!");
    },
  );

  it.each(types.filter(({ name }) => name.endsWith("Connection")))("$name has no null edges", (connection) => {
    const node = connection.name.slice(0, -"Connection".length);
    expect(fieldOf(connection, "edges")).toBe(`[${node}Edge!]!`);
    expect(fieldOf(connection, "nodes")).toBe(`[${node}!]!`);
    expect(fieldOf(connection, "pageInfo")).toBe("PageInfo!");
  });
});

describe("the conventions of @key", () => {
  const keys = types.flatMap((type) =>
    (type.astNode?.directives ?? [])
      .filter(({ name }) => name.value === "key")
      .map((key) => ({
        type: type.name,
        args: Object.fromEntries(key.arguments!.map(({ name, value }) => [name.value, value])),
      })),
  );

  it("apply to every type that Query finds by its id, and to no other type", () => {
    const found = Object.values(schema.getQueryType()!.getFields()).filter(({ args }) => args[0]?.name === "id");
    expect(found.length).toBeGreaterThan(4);
    expect(keys.map(({ type }) => type).sort()).toEqual(found.map(({ type }) => String(type)).sort());
  });

  it.each(keys)("$type has one key, its non-null id, and this subgraph resolves it", ({ type, args }) => {
    expect(args).toMatchObject({ fields: { value: "id" } });
    expect(args.resolvable ?? { value: true }).toMatchObject({ value: true });
    expect(keys.filter((key) => key.type === type)).toHaveLength(1);
    const object = schema.getType(type) as GraphQLObjectType;
    expect(fieldOf(object, "id")).toBe("ID!");
    expect(schema.getPossibleTypes(schema.getType("_Entity") as GraphQLUnionType)).toContain(object);
  });
});
