import { execFile } from "node:child_process";
import { promisify } from "node:util";
import type { BrowserContextOptions, Page } from "playwright-core";
import { describe, expect, it } from "vitest";
import { axeFaults } from "./axe-faults.js";
import { hasChromium, visit } from "./chromium.js";
import { graphiqlServer } from "./graphiql-visit.js";

const run = promisify(execFile);

describe.skipIf(!hasChromium)("the menu of GraphiQL that copies an operation", () => {
  const graphiql = graphiqlServer({ candidates: 5 });

  const open = (options?: BrowserContextOptions) => {
    const query = `query Other { stages { id } } query Each($id: ID!, $o: String) { stage(id: $id) { name } candidates(filter: { email: $o }) { nodes { id } } }`;
    const link = { query, variables: '{"id":"offer","o":"it\'s \\"é\\" $HOME\\\\n"}', operationName: "Each" };
    return visit(`${graphiql.subgraph.url}/?${new URLSearchParams(link).toString()}`, {
      permissions: ["clipboard-read", "clipboard-write"],
      ...options,
    });
  };

  it("copies a curl command that runs, without the values of secret headers, and says what to put in", async () => {
    await using visited = await open();
    const { page } = visited;
    await typeHeaders(page, '{"authorization":"Bearer secret-1"}');
    await chooseFrom(page, "Copy as curl");
    await page.getByText("Copied as curl. Put in the value of authorization.").waitFor();
    const command = await page.evaluate<string>("navigator.clipboard.readText()");
    expect(command).not.toContain("secret-1");
    const { stdout } = await run("bash", ["-c", command]);
    const answer = JSON.parse(stdout) as { data: { stage: { name: string } } };
    expect(answer.data.stage.name).toBeTruthy();
    await chooseFrom(page, "Copy as TypeScript");
    await page.getByText("Copied as TypeScript.").waitFor();
    const code = await page.evaluate<string>("navigator.clipboard.readText()");
    expect(code).not.toContain("secret-1");
    expect(code).toContain("put the value of authorization here");
  });

  it.each(["light", "dark"] as const)("has no problem that axe finds while it is open: %s", async (colorScheme) => {
    await using visited = await open({ colorScheme });
    const { page } = visited;
    await page.locator(".graphiql-query-editor", { hasText: "Each" }).waitFor();
    await page.getByRole("button", { name: "Copy as code" }).click();
    await page.getByRole("menuitem", { name: "Copy as curl" }).waitFor();
    expect(await axeFaults(page, "[role=menu]")).toEqual([]);
  });

  it("copies where the page has no clipboard, as over plain http", async () => {
    await using visited = await open();
    const { page } = visited;
    await page.evaluate('real = navigator.clipboard; Object.defineProperty(navigator, "clipboard", {})');
    await chooseFrom(page, "Copy as TypeScript");
    await page.getByText("Copied as TypeScript.").waitFor();
    expect(await page.evaluate<string>("real.readText()")).toContain("async function run()");
  });
});

async function chooseFrom(page: Page, item: string): Promise<void> {
  await page.locator(".graphiql-query-editor", { hasText: "Each" }).waitFor();
  await page.getByRole("button", { name: "Copy as code" }).click();
  await page.getByRole("menuitem", { name: item }).click();
}

async function typeHeaders(page: Page, headers: string): Promise<void> {
  await page.getByRole("button", { name: "Headers", exact: true }).click();
  await page.locator(".graphiql-editor-tool .graphiql-editor:not(.hidden) .view-lines").click();
  await page.keyboard.insertText(headers);
}
