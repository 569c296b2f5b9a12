import type { Page } from "playwright-core";
import { describe, expect, it } from "vitest";
import { axeFaults } from "./axe-faults.js";
import { hasChromium } from "./chromium.js";
import { graphiqlServer, visitGraphiql } from "./graphiql-visit.js";

describe.skipIf(!hasChromium)("GraphiQL on a phone", () => {
  const graphiql = graphiqlServer({ env: { LEVER_RATE: "40", LEVER_BURST: "2" } });

  it("shows the editor above the response, and a pane instead of both, with large buttons and nothing outside", async () => {
    const viewport = { width: 375, height: 667 };
    await using visited = await visitGraphiql(graphiql.subgraph.url, { viewport, hasTouch: true, isMobile: true });
    const { page } = visited;
    const editor = page.locator(".graphiql-query-editor .graphiql-editor");
    const response = page.getByRole("region", { name: "Result Window" });
    const [above, below] = [await editor.boundingBox(), await response.boundingBox()];
    expect(above!.height).toBeGreaterThan(90);
    expect(below!.height).toBeGreaterThan(120);
    expect(above!.y + above!.height).toBeLessThanOrEqual(below!.y);
    expect(await layoutFaults(page)).toEqual([]);
    expect(await axeFaults(page, { exclude: [".monaco-editor"] })).toEqual([]);
    expect(await page.locator(".graphiql-toolbar svg title").allTextContents()).toContain("prettify icon");

    await page.getByRole("button", { name: "Show Explain" }).tap();
    const pane = page.getByRole("region", { name: "Explain", exact: true });
    await pane.getByRole("button", { name: "Run", exact: true }).tap();
    await pane.getByRole("heading", { name: "Calls made" }).waitFor();
    expect(await layoutFaults(page)).toEqual([]);
    const last = pane.locator(".explain-calls tr").last();
    await last.scrollIntoViewIfNeeded();
    const { y, height } = (await last.boundingBox())!;
    expect(y + height).toBeLessThan((await page.getByRole("button", { name: "Hide Explain" }).boundingBox())!.y);
    // The pane and the line below the response agree.
    const figures = await pane.locator(".explain-summary dd").allInnerTexts();
    const line = await page.locator(".graphiql-footer").textContent();
    expect(line).toMatch(new RegExp(`^${figures[0]!} provider calls?\\b`));
    if (line!.includes("waiting")) expect(line).toContain(`${figures[2]!} waiting`);

    await page.getByRole("button", { name: "Hide Explain" }).tap();
    await response.getByText('"fullName"').first().waitFor();
  });

  it("shows the answer to a chosen question, and nothing is in the way of the other buttons", async () => {
    const viewport = { width: 375, height: 667 };
    await using visited = await visitGraphiql(graphiql.subgraph.url, { viewport, hasTouch: true, isMobile: true });
    const { page } = visited;
    await page.getByRole("button", { name: "Show Examples" }).tap();
    await page.getByRole("button", { name: "Who was hired last" }).tap();
    await page.getByRole("region", { name: "Result Window" }).getByText('"job"').first().waitFor();
    expect((await page.locator(".graphiql-editors").boundingBox())!.x).toBeLessThan(10);
    expect(await layoutFaults(page)).toEqual([]);
    await page.getByRole("button", { name: "Show Explain" }).tap();
    await page.getByRole("region", { name: "Explain", exact: true }).waitFor();
  });
});

/** What is outside of the screen, and the buttons that are too small for a finger. */
async function layoutFaults(page: Page): Promise<string[]> {
  return page.evaluate<string[]>(`
    [...document.querySelectorAll("button, a, [role=tab], #graphiql section, header")].filter((each) => each.checkVisibility({ opacityProperty: true }))
      .map((each) => [each, each.getBoundingClientRect()])
      .filter(([each, box]) => box.width > 0 && !each.closest(".monaco-editor, .explain, .examples") && (
        box.left < 0 || box.right > innerWidth || (each.matches("button, header a") && (box.height < 44 || box.width < 40))))
      .map(([each, { left, right, width, height }]) =>
        (each.ariaLabel ?? each.className ?? each.tagName) + ": " + [left, right, width, height].map(Math.round))
      .concat(document.documentElement.scrollWidth > innerWidth ? ["the page is wider than the screen"] : [])`);
}
