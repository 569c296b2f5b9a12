import { createServer, request, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { describe, expect, it } from "vitest";
import { hasChromium } from "./chromium.js";
import { graphiqlServer, visitGraphiql } from "./graphiql-visit.js";

describe.skipIf(!hasChromium)("GraphiQL in a browser", () => {
  const graphiql = graphiqlServer();

  it("opens with the first example, and the list of all", async () => {
    await using visit = await visitGraphiql(graphiql.subgraph.url);
    await expect.poll(() => visit.page.getByRole("tab").allInnerTexts()).toEqual(["NewestApplicants"]);
    expect(await visit.page.title()).toBe("ats-subgraph");
    const questions = visit.page.getByRole("region", { name: "Examples" }).getByRole("listitem");
    expect(await questions.count()).toBe(10);
    expect(await questions.allInnerTexts()).toEqual(Array(10).fill(expect.stringMatching(/\? *\n?Costs .+\.$/)));
  });

  it("answers a question in a tab of its own, with its cost, and another time in the same tab", async () => {
    await using visit = await visitGraphiql(`${graphiql.subgraph.url}/graphiql`);
    const { page } = visit;
    const response = page.getByRole("region", { name: "Result Window" });
    const tabs = page.getByRole("tab");
    for (const [question, field, title] of [
      ["Who was rejected last", '"rejectedReason"', "Rejections"],
      ["Which jobs are open longest", '"salaryRange"', "OpenJobs"],
      ["Who was rejected last", '"rejectedReason"', "Rejections"],
    ] as const) {
      const answered = page.waitForResponse((each) => each.request().postData()?.includes(`query ${title}`) ?? false);
      await page.getByRole("button", { name: question }).click();
      expect((await answered).status()).toBe(200);
      await response.getByText(field).first().waitFor();
      expect(await response.innerText()).not.toContain('"errors"');
      await expect.poll(() => page.locator('[role="tab"][aria-selected="true"]').innerText()).toBe(title);
    }
    expect(await tabs.count()).toBe(3);
    expect(await page.locator(".graphiql-footer").innerText()).toMatch(/^\d+ provider calls?/);
  });

  it("keeps the examples closed for a visitor who closed them", async () => {
    await using visit = await visitGraphiql(graphiql.subgraph.url);
    const questions = visit.page.getByText("What do you want to know?");
    await questions.waitFor();
    await visit.page.getByRole("button", { name: "Hide Examples" }).click();
    await visit.page.reload();
    await visit.page.getByRole("button", { name: "Show Documentation Explorer" }).click();
    await visit.page.getByText("One recruiting model over the provider").waitFor();
    expect(await questions.count()).toBe(0);
    await visit.page.getByRole("link", { name: "Candidate", exact: true }).first().click();
    await visit.page.getByText("A person with one or more applications").waitFor();
  });

  it("underlines a field that the schema does not have, and cannot send requests to another host", async () => {
    await using visit = await visitGraphiql(graphiql.subgraph.url);
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
    await using proxy = await proxyUnder("/ats", graphiql.subgraph.url);
    await using visit = await visitGraphiql(`${proxy.url}/ats/graphiql`);
    await visit.page.getByText("What do you want to know?").waitFor();
    expect(visit.requests.filter((url) => !new URL(url).pathname.startsWith("/ats/"))).toEqual([]);
  });
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
