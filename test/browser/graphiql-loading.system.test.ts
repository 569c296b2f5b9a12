import { readdirSync, statSync } from "node:fs";
import type { Page } from "playwright-core";
import { describe, expect, it } from "vitest";
import { axeFaults } from "./axe-faults.js";
import { hasChromium, launchChromium, visit } from "./chromium.js";
import { graphiqlServer, visitGraphiql } from "./graphiql-visit.js";

const assets = "dist/graphiql/graphiql/assets";

describe.skipIf(!hasChromium)("GraphiQL while it loads", () => {
  const graphiql = graphiqlServer();

  it.each([
    ["light", 1400],
    ["dark", 1400],
    ["light", 375],
  ] as const)("shows the first example before the editor is there: %s, %i pixels wide", async (colorScheme, width) => {
    const page = await (await launchChromium()).newPage({ colorScheme, viewport: { width, height: 800 } });
    const held = await holdParts(page);
    await page.goto(graphiql.subgraph.url, { waitUntil: "domcontentloaded" });
    const text = page.locator("pre", { hasText: "query NewestApplicants {" });
    await text.waitFor();
    expect(await page.getByRole("heading", { name: "What do you want to know?" }).count()).toBe(width > 1200 ? 1 : 0);
    expect(await page.locator(".graphiql-container").count()).toBe(0);
    expect(held.loadedBytes).toBeLessThan(12_000);
    expect(await axeFaults(page)).toEqual([]);
    held.release();
    await page.locator(".graphiql-query-editor .view-line", { hasText: "NewestApplicants" }).waitFor();
    await expect.poll(() => text.count()).toBe(0);
    expect(await axeFaults(page, ".graphiql-query-editor .view-lines, .graphiql-query-editor .margin")).toEqual([]);
    await page.close();
  });

  it("shows it neither to a visitor who follows a link nor to one who has tabs", async () => {
    await using visited = await visitGraphiql(graphiql.subgraph.url);
    const { page } = visited;
    await expect.poll(() => page.evaluate('localStorage.getItem("graphiql:tabState")')).toBeTruthy();
    await holdParts(page);
    for (const path of ["/", "/?query={jobs{nodes{id}}}"]) {
      await page.goto(`${graphiql.subgraph.url}${path}`, { waitUntil: "domcontentloaded" });
      await page.getByText("The editor is loading.").waitFor();
      expect(await page.locator("pre").count(), path).toBe(0);
      await page.evaluate("localStorage.clear()");
    }
  });

  it("makes the views of the variables and headers when they are opened", async () => {
    await using visited = await visitGraphiql(graphiql.subgraph.url);
    const { page } = visited;
    const views = page.locator(".monaco-editor[role=code]");
    expect(await views.count()).toBe(2);
    await page.getByRole("button", { name: "Variables", exact: true }).click();
    await expect.poll(() => views.count()).toBe(3);
    await page.getByRole("button", { name: "Headers", exact: true }).click();
    await expect.poll(() => views.count()).toBe(4);
  });

  it("evaluates at most 700 kB at once", () => {
    const scripts = readdirSync(assets).filter((name) => name.endsWith(".js"));
    expect(scripts.length).toBeGreaterThan(10);
    expect(scripts.filter((name) => statSync(`${assets}/${name}`).size > 700_000)).toEqual([]);
  });

  it("has what an editor should have", async () => {
    await using visited = await visit(`${graphiql.subgraph.url}/?query={jobs{nodes{id}}}`);
    const { page } = visited;
    const line = page.locator(".graphiql-query-editor .view-line").first();
    // The schema is loaded.
    await page.getByRole("link", { name: "Schema" }).waitFor();
    await line.click();
    await page.keyboard.press("Control+/");
    await expect.poll(() => line.innerText()).toMatch(/^#/);
    await page.keyboard.press("Control+z");
    await expect.poll(() => line.innerText()).toMatch(/^\{/);
    await page.keyboard.press("Control+f");
    await page.locator(".find-widget.visible").waitFor();
    await page.keyboard.press("Escape");
    await page.keyboard.press("F1");
    await page.locator(".quick-input-widget").getByText("Add Line Comment").waitFor();
    await page.keyboard.press("Escape");
    await page.keyboard.press("Home");
    await page.keyboard.press("ArrowRight");
    await page.keyboard.press("Control+Space");
    await page.locator(".suggest-widget.visible").getByText("providerSupport", { exact: true }).waitFor();
    await page.keyboard.press("Escape");
    // Monaco draws the line again while Control is held, so the click is at a place and not on an element.
    const { x, y, width, height } = (await line.locator("span > span", { hasText: "jobs" }).boundingBox())!;
    await page.keyboard.down("Control");
    await expect
      .poll(async () => {
        await page.mouse.click(x + width / 2, y + height / 2);
        return page.getByText("Jobs in every status").count();
      })
      .toBe(1);
    await page.keyboard.up("Control");
  });
});

/** Lets the page load its first scripts only, until they are released, and counts their bytes. */
async function holdParts(page: Page) {
  let release!: () => void;
  const released = new Promise<void>((resolve) => {
    release = resolve;
  });
  const held = { release, loadedBytes: 0 };
  await page.route(/\/assets\/.*\.(js|css)$/, async (route) => {
    const name = new URL(route.request().url()).pathname.split("/").at(-1)!;
    if (/^(index|part-00|rolldown-runtime)-/.test(name)) held.loadedBytes += statSync(`${assets}/${name}`).size;
    else await released;
    await route.continue().catch(() => undefined);
  });
  return held;
}
