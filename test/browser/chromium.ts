import { execFile } from "node:child_process";
import { existsSync } from "node:fs";
import { promisify } from "node:util";
import { type Browser, chromium } from "playwright-core";
import { expect } from "vitest";

const executablePath = process.env.CHROMIUM_PATH ?? "/usr/bin/chromium";

export const hasChromium = existsSync(executablePath);
if (!hasChromium) console.log(`Skipped the browser tests: no Chromium at ${executablePath} (set CHROMIUM_PATH).`);

// Debian's Chromium asks its maker's hosts at every start unless told not to; as root it runs only without its sandbox.
const quietly = [
  "--no-sandbox",
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
];

export function launchChromium(): Promise<Browser> {
  return chromium.launch({ executablePath, args: quietly });
}

/** Builds GraphiQL, unless it is built. */
export async function buildPage(): Promise<void> {
  if (existsSync("dist/graphiql/index.html")) return;
  const vite = ["node_modules/vite/bin/vite.js", "build", "src/graphiql/page", "--logLevel", "error"];
  await promisify(execFile)(process.execPath, vite, { env: { ...process.env, NODE_ENV: "production" } });
}

/** Opens GraphiQL, and on leaving it checks that it asked nobody else and complained of nothing. */
export async function visitGraphiql(browser: Browser, url: string) {
  const page = await browser.newPage({ viewport: { width: 1280, height: 800 } });
  const requests: string[] = [];
  const complaints: string[] = [];
  page.on("request", (request) => requests.push(request.url()));
  page.on("requestfailed", (request) => {
    const error = request.failure()?.errorText;
    if (error !== "net::ERR_ABORTED") complaints.push(`${request.url()} failed: ${error}`);
  });
  page.on("response", (response) => {
    if (response.status() >= 400) complaints.push(`${response.url()} answered ${response.status()}`);
  });
  page.on("console", (message) => {
    if (message.type() === "error" || message.type() === "warning") complaints.push(message.text());
  });
  page.on("pageerror", (error) => complaints.push(String(error)));
  await page.goto(url);
  await page.locator(".graphiql-query-editor .view-line", { hasText: "fullName" }).waitFor();
  return {
    page,
    requests,
    complaints,
    async [Symbol.asyncDispose]() {
      await page.close();
      const strangers = requests.filter(
        (asked) => !asked.startsWith("data:") && new URL(asked).origin !== new URL(url).origin,
      );
      expect(strangers).toEqual([]);
      expect(complaints).toEqual([]);
    },
  };
}
