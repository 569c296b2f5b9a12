import { execFile } from "node:child_process";
import { cpSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, relative } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { promisify } from "node:util";
import { expect, it } from "vitest";
import { generatedFiles } from "../../scripts/docs/generated-files.js";
import { startProcess } from "../support/started-process.js";

const root = new URL("../../", import.meta.url);

it("the generated files are up to date (if not, run: npm run docs)", () => {
  expect(stale(root)).toEqual([]);
});

it(
  "one command updates a changed reason in the descriptions, query, page and printed schema",
  { timeout: 90_000 },
  async () => {
    using copy = copyOfProject();
    const oldReason =
      "Lever's stages do not belong to a job. Each stage applies to every job of the account. Use Application.jobId.";
    const newReason = "Every stage of Lever's | is for any job.";
    const source = new URL("schema/stage.graphql", copy.url);
    // This changes only the directive, not the description above it, which repeats its text.
    const sdl = readFileSync(source, "utf8").replace(`reason: "${oldReason}"`, `reason: "${newReason}"`);
    writeFileSync(source, sdl);
    const places = [
      "schema/stage.graphql",
      "docs/provider-support.md",
      "docs/schema.graphql",
      "docs/api-schema.graphql",
    ];
    expect(stale(copy.url)).toEqual(places);

    await promisify(execFile)("npm", ["run", "--silent", "docs"], { cwd: fileURLToPath(copy.url) });

    expect(stale(copy.url)).toEqual([]);
    for (const place of [...places, "src/graphql/generated/graphql.ts"]) {
      const text = readFileSync(new URL(place, copy.url), "utf8").replaceAll("\\|", "|");
      expect([place, text.includes(newReason), text.includes(oldReason)]).toEqual([place, true, false]);
    }
    expect(readFileSync(source, "utf8").split(newReason)).toHaveLength(3);
    expect(await reasonAnswered(copy.url, "Stage", "jobId")).toBe(newReason);
  },
);

/** The files that differ from the schema's directives. */
function stale(project: URL): string[] {
  return [...generatedFiles(project)].flatMap(([path, text]) => {
    const found = readFileSync(new URL(path, project), "utf8");
    return withoutPadding(path, found) === withoutPadding(path, text) ? [] : [path];
  });
}

/** Compares tables cell by cell, because the formatter aligns their columns. */
function withoutPadding(path: string, text: string): string {
  return path.endsWith(".md") ? text.replace(/ +\|/g, " |").replace(/-{3,}/g, "---") : text;
}

function copyOfProject(): Disposable & { readonly url: URL } {
  const directory = mkdtempSync(join(tmpdir(), "ats-subgraph-"));
  const source = fileURLToPath(root);
  const left = new Set([".git", "node_modules", "dist", ".wireit"]);
  cpSync(source, directory, { recursive: true, filter: (path) => !left.has(relative(source, path)) });
  symlinkSync(join(source, "node_modules"), join(directory, "node_modules"));
  return {
    url: pathToFileURL(`${directory}/`),
    [Symbol.dispose]() {
      rmSync(directory, { recursive: true });
    },
  };
}

/** The reason in the response of the project in this directory to `{ providerSupport }`. */
async function reasonAnswered(project: URL, type: string, field: string): Promise<string | null | undefined> {
  using subgraph = startProcess(["--import", "tsx", fileURLToPath(new URL("src/main.ts", project))], {
    PORT: "0",
    LOG_LEVEL: "silent",
    GRAPHIQL: "false",
  });
  const [, url = ""] = await subgraph.waitForOutput(/(http:\/\/127\.0\.0\.1:\d+)\/ /);
  const response = await fetch(`${url}/graphql`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ query: "{ providerSupport { type field reason } }" }),
  });
  const { data } = (await response.json()) as {
    data: { providerSupport: { type: string; field: string; reason: string | null }[] };
  };
  return data.providerSupport.find((each) => each.type === type && each.field === field)?.reason;
}
