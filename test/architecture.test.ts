import { readFileSync, readdirSync } from "node:fs";
import { join, resolve } from "node:path";
import { type ICruiseResult, type IForbiddenRuleType, cruise } from "dependency-cruiser";
import { beforeAll, describe, expect, it } from "vitest";

/** The folders of src/ that each folder may import. */
const allowed: Record<string, readonly string[]> = {
  ats: [],
  config: ["ats"],
  telemetry: ["ats"],
  upstream: ["ats", "telemetry"],
  lever: ["ats", "config", "telemetry", "upstream"],
  accounts: ["ats", "telemetry"],
  graphql: ["ats", "telemetry"],
  graphiql: [],
  clients: [],
  server: ["accounts", "ats", "config", "graphiql", "graphql", "telemetry"],
  "lever-sandbox": [],
};

/** The folders that import only modules of Node.js and their own files. */
const withoutPackages = ["ats", "lever-sandbox"];

const entryPoints = ["app.ts", "cli.ts", "main.ts", "sandbox.ts"];

/** The folders that may use Lever's words, with the entry points. Settings have Lever's name everywhere. */
const knowLever = ["config", "lever", "lever-sandbox"];

const src = resolve(import.meta.dirname, "../src");

const rules: IForbiddenRuleType[] = [
  ...Object.entries(allowed).map(([folder, folders]) => ({
    name: `${folder} imports only ${folders.join(", ") || "itself"}`,
    severity: "error" as const,
    from: { path: `^src/${folder}/` },
    to: { path: "^src/", pathNot: [folder, ...folders].map((each) => `^src/${each}/`) },
  })),
  { name: "no circle of files", severity: "error", from: {}, to: { circular: true } },
  { name: "no circle of folders", severity: "error", scope: "folder", from: {}, to: { circular: true } },
];

describe("the architecture", () => {
  let result: ICruiseResult;

  beforeAll(async () => {
    const { output } = await cruise(["src"], {
      tsPreCompilationDeps: true,
      doNotFollow: { path: "node_modules" },
      exclude: { path: "^src/graphiql/page/" },
      metrics: true,
      validate: true,
      ruleSet: { forbidden: rules },
    });
    result = output as ICruiseResult;
  });

  it("has one direction of imports, and no circle", () => {
    expect(result.summary.totalDependenciesCruised).toBeGreaterThan(300);
    const violations = result.summary.violations.map(({ rule, from, to }) => `${rule.name}: ${from} -> ${to}`);
    expect(violations).toEqual([]);
  });

  it.each(withoutPackages)("lets %s import no npm package", (folder) => {
    const imported = result.modules
      .filter(({ source }) => source.startsWith(`src/${folder}/`))
      .flatMap(({ dependencies }) =>
        dependencies.filter(({ coreModule, module }) => !coreModule && !module.startsWith(".")),
      );
    expect(imported.map(({ module }) => module)).toEqual([]);
  });

  it("has these folders only, and no file outside of them except the entry points", () => {
    const entries = readdirSync(src, { withFileTypes: true });
    const names = (isFolder: boolean) =>
      entries
        .filter((entry) => entry.isDirectory() === isFolder)
        .map(({ name }) => name)
        .sort();
    expect(names(true)).toEqual(Object.keys(allowed).sort());
    expect(names(false)).toEqual(entryPoints);
  });

  it("uses Lever's words only in the folders that may use them", () => {
    const lines = sourceFiles()
      .filter((file) => !knowLever.some((folder) => file.startsWith(`${folder}/`)))
      .filter((file) => !entryPoints.includes(file) && !file.startsWith("graphql/generated/"))
      .flatMap((file) =>
        readFileSync(join(src, file), "utf8")
          .split("\n")
          .map((line) => `${file}: ${line.trim()}`),
      )
      .filter((line) => /lever|opportunit|posting/i.test(line.replace(/LEVER_[A-Z_]+/g, "")));
    expect(lines).toEqual([]);
  });
});

function sourceFiles(): string[] {
  return readdirSync(src, { recursive: true, encoding: "utf8" }).filter((file) =>
    /\.(tsx?|graphql|html|css)$/.test(file),
  );
}
