import { existsSync, readFileSync, readdirSync } from "node:fs";
import { expect, it } from "vitest";

const root = new URL("../../", import.meta.url);
const read = (path: string) => readFileSync(new URL(path, root), "utf8");

const pages = [
  ...["README.md", "CONTRIBUTING.md", "SECURITY.md"],
  ...readdirSync(new URL("docs", root)).flatMap((name) => (name.endsWith(".md") ? [`docs/${name}`] : [])),
  ...readdirSync(new URL("examples", root))
    .map((name) => `examples/${name}/README.md`)
    .filter((path) => existsSync(new URL(path, root))),
];
const texts = pages.map((page) => ({ page, text: read(page) }));

it("each npm script that a page names exists", () => {
  const { scripts } = JSON.parse(read("package.json")) as { scripts: Record<string, string> };
  const named = texts.flatMap(({ page, text }) =>
    [...text.matchAll(/npm run ([\w:-]+)/g)].map(([, script]) => ({ page, script: script! })),
  );
  expect(named.length).toBeGreaterThan(20);
  expect(named.filter(({ script }) => !(script in scripts))).toEqual([]);
});

it("each file in a command exists, seen from the project's folder, unless the reader makes it", () => {
  const made = new Set([".env", "my-values.yaml"]);
  const files = texts.flatMap(({ page, text }) =>
    commandsIn(text)
      .flatMap((command) => command.split(/[\s;()"']+/))
      .map((word) => word.replace(/^\w+=/, ""))
      .filter((word) =>
        /^\.?[\w./-]+\.(ya?ml|json|ts|graphql|md|example)$|^(docs|examples|scripts|src|test)\//.test(word),
      )
      .map((file) => ({ page, file })),
  );
  expect(files.length).toBeGreaterThan(5);
  expect(files.filter(({ file }) => !made.has(file) && !existsSync(new URL(file, root)))).toEqual([]);
});

/** The lines of a page's shell blocks without their comments, and the commands in its text that `kubectl` and `helm` run. */
function commandsIn(text: string): string[] {
  const blocks = [...text.matchAll(/^ *```sh\n([^]*?)^ *```/gm)].flatMap(([, block]) => block!.split("\n"));
  const inline = [...text.matchAll(/`((?:kubectl|helm|docker|npx|node) [^`]+)`/g)].map(([, command]) => command!);
  return [...blocks.map((line) => line.replace(/(^|\s)#.*$/, "")), ...inline];
}
