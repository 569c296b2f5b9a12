import { existsSync } from "node:fs";
import { type Browser, chromium, type BrowserContextOptions, type Page } from "playwright-core";
import { expect } from "vitest";

// The headless shell takes about half of the time.
const installed = ["/usr/bin/chromium-headless-shell", "/usr/bin/chromium"];
const executablePath = process.env.CHROMIUM_PATH ?? installed.find((path) => existsSync(path)) ?? installed[1]!;

/** Whether Chromium is installed. If not, it prints that the tests are skipped. */
export const hasChromium = existsSync(executablePath);
if (!hasChromium) console.log(`Skipped the browser tests: no Chromium at ${executablePath} (set CHROMIUM_PATH).`);

// Most flags prevent Debian's Chromium from sending requests to its vendor. For root it runs only without its sandbox.
const flags = [
  "--no-sandbox",
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
  // A name of another site that resolves to this machine.
  "--host-resolver-rules=MAP rebound.example 127.0.0.1",
];

let browser: Promise<Browser> | undefined;

/** The Chromium of all tests. It ends with the process. */
export function launchChromium(): Promise<Browser> {
  browser ??= chromium.launch({ executablePath, args: flags });
  return browser;
}

/** An open page, with its requests and problems so far. */
export interface Visit extends AsyncDisposable {
  readonly page: Page;
  /** The address of each request. */
  readonly requests: string[];
  /** Warnings and errors in the console, and failed requests. A test removes the expected ones. */
  readonly problems: string[];
}

/** Opens a page. Closing it checks that the page sent no request to another host and had no problem. */
export async function visit(url: string, options: BrowserContextOptions = {}): Promise<Visit> {
  const page = await (await launchChromium()).newPage({ viewport: { width: 1280, height: 800 }, ...options });
  const requests: string[] = [];
  const problems: string[] = [];
  page.on("request", (request) => requests.push(request.url()));
  page.on("requestfailed", (request) => {
    const error = request.failure()?.errorText;
    if (error !== "net::ERR_ABORTED") problems.push(`${request.url()} failed: ${error}`);
  });
  page.on("response", (response) => {
    if (response.status() >= 400) problems.push(`${response.url()} answered ${response.status()}`);
  });
  page.on("console", (message) => {
    if (message.type() === "error" || message.type() === "warning") problems.push(message.text());
  });
  page.on("pageerror", (error) => problems.push(String(error)));
  await page.goto(url);
  return {
    page,
    requests,
    problems,
    async [Symbol.asyncDispose]() {
      await page.close();
      const toOtherHosts = requests.filter(
        (each) => !each.startsWith("data:") && new URL(each).origin !== new URL(url).origin,
      );
      expect(toOtherHosts).toEqual([]);
      expect(problems).toEqual([]);
    },
  };
}
