import { existsSync } from "node:fs";
import { type Browser, chromium, type BrowserContextOptions, type Page } from "playwright-core";
import { expect } from "vitest";

// Debian's Chromium without a window needs about half of the time.
const installed = ["/usr/bin/chromium-headless-shell", "/usr/bin/chromium"];
const executablePath = process.env.CHROMIUM_PATH ?? installed.find((path) => existsSync(path)) ?? installed[1]!;

/** Whether Chromium is installed. If not, it prints that the tests are skipped. */
export const hasChromium = existsSync(executablePath);
if (!hasChromium) console.log(`Skipped the browser tests: no Chromium at ${executablePath} (set CHROMIUM_PATH).`);

// Most flags stop Debian's Chromium from requests to its vendor at the start. As root it runs only without its sandbox.
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

/** An open page, with its requests and complaints so far. */
export interface Visit extends AsyncDisposable {
  readonly page: Page;
  /** The address of each request. */
  readonly requests: string[];
  /** Warnings and errors in the console, and failed requests. A test removes the expected ones. */
  readonly complaints: string[];
}

/** Opens a page. When it closes, it checks that the page sent no request to another host and has no complaint. */
export async function visit(browser: Browser, url: string, options: BrowserContextOptions = {}): Promise<Visit> {
  const page = await browser.newPage({ viewport: { width: 1280, height: 800 }, ...options });
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
