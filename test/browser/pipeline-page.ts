import type { Page } from "playwright-core";
import type { TestSubgraph } from "../support/subgraph.js";

/** A column of the board: its stage, and the people in it. */
export interface Column {
  readonly stage: string;
  readonly people: readonly string[];
}

/** The columns that a page shows, from left to right. */
export async function columnsOn(page: Page): Promise<Column[]> {
  const columns = await page.getByRole("list", { name: "Stages" }).locator("> li").all();
  return Promise.all(
    columns.map(async (column) => ({
      stage: (await column.getByRole("heading").innerText()).replace(/\s*\d+$/, ""),
      people: await column.locator(".name").allInnerTexts(),
    })),
  );
}

/** The expected columns for the first applications to a job, from the data of the subgraph. */
export async function columnsOf(subgraph: TestSubgraph, jobId: string, first: number): Promise<Column[]> {
  const { data } = await subgraph.query(
    `query ($jobIds: [ID!], $first: Int) {
      stages { name }
      applications(first: $first, filter: { jobIds: $jobIds, status: ACTIVE }) {
        nodes { stage { name } candidate { fullName } }
      }
    }`,
    { jobIds: [jobId], first },
  );
  const { nodes } = data.applications;
  const stages = [...data.stages, ...nodes.map((node: any) => node.stage)].map(({ name }) => name ?? "Unnamed stage");
  return [...new Set<string>(stages)]
    .map((stage) => ({
      stage,
      people: nodes
        .filter((node: any) => (node.stage.name ?? "Unnamed stage") === stage)
        .map(({ candidate }: any) => candidate.fullName ?? "No name"),
    }))
    .filter(({ people }) => people.length > 0);
}

/** A job with more active applications than fit on one page of the board. */
export async function longJob(subgraph: TestSubgraph): Promise<{ id: string; name: string; people: number }> {
  const { data } = await subgraph.query(`{ jobs(first: 10) { nodes { id name } } }`);
  for (const { id, name } of data.jobs.nodes) {
    const columns = await columnsOf(subgraph, id, 100);
    const people = columns.reduce((sum, column) => sum + column.people.length, 0);
    if (people > 10 && people <= 20) return { id, name, people };
  }
  throw new Error("No job has a second page.");
}

/** Selects a job in the list. */
export async function choose(page: Page, job: string): Promise<void> {
  await page.getByRole("navigation", { name: "Jobs" }).getByText(job, { exact: true }).click();
  await page.getByRole("heading", { name: job }).waitFor();
}
