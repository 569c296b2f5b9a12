import type { Page } from "playwright-core";
import { describe, expect, it } from "vitest";
import { axeFaults } from "./axe-faults.js";
import { hasChromium, visit } from "./chromium.js";
import { graphiqlServer, visitGraphiql } from "./graphiql-visit.js";
import { startSubgraph } from "../support/subgraph.js";

describe.skipIf(!hasChromium)("GraphiQL's explain pane", () => {
  const graphiql = graphiqlServer({ env: { LEVER_RATE: "40", LEVER_BURST: "2" } });

  it("shows the planned calls of an operation without running it, and explains the next one as it runs", async () => {
    await using visited = await visitGraphiql(graphiql.subgraph.url);
    const pane = await openPane(visited.page);
    const response = visited.page.getByRole("region", { name: "Result Window" });
    const footer = visited.page.locator(".graphiql-footer");
    const [shown, cost] = [await response.innerText(), await footer.innerText()];
    graphiql.subgraph.newCalls();
    await pane.getByRole("button", { name: "Plan, without running" }).click();
    await pane.getByRole("heading", { name: "Planned calls in NewestApplicants" }).waitFor();
    expect(graphiql.subgraph.newCalls()).toEqual([]);
    const people = pane.getByRole("region", { name: "/opportunities", exact: true });
    expect(await people.innerText()).toMatch(/0 to \d+/);
    await people.getByRole("img", { name: /^0 to \d+ of at most \d+ calls$/ }).waitFor();
    await people.getByText(/applications$/).waitFor();
    expect(await pane.locator(".explain-summary").innerText()).toMatch(/waiting for the rate limit/);
    expect(await axeFaults(visited.page, ".explain")).toEqual([]);
    // The response of the run before is still there, with its cost.
    await pane.getByText("Nothing has run.").waitFor();
    await expect.poll(() => response.innerText()).toBe(shown);
    expect(await footer.innerText()).toBe(cost);
    await visited.page.getByRole("button", { name: /^Execute query/ }).click();
    await pane.getByRole("heading", { name: "Calls made" }).waitFor();
  });

  it("shows the calls of an operation over time and in a table, and sends no header while it is closed", async () => {
    await using visited = await visitGraphiql(graphiql.subgraph.url);
    graphiql.subgraph.lever.faults.failNext(/opportunities/, { status: 503 });
    const { page } = visited;
    const pane = await openPane(page);
    graphiql.subgraph.newCalls();
    await page.getByRole("button", { name: /^Execute query/ }).click();
    await pane.getByRole("heading", { name: "Calls made" }).waitFor();
    const made = graphiql.subgraph.newCalls();
    const rows = pane.getByRole("table", { name: "Calls in the order they were sent" }).locator("tbody tr");
    expect(await rows.count()).toBe(made.length);
    const endpoints = await rows.getByRole("rowheader").allInnerTexts();
    expect(endpoints.map((endpoint) => `GET ${endpoint}`).sort()).toEqual(made.sort());
    expect(await pane.locator(".explain-took").count()).toBeGreaterThanOrEqual(made.length - 1);
    expect(await pane.locator(".explain-row .explain-failed").count()).toBe(1);
    expect(await rows.getByText("503").count()).toBe(1);
    expect(await rows.getByText("200 (attempt 2)").count()).toBe(1);
    expect(await barsOutside(page)).toBe(0);
    expect(await axeFaults(page, ".explain")).toEqual([]);
    const response = page.getByRole("region", { name: "Result Window" });
    await response.getByText('"fullName"').first().waitFor();
    expect(await response.innerText()).not.toContain('"explain"');
    await page.getByRole("button", { name: "Hide Explain" }).click();
    const sent = page.waitForRequest((request) => request.method() === "POST");
    await page.getByRole("button", { name: /^Execute query/ }).click();
    expect((await sent).headers()).not.toHaveProperty("x-explain");
  });

  it("says when a response has no explanation", async () => {
    await using silent = await startSubgraph({ candidates: 5, env: { UPSTREAM_EXTENSION: "false" } });
    await using visited = await visitGraphiql(silent.url);
    const pane = await openPane(visited.page);
    await pane.getByRole("button", { name: "Run", exact: true }).click();
    await pane.getByText("The response has no explanation").waitFor();
    await visited.page.getByRole("region", { name: "Result Window" }).getByText("UPSTREAM_EXTENSION").waitFor();
    expect(visited.problems.splice(0)).toContainEqual(expect.stringContaining("400"));
  });

  it("has enough contrast in the dark theme", async () => {
    await using visited = await visit(graphiql.subgraph.url, { colorScheme: "dark" });
    const query = visited.page.locator(".graphiql-query-editor .view-line");
    await query.filter({ hasText: "fullName" }).waitFor();
    const pane = await openPane(visited.page);
    await pane.getByRole("button", { name: "Run", exact: true }).click();
    await pane.getByRole("heading", { name: "Calls made in NewestApplicants" }).waitFor();
    expect(await axeFaults(visited.page, ".explain")).toEqual([]);
  });

  async function openPane(page: Page) {
    await page.getByRole("button", { name: "Show Explain" }).click();
    const pane = page.getByRole("region", { name: "Explain", exact: true });
    await pane.waitFor();
    return pane;
  }
});

/** The number of bars outside of the picture. */
async function barsOutside(page: Page): Promise<number> {
  const lane = await page.locator(".explain-lane").first().boundingBox();
  const bars = await Promise.all((await page.locator(".explain-row span").all()).map((bar) => bar.boundingBox()));
  return bars.filter((bar) => bar!.x < lane!.x - 1 || bar!.x + bar!.width > lane!.x + lane!.width + 2).length;
}
