import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { startGatewayOver } from "../support/apollo-gateway.js";
import { startSubgraph, type TestSubgraph } from "../support/subgraph.js";
import { hasChromium, visit } from "./chromium.js";
import { buildFrontend, type FrontendPage, type ServedPage } from "./frontend-page.js";
import { choose, columnsOf, columnsOn, longJob } from "./pipeline-page.js";

/** The GraphQL addresses for the page, and the cost of an offer that the page shows with each. */
const addresses = [
  {
    name: "the subgraph",
    start: async ({ url }: TestSubgraph) => ({ url: `${url}/graphql`, close: () => Promise.resolve() }),
    cost: "Loaded with 2 calls to Lever",
  },
  {
    name: "a gateway",
    start: (subgraph: TestSubgraph) => startGatewayOver([{ name: "ats", url: `${subgraph.url}/graphql` }]),
    cost: "The cost of this request is not known.",
  },
];

describe.skipIf(!hasChromium)("the frontend example in a browser", () => {
  let frontend: FrontendPage;

  beforeAll(async () => {
    frontend = await buildFrontend();
  });

  describe.each(addresses)("with $name", ({ start, cost }) => {
    let subgraph: TestSubgraph;
    let endpoint: Awaited<ReturnType<typeof start>>;
    let served: ServedPage;

    beforeAll(async () => {
      subgraph = await startSubgraph();
      endpoint = await start(subgraph);
      served = await frontend.serve(endpoint.url);
    });

    afterAll(async () => {
      await served[Symbol.asyncDispose]();
      await endpoint.close();
      await subgraph[Symbol.asyncDispose]();
    });

    it("shows the jobs, and the people of the first open job by stage in pipeline order", async () => {
      const { data } = await subgraph.query(`{ jobs(first: 10) { nodes { id name status } } }`);
      const open = data.jobs.nodes.find(({ status }: { status: string }) => status === "OPEN");
      await using visited = await visit(served.url);
      const { page } = visited;
      await page.getByRole("heading", { level: 2, name: open.name }).waitFor();
      const names = page.getByRole("navigation", { name: "Jobs" }).locator("li .name");
      expect(await names.allInnerTexts()).toEqual(data.jobs.nodes.map(({ name }: { name: string }) => name));
      await expect.poll(() => columnsOn(page)).toEqual(await columnsOf(subgraph, open.id, 10));
    });

    it("loads more jobs, and more people of a job, until all are loaded", async () => {
      const job = await longJob(subgraph);
      await using visited = await visit(served.url);
      const { page } = visited;
      await choose(page, job.name);
      await expect.poll(() => columnsOn(page)).toEqual(await columnsOf(subgraph, job.id, 10));
      await page.getByRole("button", { name: "Load more" }).click();
      await expect.poll(() => columnsOn(page)).toEqual(await columnsOf(subgraph, job.id, 100));
      await expect.poll(() => page.getByRole("button", { name: "Load more" }).count()).toBe(0);

      const jobs = (await subgraph.query(`{ jobs(first: 100) { nodes { id } } }`)).data.jobs.nodes.length;
      const listed = page.getByRole("navigation", { name: "Jobs" }).getByRole("listitem");
      await page.getByRole("button", { name: "More jobs" }).click();
      await expect.poll(() => listed.count()).toBe(jobs);
      expect(await page.getByRole("heading", { name: job.name }).isVisible()).toBe(true);
    });

    it("loads an offer only when a card is opened, and shows its status and cost", async () => {
      const { job, candidate } = await sentOffer(subgraph);
      await using visited = await visit(served.url);
      const { page } = visited;
      await page.getByRole("button", { name: "More jobs" }).click();
      await choose(page, job.name);
      subgraph.newCalls();
      const card = page.getByRole("button", { name: candidate.fullName });
      const more = page.getByRole("button", { name: "Load more" });
      await card.or(more).first().waitFor();
      while (!(await card.isVisible())) await more.click();
      expect(subgraph.newCalls().filter((call) => call.endsWith("/offers"))).toEqual([]);
      await card.click();
      const offer = page.getByRole("dialog", { name: candidate.fullName }).getByRole("region", { name: "Offer" });
      await offer.getByText(cost).waitFor();
      expect(await offer.innerText()).toContain(`Sent for ${job.name}, created`);
      expect(subgraph.newCalls().filter((call) => call.endsWith("/offers"))).toHaveLength(1);
    });

    it("lists the fields that Lever cannot fill, with reasons", async () => {
      const { data } = await subgraph.query(`{ providerSupport(level: UNSUPPORTED) { type field reason } }`);
      const reasonOf = (field: string) =>
        data.providerSupport.find((found: any) => `${found.type}.${found.field}` === field).reason;
      await using visited = await visit(served.url);
      const { page } = visited;
      await page.getByText(`Recruiters: ${reasonOf("HiringTeam.recruiters")}`).waitFor();
      await page.locator(".card").first().click();
      await page.getByText(`First name, Last name: ${reasonOf("Candidate.firstName")}`).waitFor();
    });

    it("shows that Lever cannot be reached, and recovers", async () => {
      await using visited = await visit(served.url);
      const { page } = visited;
      await page.locator(".card").first().waitFor();
      subgraph.lever.faults.failNext(/opportunities/, { status: 503 }, 99);
      await page.getByText("Hired", { exact: true }).click();
      const problem = page.getByRole("alert");
      await problem.getByText("Lever cannot be reached").waitFor();
      subgraph.lever.faults.clear();
      await problem.getByRole("button", { name: "Try again" }).click();
      await page.locator(".card").first().waitFor();
      expect(await problem.count()).toBe(0);
    });
  });
});

/** A sent offer for the job of an active application. */
async function sentOffer(subgraph: TestSubgraph) {
  const { data } = await subgraph.query(
    `{ offers(first: 50, filter: { status: SENT }) {
      nodes { candidate { fullName } job { id name } application { status jobId } }
    } }`,
  );
  return data.offers.nodes.find(
    ({ job, application }: any) => application.status === "ACTIVE" && application.jobId === job.id,
  );
}
