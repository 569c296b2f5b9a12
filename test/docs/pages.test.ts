import { readFileSync, readdirSync } from "node:fs";
import { parse, validate } from "graphql";
import { describe, expect, it } from "vitest";
import { buildSubgraph } from "../../src/graphql/schema.js";
import { allowedCodes } from "../support/allowed-codes.js";

const root = new URL("../../", import.meta.url);
const read = (path: string) => readFileSync(new URL(path, root), "utf8");
const pages = [
  "README.md",
  ...readdirSync(new URL("docs", root))
    .filter(isPage)
    .map((name) => `docs/${name}`),
];
const decisions = readdirSync(new URL("docs/decisions", root)).map((name) => `decisions/${name}`);

describe("README.md", () => {
  it("is an introduction of at most 250 lines", () => {
    expect(read("README.md").split("\n").length - 1).toBeLessThanOrEqual(250);
  });
});

describe("docs/README.md", () => {
  it("links to each page and decision", () => {
    const index = read("docs/README.md");
    const names = [...readdirSync(new URL("docs", root)).filter(isPage), ...decisions];
    expect(names.filter((name) => name !== "README.md" && !index.includes(`](${name})`))).toEqual([]);
  });
});

describe("docs/errors.md", () => {
  it("has each code", () => {
    const page = read("docs/errors.md");
    const missing = [...allowedCodes, "OVERLOADED", "INTERNAL_SERVER_ERROR"].filter(
      (code) => !page.includes(`\`${code}\``),
    );
    expect(missing).toEqual([]);
  });
});

it("queries on pages fit the schema", () => {
  const { schema } = buildSubgraph();
  const queries = pages.flatMap((page) =>
    [...read(page).matchAll(/```graphql\n((?:query|\{)[^`]*)```/g)].map(([, text = ""]) => ({ page, text })),
  );
  expect(queries.length).toBeGreaterThan(4);
  const problems = queries.flatMap(({ page, text }) =>
    validate(schema, parse(text)).map(({ message }) => `${page}: ${message}`),
  );
  expect(problems).toEqual([]);
});

function isPage(name: string): boolean {
  return name.endsWith(".md");
}
