import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { readSettings } from "../../examples/supergraph/settings.js";
import { type RunningSupergraph, startSupergraph } from "../../examples/supergraph/supergraph.js";
import { hasChromium } from "../browser/chromium.js";
import { buildPage, visitGraphiql } from "../browser/graphiql-visit.js";

describe.skipIf(!hasChromium)("the gateway's page", () => {
  let supergraph: RunningSupergraph;

  beforeAll(async () => {
    await buildPage();
    supergraph = await startSupergraph(readSettings({ PORT: "0", NOTES_PORT: "0", GATEWAY_PORT: "0" }));
  });

  afterAll(async () => {
    await supergraph.close();
  });

  it("runs a federated query, and sends requests to the gateway only", async () => {
    await using visit = await visitGraphiql(supergraph.url);
    await visit.page.getByText("With the subgraph notes").waitFor();
    await visit.page.getByRole("button", { name: "Show Documentation Explorer" }).click();
    for (const ofEither of ["The job with this id.", "The notes of interviewers."]) {
      await visit.page.getByText(ofEither).waitFor();
    }
    await visit.page.locator(".graphiql-query-editor .view-line", { hasText: "fullName" }).click();
    await visit.page.keyboard.press("Control+A");
    // The editor adds the last brace.
    await visit.page.keyboard.insertText("{ notes(first: 1) { author application { status } } ");
    await visit.page.getByRole("tab", { name: "<untitled>" }).waitFor();
    await visit.page.getByRole("button", { name: /^Execute query/ }).click();
    const response = visit.page.getByRole("region", { name: "Result Window" });
    await response.getByText('"author"').waitFor();
    expect(await response.innerText()).toMatch(/"status":\s+"(ACTIVE|REJECTED|HIRED)"/);
    expect(visit.requests.length).toBeGreaterThan(5);
  });
});
