import { execFile } from "node:child_process";
import { existsSync } from "node:fs";
import { promisify } from "node:util";
import type { BrowserContextOptions } from "playwright-core";
import { afterAll, beforeAll } from "vitest";
import { startSubgraph, type TestSettings, type TestSubgraph } from "../support/subgraph.js";
import { type Visit, visit } from "./chromium.js";

/** Builds GraphiQL, if it is not built yet. */
export async function buildPage(): Promise<void> {
  if (existsSync("dist/graphiql/index.html")) return;
  const vite = ["node_modules/vite/bin/vite.js", "build", "src/graphiql/page", "--logLevel", "error"];
  await promisify(execFile)(process.execPath, vite, { env: { ...process.env, NODE_ENV: "production" } });
}

/** A subgraph with GraphiQL for the tests of a file. It starts before them, and stops after them. */
export function graphiqlServer(settings?: TestSettings): { readonly subgraph: TestSubgraph } {
  let subgraph: TestSubgraph | undefined;
  beforeAll(async () => {
    await buildPage();
    subgraph = await startSubgraph(settings);
  });
  afterAll(async () => {
    await subgraph?.[Symbol.asyncDispose]();
  });
  return {
    get subgraph() {
      return subgraph!;
    },
  };
}

/** Opens GraphiQL, and waits for the answer to the first example. */
export async function visitGraphiql(url: string, options?: BrowserContextOptions): Promise<Visit> {
  const opened = await visit(url, options);
  await opened.page.getByRole("region", { name: "Result Window" }).getByText('"fullName"').first().waitFor();
  return opened;
}
