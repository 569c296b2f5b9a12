import { execFile } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { promisify } from "node:util";
import { generate } from "@graphql-codegen/cli";
import ts from "typescript";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { parse } from "yaml";
import { startSubgraph } from "../support/subgraph.js";

const root = new URL("../../", import.meta.url).pathname;
const apiSchema = join(root, "docs/api-schema.graphql");
const require = createRequire(import.meta.url);

/** Runs a tool, and returns its exit code and its output. */
async function tool(script: string, args: readonly string[], cwd: string): Promise<{ code: number; output: string }> {
  try {
    const { stdout, stderr } = await promisify(execFile)(process.execPath, [script, ...args], { cwd });
    return { code: 0, output: stdout + stderr };
  } catch (error) {
    const { code, stdout, stderr } = error as { code: number; stdout: string; stderr: string };
    return { code, output: stdout + stderr };
  }
}

/** The folder of an application that installed everything that this project has. */
let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "client-tools-"));
  symlinkSync(join(root, "node_modules"), join(folder, "node_modules"));
});
afterAll(() => {
  rmSync(folder, { recursive: true });
});

const page = readFileSync(join(root, "docs/frontends.md"), "utf8");
/** The configurations of GraphQL Code Generator in the documentation: with the file, and with the endpoint. */
const documented = [...page.matchAll(/```yaml\n(schema: [^]*?)```/g)].map(
  ([, text]) => parse(text!) as { schema: string; config: { scalars: Record<string, string> } },
);
/** The types that GraphQL Code Generator makes of a schema. */
async function codegen(schema: string, config: object): Promise<string> {
  const generates = { [join(folder, "types.ts")]: { plugins: ["typescript"], config } };
  const [file] = (await generate({ schema, silent: true, generates }, false)) as { content: string }[];
  return file!.content;
}

describe("GraphQL Code Generator with strictScalars, configured as documented,", () => {
  const [withFile, withEndpoint] = documented;

  it("takes the schema for clients", async () => {
    expect(withFile!.schema).toBe("node_modules/ats-subgraph/docs/api-schema.graphql");
    const types = await codegen(apiSchema, withFile!.config);
    expect(types).toMatch(/DateTime: \{ input: string; output: string; \}/);
    expect(types).not.toMatch(/_Any|federation__/);
  });

  it("takes the endpoint", async () => {
    await using subgraph = await startSubgraph({ candidates: 2 });
    const url = `${subgraph.url}/graphql`;
    await expect(codegen(url, withFile!.config)).rejects.toThrow("Unknown scalar type _Any");
    expect(await codegen(url, withEndpoint!.config)).toMatch(/DateTime: \{ input: string; output: string; \}/);
  });
});

it("Relay's compiler compiles the sample, and its output is up to date (if not, run: npm run codegen)", async () => {
  const options = { cwd: root };
  const { stdout } = await promisify(execFile)("npm", ["run", "codegen:relay", "--", "--validate"], options);
  expect(stdout).toContain("Done");
});

it("gql.tada checks the documents of an application with GraphQLSP, and types their answers", async () => {
  const scalars = "{ DateTime: string; Date: string; URL: string }";
  const documents = (field: string) => `
    import { initGraphQLTada } from "gql.tada";
    import type { introspection } from "./graphql-env.js";
    const graphql = initGraphQLTada<{ introspection: introspection; scalars: ${scalars} }>();
    export const query = graphql(\`query One($id: ID!) { candidate(id: $id) { id ${field} } }\`);
  `;
  const uses = `
    import type { ResultOf } from "gql.tada";
    import type { query } from "./right.js";
    type Candidate = NonNullable<ResultOf<typeof query>["candidate"]>;
    export const text = ({ createdAt }: Candidate): string => createdAt;
    // @ts-expect-error It is no number.
    export const number = ({ createdAt }: Candidate): number => createdAt;
  `;
  const plugins = [{ name: "gql.tada/ts-plugin", schema: apiSchema, tadaOutputLocation: "./graphql-env.d.ts" }];
  const options = { module: "NodeNext", target: "ES2023", strict: true, skipLibCheck: true, noEmit: true, types: [] };
  const files = {
    "package.json": JSON.stringify({ type: "module" }),
    "tsconfig.json": JSON.stringify({ compilerOptions: { ...options, plugins }, include: ["*.ts"] }),
    "right.ts": documents("createdAt"),
    "wrong.ts": documents("salary"),
    "uses.ts": uses,
  };
  for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text);
  const cli = join(dirname(require.resolve("gql.tada/package.json")), "bin/cli.js");

  expect(await tool(cli, ["generate-output"], folder)).toMatchObject({ code: 0 });
  const { code, output } = await tool(cli, ["check"], folder);
  expect([code, output]).toEqual([1, expect.stringContaining('Cannot query field "salary" on type "Candidate".')]);
  expect(output).toContain("1 problems (1 errors, 0 warnings)");

  const { options: parsed } = ts.convertCompilerOptionsFromJson(options, folder);
  const program = ts.createProgram([join(folder, "uses.ts")], parsed);
  expect(ts.getPreEmitDiagnostics(program).map(({ messageText }) => messageText)).toEqual([]);
});
