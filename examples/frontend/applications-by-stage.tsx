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

/** A small number, so that the sandbox's jobs have a second page. A real board would use 50. */
const pageSize = 10;

interface ApplicationsByStageProps {
  readonly jobId: string;
  readonly status: ApplicationStatus;
}

/** The applications to a job with one status, in one column for each stage. */
export function ApplicationsByStage({ jobId, status }: ApplicationsByStageProps) {
  const [stages, refetchStages] = useQuery({ query: Stages });
  const pages = usePages(
    ApplicationPage,
    (after) => ({ filter: { jobIds: [jobId], status: [status] }, first: pageSize, after }),
    (data) => data.applications,
  );
  const { nodes, isLoading, error, cost, reload } = pages;
  const [opened, setOpened] = useState<(typeof nodes)[number]>();
  return (
    <section aria-label="Applications by stage" aria-busy={isLoading}>
      {stages.error && (
        <Problem
          error={stages.error}
          isPartial={nodes.length > 0}
          isRetrying={stages.fetching}
          onRetry={() => {
            refetchStages({ requestPolicy: "network-only" });
          }}
        />
      )}
      {error && <Problem error={error} isPartial={nodes.length > 0} isRetrying={isLoading} onRetry={reload} />}
      {isLoading && nodes.length === 0 && <p role="status">Loading applications…</p>}
      <ol className="columns" tabIndex={0} aria-label="Stages">
        {columnsOf(stages.data?.stages ?? undefined, nodes).map(({ id, name, isRetired, applications }) => (
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
      {!isLoading && !error && nodes.length === 0 && <p>There are no applications with this status.</p>}
      <footer>
        <MoreButton {...pages} label="Load more" />
        {!isLoading && <CostLine cost={cost} />}
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
