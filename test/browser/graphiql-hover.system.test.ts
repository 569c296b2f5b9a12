import type { Locator, Page } from "playwright-core";
import { describe, expect, it } from "vitest";
import { axeFaults } from "./axe-faults.js";
import { hasChromium, visit } from "./chromium.js";
import { graphiqlServer } from "./graphiql-visit.js";

const query = `query Hovered {
  applications(first: 2, filter: { status: ACTIVE }) {
    nodes {
      id
      offer { status }
      rejectedAt
      createdAt
      missing { field reason }
    }
  }
}`;

describe.skipIf(!hasChromium)("GraphiQL, where the pointer or the cursor is", () => {
  const graphiql = graphiqlServer({ candidates: 20 });

  it("shows what a field costs and why a value is null, without a provider call", async () => {
    await using visited = await visit(`${graphiql.subgraph.url}/?query=${encodeURIComponent(query)}`);
    const { page } = visited;
    const inQuery = (text: string) => page.locator(".graphiql-query-editor .view-line span", { hasText: text }).last();
    await inQuery("offer").waitFor();
    graphiql.subgraph.newCalls();

    await inQuery("offer").hover();
    const cost = await hoverText(page, "Cost:", "Costs one provider call for each application.");
    expect(await axeFaults(page, ".monaco-hover:not(.hidden)")).toEqual([]);
    expect(cost).toMatch(/provider calls: 0 to 2 to \/opportunities\/:id\/offers.* The whole operation: \d+ to \d+\./);

    await page.keyboard.press("Escape");
    await showAtCursor(page, inQuery("createdAt"));
    await hoverText(page, "no provider call of its own", "When the candidacy began");
    await page.keyboard.press("Escape");
    await showAtCursor(page, inQuery("rejectedAt"));
    await hoverText(page, "to /archive_reasons", "Provider support: LEVER NATIVE.");
    expect(graphiql.subgraph.newCalls()).toEqual([]);

    await page.keyboard.press("Escape");
    await page.getByRole("button", { name: /^Execute query/ }).click();
    const value = page.locator(".result-window .null-value").first();
    await value.waitFor();
    graphiql.subgraph.newCalls();
    const line = page.locator(".result-window .view-line", { hasText: '"rejectedAt"' }).first();
    await showAtCursor(page, line.locator(".null-value"));
    await hoverText(page, "Null:", "NOT_APPLICABLE: The field does not apply to this record");
    if (process.env.HOVER_PNG) await page.screenshot({ path: process.env.HOVER_PNG });
    expect(graphiql.subgraph.newCalls()).toEqual([]);
  });
});

/** Moves the cursor there, and shows the hover at the cursor with the keys that Monaco has for it. */
async function showAtCursor(page: Page, place: Locator): Promise<void> {
  await place.click();
  await page.keyboard.press("Control+K");
  await page.keyboard.press("Control+I");
}

/** Waits for the hover with these texts. Monaco asks several sources, and shows what each knows when it knows it. */
async function hoverText(page: Page, ...texts: string[]): Promise<string> {
  const hover = page.locator(".monaco-hover:visible").last();
  const read = async () => (await hover.innerText()).replace(/\s+/g, " ");
  for (const text of texts) await expect.poll(read).toContain(text);
  return read();
}
