import { execFileSync } from "node:child_process";
import { chromium } from "playwright-core";
import { startSubgraph } from "../src/app.js";
import { readConfig } from "../src/config/config.js";

/** The sizes of the windows, in CSS pixels. */
const sizes = [
  { width: 375, height: 700 },
  { width: 800, height: 700 },
  { width: 1400, height: 720 },
];

// `npm run screenshots`: writes pictures of GraphiQL to docs/, as it opens over the embedded sandbox. It needs Chromium and
// pngquant, which makes them a third of the size.
const subgraph = await startSubgraph(readConfig({ PORT: "0", LOG_LEVEL: "silent" }));
const browser = await chromium.launch({
  executablePath: "/usr/bin/chromium",
  args: ["--no-sandbox"],
});
for (const viewport of sizes) {
  for (const colorScheme of ["light", "dark"] as const) {
    const page = await browser.newPage({ viewport, colorScheme });
    await page.goto(subgraph.url);
    await page.locator(".result-window .view-line", { hasText: "fullName" }).first().waitFor();
    // The editors colour their text a moment later.
    await page.locator(".graphiql-query-editor .view-line span > span", { hasText: /^query$/ }).waitFor();
    await page.waitForTimeout(1000);
    const path = `docs/graphiql-${viewport.width}-${colorScheme}.png`;
    await page.screenshot({ path, animations: "disabled" });
    execFileSync("pngquant", ["--force", "--ext", ".png", "--speed", "1", "128", path]);
    await page.close();
  }
}
await browser.close();
await subgraph.close();
