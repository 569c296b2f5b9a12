import { readFileSync } from "node:fs";
import { afterAll, describe, expect, it } from "vitest";
import { startSandbox } from "../../src/lever-sandbox/index.js";
import { startSubgraph } from "../support/subgraph.js";

const page = readFileSync(new URL("../../docs/questions.md", import.meta.url), "utf8");
const questions = page
  .split(/^### /m)
  .slice(1)
  .map((section) => ({
    question: section.split("\n", 1)[0]!,
    query: /```graphql\n([^`]*)```/.exec(section)?.[1] ?? "",
    variables: JSON.parse(/```json\n([^`]*)```/.exec(section)?.[1] ?? "{}") as object,
    calls: Number(/^Calls: (\d+)\.$/m.exec(section)?.[1]),
  }));

const lever = await startSandbox({ rate: Infinity });
afterAll(() => lever.close());

describe("docs/questions.md", () => {
  it("has many questions, each once", () => {
    expect(questions.length).toBeGreaterThan(25);
    expect(new Set(questions.map(({ question }) => question)).size).toBe(questions.length);
  });

  it.each(questions)("answers in $calls calls: $question", async ({ query, variables, calls }) => {
    await using subgraph = await startSubgraph({ lever });
    const { data, errors, upstream } = await subgraph.query(query, variables);
    expect(errors).toEqual([]);
    // The variables are such that there is an answer.
    expect(JSON.stringify(data)).not.toMatch(/"nodes":\[\]|^\{"\w+":null\}$/);
    expect(upstream.calls).toBe(calls);
    expect(subgraph.newCalls()).toHaveLength(calls);
  });
});
