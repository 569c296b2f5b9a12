import { beforeAll, describe, expect, it } from "vitest";
import type { Fault } from "../../src/lever-sandbox/index.js";
import { startSubgraph, type TestSettings } from "../support/subgraph.js";
import { hasChromium, visit } from "./chromium.js";
import { buildFrontend, type FrontendPage } from "./frontend-page.js";
import { choose, columnsOf, columnsOn, longJob } from "./pipeline-page.js";

describe.skipIf(!hasChromium)("the frontend example, when something goes wrong", () => {
  let frontend: FrontendPage;

  beforeAll(async () => {
    frontend = await buildFrontend();
  });

  /** Opens the page with a new subgraph, and waits until it shows a board. */
  async function open(settings?: TestSettings) {
    const subgraph = await startSubgraph(settings);
    const served = await frontend.serve(`${subgraph.url}/graphql`);
    const { page, problems, [Symbol.asyncDispose]: leave } = await visit(served.url);
    await page.locator(".card").first().waitFor();
    return {
      subgraph,
      page,
      problems,
      problem: page.getByRole("alert"),
      /** Makes every matching call to Lever fail, until the faults are cleared. */
      fail: (match: RegExp, fault: Fault) => {
        subgraph.lever.faults.failNext(match, fault, Infinity);
      },
      async [Symbol.asyncDispose]() {
        await leave();
        await served[Symbol.asyncDispose]();
        await subgraph[Symbol.asyncDispose]();
      },
    };
  }

  it.each<[string, Fault, string]>([
    ["rate limit", { status: 429 }, "Lever is busy"],
    ["silence", "stall", "Lever did not answer in time"],
    ["garbage", "html", "Lever sent an invalid response"],
  ])("explains Lever's %s, and shows the people after a retry", async (_what, fault, title) => {
    await using visited = await open({ env: { LEVER_TIMEOUT_MS: "300" } });
    const { page, problem, fail, subgraph } = visited;
    fail(/opportunities/, fault);
    await page.getByText("Hired", { exact: true }).click();
    await problem.getByText(title).waitFor();
    expect(await problem.innerText()).not.toContain("Some data could not be loaded");
    subgraph.lever.faults.clear();
    await problem.getByRole("button", { name: "Try again" }).click();
    await page.locator(".card").first().waitFor();
    expect(await problem.count()).toBe(0);
  });

  it.each<[string, Fault, string]>([
    ["key", { status: 401 }, "Lever rejects this service's key"],
    ["right to read", { status: 403 }, "No access"],
  ])("offers no retry if the %s is wrong, because a retry would fail too", async (_what, fault, title) => {
    await using visited = await open();
    const { page, problem, fail } = visited;
    fail(/opportunities/, fault);
    await page.getByText("Hired", { exact: true }).click();
    await problem.getByText(title).waitFor();
    expect(await problem.getByRole("button").count()).toBe(0);
  });

  it("says when a request took too long", async () => {
    await using visited = await open({ env: { QUERY_DEADLINE_MS: "1500" } });
    const { page, problem, fail } = visited;
    fail(/opportunities/, "stall");
    await page.getByText("Hired", { exact: true }).click();
    await page.getByText("Loading applications…").waitFor();
    await problem.getByText("This took too long").waitFor();
  });

  it("shows the part of a response that was read, and the rest after a retry", async () => {
    await using visited = await open();
    const { page, problem, fail, subgraph } = visited;
    const job = await longJob(subgraph);
    fail(/contact_id=/, { status: 503 });
    await choose(page, job.name);
    await problem.getByText("Some data could not be loaded.").waitFor();
    const lastActivities = page.getByText(/^Last activity/);
    expect(await columnsOn(page)).toEqual(await columnsOf(subgraph, job.id, 10));
    expect(await lastActivities.count()).toBe(0);
    subgraph.lever.faults.clear();
    await problem.getByRole("button", { name: "Try again" }).click();
    await expect.poll(() => lastActivities.count()).toBe(10);
    expect(await problem.count()).toBe(0);
  });

  it("keeps the people of earlier pages if a later page fails", async () => {
    await using visited = await open();
    const { page, problem, fail, subgraph } = visited;
    const job = await longJob(subgraph);
    await choose(page, job.name);
    const more = page.getByRole("button", { name: "Load more" });
    await more.waitFor();
    fail(/opportunities/, "reset");
    await more.click();
    await problem.getByText("Lever cannot be reached").waitFor();
    subgraph.lever.faults.clear();
    expect(await columnsOn(page)).toEqual(await columnsOf(subgraph, job.id, 10));
    await problem.getByRole("button", { name: "Try again" }).click();
    await expect.poll(() => columnsOn(page)).toEqual(await columnsOf(subgraph, job.id, 100));
  });

  it("shows a person whose offer cannot be read, and the offer after a retry", async () => {
    await using visited = await open();
    const { page, fail, subgraph } = visited;
    fail(/offers/, { status: 500 });
    await page.locator(".card").first().click();
    const panel = page.getByRole("dialog");
    const offer = panel.getByRole("region", { name: "Offer" });
    await offer.getByText("Lever cannot be reached").waitFor();
    await panel.getByRole("region", { name: "Person" }).getByText("First recorded").waitFor();
    subgraph.lever.faults.clear();
    await offer.getByRole("button", { name: "Try again" }).click();
    await offer.getByText(/^Loaded with/).waitFor();
    expect(await offer.getByRole("alert").count()).toBe(0);
  });

  it("shows people by stage even if the order of the pipeline cannot be read", async () => {
    await using visited = await open({ env: { REFERENCE_TTL_MS: "0" } });
    const { page, problem, fail, subgraph } = visited;
    const before = await columnsOn(page);
    fail(/v1\/stages\?/, { status: 500 });
    await page.reload();
    await problem.getByText("Lever cannot be reached").waitFor();
    await page.locator(".card").first().waitFor();
    expect(await columnsOn(page)).toEqual(expect.arrayContaining(before));
    expect(await page.getByText("No longer in the pipeline").count()).toBe(0);
    subgraph.lever.faults.clear();
    await problem.getByRole("button", { name: "Try again" }).click();
    await expect.poll(() => problem.count()).toBe(0);
    expect(await columnsOn(page)).toEqual(before);
  });

  it("says that the service cannot be reached", async () => {
    await using visited = await open();
    const { page, problem, subgraph, problems } = visited;
    await subgraph[Symbol.asyncDispose]();
    await page.getByText("Hired", { exact: true }).click();
    await problem.getByText("The service cannot be reached").waitFor();
    expect(problems.splice(0).join()).toContain("502");
  });

  it("says that there are no applications", async () => {
    await using visited = await open();
    const { page, subgraph } = visited;
    const { data } = await subgraph.query(
      `{ jobs(first: 10) { nodes { name applications(first: 1) { nodes { id } } } } }`,
    );
    const unwanted = data.jobs.nodes.find(({ applications }: any) => applications.nodes.length === 0);
    await choose(page, unwanted.name);
    await page.getByText("There are no applications with this status.").waitFor();
  });
});
