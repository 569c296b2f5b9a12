import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import type { Browser } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { startSubgraph, type TestSubgraph } from "../support/subgraph.js";
import { hasChromium, launchChromium } from "./chromium.js";

describe.skipIf(!hasChromium)("a page of another site in a browser", () => {
  let subgraph: TestSubgraph;
  let browser: Browser;

  beforeAll(async () => {
    subgraph = await startSubgraph({ candidates: 5 });
    browser = await launchChromium();
  });
  afterAll(async () => {
    await subgraph[Symbol.asyncDispose]();
  });

  const costly = () => `${subgraph.url}/graphql?query=${encodeURIComponent("{ candidates { nodes { id } } }")}`;

  it.each(["localhost", "127.0.0.1"])("cannot cause a call to Lever if its host is %s", async (host) => {
    await using foreign = await serveForeignPage(costly());
    const page = await browser.newPage();
    const asked: string[] = [];
    page.on("request", (request) => {
      if (request.url() === costly()) asked.push(request.resourceType());
    });
    subgraph.newCalls();
    await page.goto(`http://${host}:${foreign.port}/`);
    await page.waitForURL(costly());
    expect(asked).toEqual(["fetch", "image", "script", "document", "document"]);
    expect(subgraph.newCalls()).toEqual([]);
    await page.close();
  });

  it("cannot read the account through a host name that resolves to this machine", async () => {
    // An attacker's page does not have the content security policy of this page.
    const page = await browser.newPage({ bypassCSP: true });
    const home = `http://rebound.example:${new URL(subgraph.url).port}`;
    // A script of this page has the origin of the host name.
    await page.goto(`${home}/`);
    subgraph.newCalls();
    const answers = await page.evaluate(
      async (byGet) => {
        const headers = { "content-type": "application/json", "apollo-require-preflight": "1" };
        const body = JSON.stringify({ query: "{ candidates { nodes { id fullName } } }" });
        const post = await fetch("/graphql", { method: "POST", headers, body });
        const others = [byGet, "/graphiql", "/metrics", "/health/ready", "/nothing"];
        return Promise.all(
          [post, ...others.map((path) => fetch(path, { headers }))].map(async (answer) => (await answer).status),
        );
      },
      new URL(costly()).pathname + new URL(costly()).search,
    );
    expect(answers).toEqual([421, 421, 421, 421, 421, 421]);
    expect(subgraph.newCalls()).toEqual([]);
    await page.close();
  });

  it("is treated differently from a person who types the address", async () => {
    const page = await browser.newPage();
    const response = await page.goto(costly());
    expect(response?.status()).toBe(200);
    await page.close();
  });
});

/**
 * Serves a page that requests `url` in every way that needs no permission: with fetch, as an image, as a script, in a frame
 * and by navigation.
 */
async function serveForeignPage(url: string) {
  const html = `<!doctype html><title>Foreign</title><body><script type="module">
    const url = ${JSON.stringify(url)};
    await fetch(url, { mode: "no-cors", headers: { accept: "application/json" } }).catch(() => undefined);
    for (const tag of ["img", "script", "iframe"]) {
      const element = document.createElement(tag);
      const settled = new Promise((resolve) => (element.onload = element.onerror = resolve));
      element.src = url;
      document.body.append(element);
      await settled;
    }
    location.href = url;
  </script>`;
  const server = createServer((_request, response) => {
    response.setHeader("content-type", "text/html").end(html);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return {
    port: (server.address() as AddressInfo).port,
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
