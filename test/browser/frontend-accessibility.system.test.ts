import type { Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { startSubgraph, type TestSubgraph } from "../support/subgraph.js";
import { axeFaults } from "./axe-faults.js";
import { hasChromium, visit } from "./chromium.js";
import { buildFrontend, type FrontendPage, type ServedPage } from "./frontend-page.js";

describe.skipIf(!hasChromium)("the accessibility of the frontend example", () => {
  let frontend: FrontendPage;
  let subgraph: TestSubgraph;
  let served: ServedPage;

  beforeAll(async () => {
    [frontend, subgraph] = await Promise.all([buildFrontend(), startSubgraph()]);
    served = await frontend.serve(`${subgraph.url}/graphql`);
  });

  afterAll(async () => {
    await served[Symbol.asyncDispose]();
    await subgraph[Symbol.asyncDispose]();
  });

  it.each([
    ["light", 1200],
    ["dark", 1200],
    ["light", 400],
  ] as const)("has no problem that axe finds: %s, %i pixels wide", async (colorScheme, width) => {
    await using visited = await visit(served.url, { colorScheme, viewport: { width, height: 800 } });
    const { page } = visited;
    await page.locator(".card").first().waitFor();
    expect(await axeFaults(page)).toEqual([]);

    await page.locator(".card").first().click();
    await page.getByRole("region", { name: "Person" }).waitFor();
    await page
      .getByText(/^Loaded with/)
      .last()
      .waitFor();
    expect(await axeFaults(page)).toEqual([]);
    await page.keyboard.press("Escape");

    subgraph.lever.faults.failNext(/opportunities/, { status: 403 }, 99);
    await page.getByText("Rejected", { exact: true }).click();
    await page.getByRole("alert").waitFor();
    expect(await axeFaults(page)).toEqual([]);
    subgraph.lever.faults.clear();
  });

  it("allows full use without a mouse", async () => {
    await using visited = await visit(served.url);
    const { page } = visited;
    const card = page.locator(".card").first();
    await card.waitFor();
    await page.getByRole("radio", { name: "In progress" }).focus();
    await page.keyboard.press("Tab");
    await page.keyboard.press("Tab");
    expect(await focused(page)).toBe(await card.innerText());
    await page.keyboard.press("Enter");
    await page.getByRole("dialog").getByRole("region", { name: "Person" }).waitFor();
    await page.keyboard.press("Escape");
    await expect.poll(() => page.getByRole("dialog").count()).toBe(0);
    expect(await focused(page)).toBe(await card.innerText());
  });
});

function focused(page: Page): Promise<string> {
  return page.locator(":focus").innerText();
}
