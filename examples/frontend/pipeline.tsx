import { useState } from "react";
import { Board } from "./board.tsx";
import { graphql } from "./generated/index.ts";
import { Jobs } from "./jobs.tsx";
import { usePages } from "./pages.ts";

const JobPage = graphql(`
  query JobPage($first: Int!, $after: String) {
    jobs(first: $first, after: $after) {
      nodes {
        id
        status
        ...JobItem
        ...JobHeader
      }
      pageInfo {
        hasNextPage
        endCursor
      }
    }
  }
`);

/** The whole page: the jobs, and the pipeline of the one that is chosen. */
export function Pipeline() {
  const jobs = usePages(
    JobPage,
    (after) => ({ first: 10, after }),
    (data) => data.jobs,
  );
  const [chosenId, setChosenId] = useState<string>();
  const job =
    jobs.nodes.find(({ id }) => id === chosenId) ?? jobs.nodes.find(({ status }) => status === "OPEN") ?? jobs.nodes[0];
  return (
    <>
      <header className="page-header">
        <h1>Hiring pipeline</h1>
        <p>An example for ats-subgraph</p>
      </header>
      <Jobs jobs={jobs} chosenId={job?.id} onChoose={setChosenId} />
      <main>{job && <Board key={job.id} jobId={job.id} job={job} />}</main>
    </>
  );
}
