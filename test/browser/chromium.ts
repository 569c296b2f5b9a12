import { existsSync } from "node:fs";
import { type Browser, chromium } from "playwright-core";

const executablePath = process.env.CHROMIUM_PATH ?? "/usr/bin/chromium";

/** Whether there is a Chromium to test with; where there is none, a line says what is skipped. */
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
