import { createServer, request, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import type { Browser } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { hasChromium, launchChromium } from "./chromium.js";
import { buildPage, visitGraphiql } from "./graphiql-visit.js";
import { startSubgraph, type TestSubgraph } from "../support/subgraph.js";

describe.skipIf(!hasChromium)("GraphiQL in a browser", () => {
  let subgraph: TestSubgraph;
  let browser: Browser;

  beforeAll(async () => {
    await buildPage();
    subgraph = await startSubgraph();
    browser = await launchChromium();
  });

  afterAll(async () => {
    await subgraph[Symbol.asyncDispose]();
  });

  it("opens with an example in each of five tabs and the docs of the root fields and types", async () => {
    await using visit = await open(subgraph.url);
    const tabs = visit.page.getByRole("tab");
    await expect.poll(() => tabs.count()).toBe(5);
    expect((await tabs.allInnerTexts()).map((title) => title.trim())).toEqual([
      "Candidates",
      "Jobs",
      "Outcomes",
      "Offers",
      "ProviderSupport",
    ]);
    expect(await visit.page.title()).toBe("ats-subgraph");
    await visit.page.getByText("One recruiting model over the provider").waitFor();
    await visit.page.getByRole("link", { name: "Candidate", exact: true }).first().click();
    await visit.page.getByText("A person with one or more applications").waitFor();
  });

  it("runs the first example and shows its cost, and runs another tab immediately after its selection", async () => {
    await using visit = await open(`${subgraph.url}/graphiql`);
    await visit.page.getByRole("button", { name: /^Execute query/ }).click();
    const response = visit.page.getByRole("region", { name: "Result Window" });
    await response.getByText('"fullName"').first().waitFor();
    expect(await response.innerText()).not.toContain('"errors"');
    expect(await visit.page.locator(".graphiql-footer").innerText()).toMatch(/^Cost: \d+ provider calls?/);
    await visit.page.getByRole("tab", { name: "Jobs" }).click();
    await visit.page.getByRole("button", { name: /^Execute query/ }).click();
    await response.getByText('"jobs"').first().waitFor();
    expect(await response.innerText()).not.toContain('"errors"');
  });

  it("keeps the docs closed for a visitor who closed them", async () => {
    await using visit = await open(subgraph.url);
    const docs = visit.page.getByText("One recruiting model over the provider");
    await docs.waitFor();
    await visit.page.getByRole("button", { name: "Hide Documentation Explorer" }).click();
    await visit.page.reload();
    await visit.page.getByRole("button", { name: "Show Documentation Explorer" }).click();
    await docs.waitFor();
  });

  it("underlines a field that the schema does not have, and cannot send requests to another host", async () => {
    await using visit = await open(subgraph.url);
    await visit.page.locator(".graphiql-query-editor .view-line", { hasText: "fullName" }).click();
    await visit.page.keyboard.type("Nonsense");
    await visit.page.locator(".graphiql-query-editor .squiggly-error").first().waitFor();
    const refused = await visit.page.evaluate(() =>
      fetch("https://example.com/").then(
        () => false,
        () => true,
      ),
    );
    expect(refused).toBe(true);
    expect(visit.problems.splice(0)).toContainEqual(expect.stringContaining("connect-src"));
  });

  it("works behind a proxy that adds a path", async () => {
    await using proxy = await proxyUnder("/ats", subgraph.url);
    await using visit = await open(`${proxy.url}/ats/graphiql`);
    await visit.page.getByText("One recruiting model over the provider").waitFor();
    expect(visit.requests.filter((url) => !new URL(url).pathname.startsWith("/ats/"))).toEqual([]);
  });

  const open = (url: string) => visitGraphiql(browser, url);
});

/** A proxy that serves `target` under `path`. */
async function proxyUnder(path: string, target: string) {
  const server: Server = createServer((incoming, outgoing) => {
    if (!incoming.url?.startsWith(`${path}/`)) return outgoing.writeHead(404).end();
    const { method, headers } = incoming;
    const onward = request(new URL(incoming.url.slice(path.length), target), { method, headers }, (answer) => {
      outgoing.writeHead(answer.statusCode!, answer.headers);
      answer.pipe(outgoing);
    });
    return incoming.pipe(onward);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
