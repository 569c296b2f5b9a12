import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { build, preview } from "vite";

const root = "examples/frontend";

/** The frontend example, built once, and served over any GraphQL address. */
export interface FrontendPage extends AsyncDisposable {
  serve(graphqlUrl: string): Promise<ServedPage>;
}

export interface ServedPage extends AsyncDisposable {
  readonly url: string;
}

/** Builds the page into a separate folder, with React's development checks, which print to the console. */
export async function buildFrontend(): Promise<FrontendPage> {
  const outDir = await mkdtemp(join(tmpdir(), "frontend-"));
  await build({ root, logLevel: "error", build: { outDir } });
  return {
    async serve(graphqlUrl) {
      process.env.GRAPHQL_URL = graphqlUrl;
      const server = await preview({ root, logLevel: "silent", build: { outDir }, preview: { port: 0 } });
      return { url: server.resolvedUrls!.local[0]!, [Symbol.asyncDispose]: () => server.close() };
    },
    [Symbol.asyncDispose]: () => rm(outDir, { recursive: true }),
  };
}
