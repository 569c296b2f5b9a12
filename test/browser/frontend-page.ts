import { rmSync } from "node:fs";
import { mkdtemp } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import * as vite from "vite";

const root = "examples/frontend";

/** The frontend example, built once and served with any GraphQL address. */
export interface FrontendPage {
  serve(graphqlUrl: string): Promise<ServedPage>;
}

export interface ServedPage extends AsyncDisposable {
  readonly url: string;
}

let frontend: Promise<FrontendPage> | undefined;

/** The page of all tests, with React's development checks, which print to the console. It is removed with the process. */
export function buildFrontend(): Promise<FrontendPage> {
  frontend ??= build();
  return frontend;
}

async function build(): Promise<FrontendPage> {
  const outDir = await mkdtemp(join(tmpdir(), "frontend-"));
  process.once("exit", () => {
    rmSync(outDir, { recursive: true });
  });
  await vite.build({ root, logLevel: "error", build: { outDir } });
  return {
    async serve(graphqlUrl) {
      process.env.GRAPHQL_URL = graphqlUrl;
      const server = await vite.preview({ root, logLevel: "silent", build: { outDir }, preview: { port: 0 } });
      return { url: server.resolvedUrls!.local[0]!, [Symbol.asyncDispose]: () => server.close() };
    },
  };
}
