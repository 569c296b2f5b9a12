import { execFile } from "node:child_process";
import { existsSync } from "node:fs";
import { promisify } from "node:util";
import type { Browser, BrowserContextOptions } from "playwright-core";
import { type Visit, visit } from "./chromium.js";

/** Builds GraphiQL, if it is not built yet. */
export async function buildPage(): Promise<void> {
  if (existsSync("dist/graphiql/index.html")) return;
  const vite = ["node_modules/vite/bin/vite.js", "build", "src/graphiql/page", "--logLevel", "error"];
  await promisify(execFile)(process.execPath, vite, { env: { ...process.env, NODE_ENV: "production" } });
}

/** Opens GraphiQL, and waits for the answer to the first example. */
export async function visitGraphiql(browser: Browser, url: string, options?: BrowserContextOptions): Promise<Visit> {
  const opened = await visit(browser, url, options);
  await opened.page.getByRole("region", { name: "Result Window" }).getByText('"fullName"').first().waitFor();
  return opened;
}
