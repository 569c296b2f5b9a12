import { readFile } from "node:fs/promises";
import { buildSchema } from "graphql";
import type { Page } from "playwright-core";
import { describe, expect, it } from "vitest";
import { startSubgraph as startApp } from "../../src/app.js";
import { readConfig } from "../../src/config/config.js";
import { hasChromium } from "./chromium.js";
import { graphiqlServer, visitGraphiql } from "./graphiql-visit.js";

describe.skipIf(!hasChromium)("GraphiQL at first sight", () => {
  const graphiql = graphiqlServer();

  it("has run the first example, but does not run what the visitor has changed when the page opens again", async () => {
    graphiql.subgraph.newCalls();
    await using visit = await visitGraphiql(graphiql.subgraph.url);
    const { page } = visit;
    await response(page).getByText('"fullName"').first().waitFor();
    expect(graphiql.subgraph.newCalls().length).toBeLessThanOrEqual(8);
    await page.locator(".graphiql-query-editor .view-line", { hasText: "fullName" }).click();
    await page.keyboard.press("End");
    await page.keyboard.type(" headline");
    await expect.poll(() => page.evaluate('localStorage.getItem("graphiql:tabState")')).toContain("headline");
    await page.reload();
    await page.locator(".graphiql-query-editor .view-line", { hasText: "headline" }).waitFor();
    // The schema is loaded.
    await page.getByRole("link", { name: "Schema" }).waitFor();
    expect(graphiql.subgraph.newCalls()).toEqual([]);
    expect((await response(page).innerText()).trim()).toBe("");
  });

  it("says which account it reads and which version it is, and saves the schema", async () => {
    await using visit = await visitGraphiql(graphiql.subgraph.url);
    const banner = visit.page.getByRole("banner");
    const { version } = JSON.parse(await readFile("package.json", "utf8")) as { version: string };
    expect(await banner.innerText()).toContain("Live account");
    expect(await banner.innerText()).toContain(version);
    expect(await banner.getByRole("link", { name: "Lever API docs" }).getAttribute("href")).toMatch(/^https:/);
    const download = visit.page.waitForEvent("download");
    await banner.getByRole("link", { name: "Schema" }).click();
    const schema = buildSchema(await readFile(await (await download).path(), "utf8"));
    expect(schema.getType("Application")).toBeDefined();
  });

  it("says how many made-up records the embedded sandbox has when the page is opened", async () => {
    const config = readConfig({ PORT: "0", SANDBOX_CANDIDATES: "30" });
    const embedded = await startApp(config, { logStream: { write: () => undefined } });
    const { opportunities } = embedded.sandbox!.account;
    const page = async () => (await fetch(embedded.url)).text();
    expect(await page()).toContain(`Embedded sandbox: ${opportunities.length} made-up opportunities`);
    opportunities.pop();
    expect(await page()).toContain(`Embedded sandbox: ${opportunities.length} made-up opportunities`);
    await embedded.close();
  });

  it("keeps the colours of the syntax when the system changes its theme", async () => {
    await using visit = await visitGraphiql(graphiql.subgraph.url);
    const { page } = visit;
    await page.locator(".graphiql-query-editor .view-line span > span", { hasText: /^query$/ }).waitFor();
    // Of the word "query" and of the page.
    const colours = () =>
      page.evaluate<string[]>(`
        [[...document.querySelectorAll(".graphiql-query-editor .view-line span > span")]
          .find((span) => span.textContent === "query"), document.body]
          .map((each) => each && getComputedStyle(each).color)`);
    const light = await colours();
    await page.emulateMedia({ colorScheme: "dark" });
    await expect.poll(async () => (await colours())[0]).not.toBe(light[0]);
    expect((await colours())[1]).not.toBe(light[1]);
    await page.emulateMedia({ colorScheme: "light" });
    await expect.poll(colours).toEqual(light);
  });

  const response = (page: Page) => page.getByRole("region", { name: "Result Window" });
});
