import type { BrowserContextOptions, Page } from "playwright-core";
import { describe, expect, it } from "vitest";
import { hasChromium, launchChromium, visit } from "./chromium.js";
import { graphiqlServer } from "./graphiql-visit.js";

/** What Chromium does where cookies are blocked. Over plain HTTP it has no clipboard either. */
const blockStorage = `
  for (const name of ["localStorage", "sessionStorage", "indexedDB", "caches"]) {
    Object.defineProperty(window, name, {
      get() { throw new DOMException("Access is denied for this document.", "SecurityError"); },
    });
  }
  Object.defineProperty(navigator, "clipboard", { value: undefined });
`;

describe.skipIf(!hasChromium)("GraphiQL", () => {
  const graphiql = graphiqlServer({ candidates: 1 });

  const open = (parameters: Record<string, string>, options?: BrowserContextOptions) =>
    visit(`${graphiql.subgraph.url}/?${new URLSearchParams(parameters).toString()}`, options);
  const queryText = (page: Page) => page.locator(".graphiql-query-editor .view-lines").innerText();
  const run = (page: Page) => page.getByRole("button", { name: /^Execute query/ }).click();
  const result = (page: Page) => page.getByRole("region", { name: "Result Window" });

  it("opens the operation of a link with its variables, and runs it only when the visitor does", async () => {
    graphiql.subgraph.newCalls();
    await using visited = await open({
      query: "query Other { stages { id } } query OneStage($id: ID!) { stage(id: $id) { name } }",
      variables: '{"id":"offer"}',
      operationName: "OneStage",
      headers: '{"x-explain":"run"}',
    });
    const { page } = visited;
    await expect.poll(() => queryText(page)).toContain("OneStage");
    await page.getByText("What do you want to know?").waitFor();
    expect(graphiql.subgraph.newCalls()).toEqual([]);
    await expect.poll(() => page.getByRole("tab").count()).toBe(2);
    await run(page);
    await page.getByRole("menuitem", { name: "OneStage" }).click();
    await result(page).getByText('"Offer"').waitFor();
    expect(await result(page).innerText()).not.toContain('"explain"');
    // The next visit still has the tab, once.
    await page.reload();
    await expect.poll(() => queryText(page)).toContain("OneStage");
    expect(await page.getByRole("tab").count()).toBe(2);
  });

  it("opens a link next to the tabs of a returning visitor", async () => {
    await using visited = await visit(graphiql.subgraph.url);
    const { page } = visited;
    await expect.poll(() => page.getByRole("tab").count()).toBe(1);
    await page.getByRole("button", { name: "New tab" }).click();
    await expect.poll(() => page.evaluate('localStorage.getItem("graphiql:tabState") ?? ""')).toContain("untitled");
    await page.goto(`${graphiql.subgraph.url}/graphiql?query=${encodeURIComponent("{ linked: stages { id } }")}`);
    await expect.poll(() => queryText(page)).toContain("linked");
    expect(await page.getByRole("tab").count()).toBe(3);
    await run(page);
    await result(page).getByText('"linked"').waitFor();
  });

  it("opens links whose operations are odd", async () => {
    await using visited = await open({ query: "{ first: stages { id } }" });
    const odd: [Record<string, string>, string][] = [
      [{ query: "{ <img src=x onerror=alert(1)>" }, "<img"],
      [{ query: `{ long: stages { id } } # ${"long ".repeat(1500)}` }, "long: stages"],
      [{ query: "{ unclear: stages { id } }", variables: "{id:" }, "unclear"],
      [{ query: "{ unnamed: stages { id } }", operationName: "None" }, "unnamed"],
    ];
    for (const [parameters, shown] of odd) {
      await visited.page.goto(`${graphiql.subgraph.url}/?${new URLSearchParams(parameters).toString()}`);
      const text = async () => (await queryText(visited.page)).replaceAll("\u00a0", " ");
      await expect.poll(text).toContain(shown);
    }
  });

  it("works where the browser blocks storage, the clipboard and databases", async () => {
    const context = await (await launchChromium()).newContext({ viewport: { width: 1280, height: 800 } });
    await context.addInitScript({ content: blockStorage });
    const page = await context.newPage();
    const errors: string[] = [];
    page.on("pageerror", (error) => errors.push(String(error)));
    await page.goto(graphiql.subgraph.url);
    await expect.poll(() => queryText(page)).toContain("fullName");
    await run(page);
    await result(page).getByText('"applications"').first().waitFor();
    await page.getByRole("button", { name: "Hide Examples" }).click();
    await page.getByRole("button", { name: /^Copy query/ }).click();
    await page.getByRole("button", { name: "Show History" }).click();
    await page.getByRole("button", { name: "Show Examples" }).click();
    await page.getByRole("button", { name: "Who was hired last" }).click();
    await expect.poll(() => queryText(page)).toContain("HIRED");
    expect(errors).toEqual([]);
    await context.close();
  });
});
