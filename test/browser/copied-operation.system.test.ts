import { execFile } from "node:child_process";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import ts from "typescript";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type CopiedOperation, curlOf, typeScriptOf } from "../../src/graphiql/page/copied-operation.js";

const run = promisify(execFile);

/** Each character here means something to a shell, to a template literal, to JSON or to a terminal. */
const odd = `it's "quoted" \\ \\n \\' $HOME $(id) \${x} \`id\` !! %s @file é 東京 🙂 \u2028 \u009b31m \u202e \u0000 \r\n\ttab`;

const cases: Record<string, Omit<CopiedOperation, "url">> = {
  "a query without variables": { query: "query Stages {\n  stages {\n    id\n  }\n}\n", headers: {} },
  "odd characters in variables": {
    query: "query ($text: String) { candidates(filter: { email: $text }) { totalCount } }",
    variables: { text: odd, list: [1, null, { "odd key' $": true }] },
    headers: {},
  },
  "odd characters in the query, and one of two operations": {
    query: `# ${odd.replaceAll("\u0000", "")}\nquery A { stages { id } }\r\nquery B { a: stages { name } }`,
    operationName: "B",
    headers: { "x-max-upstream-calls": "5", "X-Explain": "run" },
  },
};

/** What the code uses of the DOM. To check all types of the DOM takes seconds. */
const globalsInSmall = `
declare const console: { log(...data: any[]): void };
interface RequestInit { method?: string; headers?: Record<string, string>; body?: string }
declare function fetch(input: string | URL, init?: RequestInit): Promise<{ json(): Promise<any> }>;
`;

describe("an operation that is copied from GraphiQL", () => {
  let echo: Awaited<ReturnType<typeof startEcho>>;
  let folder: string;

  beforeAll(async () => {
    echo = await startEcho();
    folder = await mkdtemp(join(tmpdir(), "copied-"));
  });
  afterAll(async () => {
    echo.close();
    await rm(folder, { recursive: true });
  });

  it.each(Object.entries(cases))("is sent by curl as it is: %s", async (_name, copied) => {
    const command = curlOf({ ...copied, url: echo.url });
    await run("bash", ["-c", command]);
    expect(echo.last()).toEqual(sentBy(copied));
  });

  it("is sent by TypeScript as it is, and compiles in strict mode", async () => {
    const files = await Promise.all(
      Object.values(cases).map(async (copied, index) => {
        const file = join(folder, `case-${index}.ts`);
        await writeFile(file, typeScriptOf({ ...copied, url: echo.url }));
        return { file, copied };
      }),
    );
    const globals = join(folder, "globals.d.ts");
    await writeFile(globals, globalsInSmall);
    const options: ts.CompilerOptions = { strict: true, target: ts.ScriptTarget.ES2022, types: [], outDir: folder };
    const program = ts.createProgram([globals, ...files.map(({ file }) => file)], {
      ...options,
      lib: ["lib.es2022.d.ts"],
      module: ts.ModuleKind.CommonJS,
      moduleDetection: ts.ModuleDetectionKind.Force,
      skipLibCheck: true,
    });
    const problems = ts.getPreEmitDiagnostics(program).map(({ messageText }) => messageText);
    expect(problems).toEqual([]);
    program.emit();
    for (const { file, copied } of files) {
      const { stdout } = await run(process.execPath, [file.replace(/ts$/, "js")]);
      expect(stdout).toContain("answered");
      expect(echo.last()).toEqual(sentBy(copied));
    }
  });

  it.each([
    ["curl", curlOf],
    ["TypeScript", typeScriptOf],
  ])("has no value of a header that may be a secret, as %s", async (_name, textOf) => {
    const headers = {
      authorization: "Bearer secret-1",
      "X-Lever-Key": "secret-2",
      cookie: "session=secret-3",
      "x-anything's": "secret-4",
      "x-provider-support": "strict",
    };
    const text = textOf({ query: "{ stages { id } }", url: echo.url, headers });
    expect(text).not.toContain("secret-");
    expect(text).toContain("<put the value of authorization here>");
    expect(text).toContain("<put the value of X-Lever-Key here>");
    expect(text).toMatch(/x-provider-support[^\n]*strict/);
  });

  it("has no control character that a terminal obeys", () => {
    const text = curlOf({ ...cases["odd characters in variables"]!, url: echo.url });
    // eslint-disable-next-line no-control-regex
    expect(text).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u2028\u202e]/);
  });
});

function sentBy({ query, variables, operationName, headers }: Omit<CopiedOperation, "url">) {
  const sent = Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]);
  return {
    method: "POST",
    headers: expect.objectContaining({ "content-type": "application/json", ...Object.fromEntries(sent) }) as object,
    body: { query, ...(operationName && { operationName }), ...(variables && { variables }) },
  };
}

/** A server that remembers its last request. */
async function startEcho() {
  let last: unknown;
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on("data", (chunk: Buffer) => chunks.push(chunk));
    request.on("end", () => {
      const { method, headers } = request;
      last = { method, headers, body: JSON.parse(Buffer.concat(chunks).toString("utf8")) as unknown };
      response.setHeader("content-type", "application/json").end('{"data":{"stages":"answered"}}');
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/it's/graphql`,
    last: () => last,
    close: () => server.close(),
  };
}
