import { readdirSync, readFileSync } from "node:fs";
import { buildSubgraphSchema } from "@apollo/subgraph";
import { Kind, parse, validate, visit } from "graphql";
import { describe, expect, it } from "vitest";

function read(folder: string) {
  return readdirSync(folder).map((file) => ({ file, text: readFileSync(`${folder}/${file}`, "utf8") }));
}

const examples = read("src/graphiql/page/examples");

describe("the examples in GraphiQL's tabs", () => {
  const schema = buildSubgraphSchema(read("schema").map(({ text }) => ({ typeDefs: parse(text) })));

  it("are five", () => {
    expect(examples).toHaveLength(5);
  });

  it.each(examples)("$file is valid against the schema", ({ text }) => {
    expect(validate(schema, parse(text))).toEqual([]);
  });

  it.each(examples)("$file is one named query that runs as it stands", ({ text }) => {
    const { definitions } = parse(text);
    expect(definitions).toMatchObject([
      { kind: Kind.OPERATION_DEFINITION, operation: "query", variableDefinitions: [] },
    ]);
    expect(definitions[0]).toHaveProperty("name.value");
    visit(parse(text), {
      StringValue: ({ value }) => expect.fail(`needs "${value}", which another account may not have`),
    });
  });

  it.each(examples)("$file says first what it shows and what it costs", ({ text }) => {
    expect(text).toMatch(/^# .+\.\n# Costs .+\.\nquery /);
  });
});
