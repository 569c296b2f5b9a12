import "./board.css";
import { useState } from "react";
import { useQuery } from "urql";
import { ApplicationCard } from "./application-card.tsx";
import { CandidatePanel } from "./candidate-panel.tsx";
import { columnsOf } from "./columns.ts";
import { CostLine } from "./cost.tsx";
import type { ApplicationStatus } from "./generated/graphql.ts";
import { graphql } from "./generated/index.ts";
import { MoreButton } from "./more-button.tsx";
import { usePages } from "./pages.ts";
import { Problem } from "./problem.tsx";

const Stages = graphql(`
  query Stages {
    stages {
      id
      name
    }
  }
`);

const ApplicationPage = graphql(`
  query ApplicationPage($filter: ApplicationFilter!, $first: Int!, $after: String) {
    applications(filter: $filter, first: $first, after: $after) {
      nodes {
        id
        candidateId
        stage {
          id
          name
        }
        ...ApplicationCard
      }
      pageInfo {
        hasNextPage
        endCursor
      }
    }
  }
`);

/** Few, so that the sandbox's jobs have a second page. A real board would ask for 50. */
const pageSize = 10;

interface ApplicationsByStageProps {
  readonly jobId: string;
  readonly status: ApplicationStatus;
}

/** The applications to a job that have one status, in a column for each stage. */
export function ApplicationsByStage({ jobId, status }: ApplicationsByStageProps) {
  const [pipeline, askForPipeline] = useQuery({ query: Stages });
  const pages = usePages(
    ApplicationPage,
    (after) => ({ filter: { jobIds: [jobId], status: [status] }, first: pageSize, after }),
    (data) => data.applications,
  );
  const { nodes, isReading, error, cost, readAgain } = pages;
  const [opened, setOpened] = useState<(typeof nodes)[number]>();
  return (
    <section aria-label="Applications by stage" aria-busy={isReading}>
      {pipeline.error && (
        <Problem
          error={pipeline.error}
          isPartial={nodes.length > 0}
          isRetrying={pipeline.fetching}
          onRetry={() => {
            askForPipeline({ requestPolicy: "network-only" });
          }}
        />
      )}
      {error && <Problem error={error} isPartial={nodes.length > 0} isRetrying={isReading} onRetry={readAgain} />}
      {isReading && nodes.length === 0 && <p role="status">Reading applications…</p>}
      <ol className="columns" tabIndex={0} aria-label="Stages">
        {columnsOf(pipeline.data?.stages ?? undefined, nodes).map(({ id, name, isRetired, applications }) => (
          <li key={id}>
            <h3>
              {name} <span className="count">{applications.length}</span>
            </h3>
            {isRetired && <p className="retired">No longer in the pipeline</p>}
            <ul>
              {applications.map((application) => (
                <li key={application.id}>
                  <ApplicationCard
                    application={application}
                    onOpen={() => {
                      setOpened(application);
                    }}
                  />
                </li>
              ))}
            </ul>
          </li>
        ))}
      </ol>
      {!isReading && !error && nodes.length === 0 && <p>Nobody here: no application is like this.</p>}
      <footer>
        <MoreButton {...pages} label="Load more" />
        {!isReading && <CostLine cost={cost} />}
      </footer>
      {opened && (
        <CandidatePanel
          applicationId={opened.id}
          candidateId={opened.candidateId}
          onClose={() => {
            setOpened(undefined);
          }}
        />
      )}
    </section>
  );
}
