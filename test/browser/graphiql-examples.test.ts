import { readdirSync, readFileSync } from "node:fs";
import { buildSubgraphSchema } from "@apollo/subgraph";
import { Kind, parse, validate, visit } from "graphql";
import { describe, expect, it } from "vitest";
import { startSubgraph } from "../support/subgraph.js";

function read(folder: string) {
  return readdirSync(folder).map((file) => ({ file, text: readFileSync(`${folder}/${file}`, "utf8") }));
}

const examples = read("src/graphiql/page/examples");

/** The highest numbers of Lever calls that the comment of each example allows, the first time and within the next minute. */
const costs: Record<string, { first: number; again: number }> = {
  "candidates.graphql": { first: 7, again: 3 },
  "hires.graphql": { first: 7, again: 3 },
  "leads.graphql": { first: 7, again: 3 },
  "longest-waiting.graphql": { first: 7, again: 3 },
  "newest-applicants.graphql": { first: 7, again: 3 },
  "offers.graphql": { first: 12, again: 8 },
  "open-jobs.graphql": { first: 2, again: 1 },
  "pipelines.graphql": { first: 6, again: 4 },
  "provider-support.graphql": { first: 0, again: 0 },
  "rejections.graphql": { first: 7, again: 3 },
};

describe("the examples in GraphiQL", () => {
  const schema = buildSubgraphSchema(read("schema").map(({ text }) => ({ typeDefs: parse(text) })));

  it("are ten queries", () => {
    expect(examples.map(({ file }) => file)).toEqual(Object.keys(costs));
  });

  it.each(examples)("$file is valid against the schema", ({ text }) => {
    expect(validate(schema, parse(text))).toEqual([]);
  });

  it.each(examples)("$file is one named query that runs without changes", ({ text }) => {
    const { definitions } = parse(text);
    expect(definitions).toMatchObject([
      { kind: Kind.OPERATION_DEFINITION, operation: "query", variableDefinitions: [] },
    ]);
    expect(definitions[0]).toHaveProperty("name.value");
    visit(parse(text), {
      StringValue: ({ value }) => expect.fail(`The query needs "${value}", which other accounts may not have.`),
    });
  });

  it.each(examples)("$file begins with a comment: its question, and its cost", ({ text }) => {
    expect(text).toMatch(/^# [^?.]+\?.*\n# Costs [^\n]+\.\nquery /);
  });

  it.each(examples)("$file finds data in the sandbox, for at most the cost in its comment", async ({ file, text }) => {
    await using subgraph = await startSubgraph();
    const first = await subgraph.query(text);
    expect(first.errors).toEqual([]);
    for (const found of Object.values(first.data as Record<string, unknown[] | { nodes: unknown[] }>)) {
      expect(Array.isArray(found) ? found : found.nodes).not.toHaveLength(0);
    }
    const again = await subgraph.query(text);
    expect(first.upstream.calls).toBeLessThanOrEqual(costs[file]!.first);
    expect(again.upstream.calls).toBeLessThanOrEqual(costs[file]!.again);
  });
});
