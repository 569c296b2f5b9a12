import { composeServices } from "@apollo/composition";
import { printSubgraphSchema } from "@apollo/subgraph";
import { composeServices as composeWithTheGuild } from "@theguild/federation-composition";
import {
  type ConstDirectiveNode,
  type DocumentNode,
  getNamedType,
  isInputObjectType,
  isObjectType,
  parse,
  print,
} from "graphql";
import { describe, expect, it } from "vitest";
import { buildSubgraph, readTypeDefs } from "../../src/graphql/schema.js";

const { schema } = buildSubgraph();
const sdl = printSubgraphSchema(schema);
const services = [{ name: "ats", url: "http://127.0.0.1:4001/graphql", typeDefs: parse(sdl) }];
const written = costs(readTypeDefs());

/** Every `@cost` and `@listSize` with its place, for example `Query.candidates @cost(weight: 20)`. */
function costs(document: DocumentNode): string[] {
  const found: string[] = [];
  const note = (place: string, directives: readonly ConstDirectiveNode[] = []) => {
    for (const directive of directives) {
      if (!["cost", "listSize"].includes(directive.name.value)) continue;
      const given = [...(directive.arguments ?? [])].sort((one, other) => (one.name.value < other.name.value ? -1 : 1));
      found.push(`${place} ${print({ ...directive, arguments: given })}`);
    }
  };
  for (const type of document.definitions) {
    if (!("fields" in type)) continue;
    note(type.name.value, type.directives);
    for (const field of type.fields ?? []) {
      const place = `${type.name.value}.${field.name.value}`;
      note(place, field.directives);
      for (const arg of "arguments" in field ? (field.arguments ?? []) : [])
        note(`${place}(${arg.name.value}:)`, arg.directives);
    }
  }
  return found.sort();
}

describe("costs", () => {
  it("are part of the schema that a registry gets", () => {
    expect(written.length).toBeGreaterThan(50);
    expect(costs(parse(sdl))).toEqual(written);
  });

  it.each([
    ["Apollo's composer", () => composeServices(services)],
    ["The Guild's composer", () => composeWithTheGuild(services)],
  ])("are all in the supergraph of %s", (_name, compose) => {
    const { errors, supergraphSdl } = compose();
    expect(errors ?? []).toEqual([]);
    expect(costs(parse(supergraphSdl ?? ""))).toEqual(written);
  });

  it("are set on every object, every input and every root field that makes calls", () => {
    // Routers weigh an object and an input as 1 by default.
    const weighs = (place: string) => written.some((each) => each.startsWith(`${place} @cost`));
    const types = Object.values(schema.getTypeMap()).filter(isObjectType);
    const own = types.filter(({ name }) => !name.startsWith("_"));
    expect(own.length).toBeGreaterThan(15);
    for (const { name } of own) {
      if (name !== "Query") expect(weighs(name), name).toBe(true);
    }
    const fields = own.flatMap((type) =>
      Object.values(type.getFields()).map((field) => ({ ...field, place: `${type.name}.${field.name}` })),
    );
    for (const { place, args } of fields) {
      for (const arg of args) {
        if (isInputObjectType(getNamedType(arg.type))) expect(weighs(`${place}(${arg.name}:)`), place).toBe(true);
      }
    }
    // Every root field costs calls. A field below it can be free.
    const roots = fields.filter(({ place }) => /^Query\.[^_]/.test(place) && place !== "Query.providerSupport");
    expect(roots.length).toBeGreaterThan(9);
    for (const { place } of roots) expect(weighs(place), place).toBe(true);
  });

  it("give every connection the size of its argument `first`, which may be left out", () => {
    const connections = [...sdl.matchAll(/: \w+Connection\b.*/g)].map(([line]) => line);
    expect(connections).toHaveLength(5);
    for (const connection of connections) {
      expect(connection).toContain(
        '@listSize(slicingArguments: ["first"], sizedFields: ["edges", "nodes"], requireOneSlicingArgument: false)',
      );
    }
  });
});
