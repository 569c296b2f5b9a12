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

/** The whole page: the jobs, and the pipeline of the selected job. */
export function Pipeline() {
  const jobs = usePages(
    JobPage,
    (after) => ({ first: 10, after }),
    (data) => data.jobs,
  );
  const [selectedId, setSelectedId] = useState<string>();
  const job =
    jobs.nodes.find(({ id }) => id === selectedId) ??
    jobs.nodes.find(({ status }) => status === "OPEN") ??
    jobs.nodes[0];
  return (
    <>
      <header className="page-header">
        <h1>Hiring pipeline</h1>
        <p>An example page for ats-subgraph</p>
      </header>
      <Jobs jobs={jobs} selectedId={job?.id} onSelect={setSelectedId} />
      <main>{job && <Board key={job.id} jobId={job.id} job={job} />}</main>
    </>
  );
}
