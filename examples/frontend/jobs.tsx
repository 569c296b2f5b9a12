import "./jobs.css";
import { type FragmentType, graphql, readFragment } from "./generated/index.ts";
import { MoreButton } from "./more-button.tsx";
import type { Pages } from "./pages.ts";
import { Pill } from "./pill.tsx";
import { Problem } from "./problem.tsx";

const JobItem = graphql(`
  fragment JobItem on Job {
    id
    name
    status
    remoteStatus
    department {
      name
    }
  }
`);

interface JobsProps {
  readonly jobs: Pages<{ readonly id: string } & FragmentType<typeof JobItem>>;
  readonly chosenId: string | undefined;
  readonly onChoose: (id: string) => void;
}

/** The jobs, one of which is chosen. */
export function Jobs({ jobs, chosenId, onChoose }: JobsProps) {
  const { nodes, isReading, error, readAgain } = jobs;
  return (
    <nav className="jobs" aria-label="Jobs" aria-busy={isReading}>
      <h2>Jobs</h2>
      <ul>
        {readFragment(JobItem, nodes).map(({ id, name, status, remoteStatus, department }) => (
          <li key={id}>
            <button
              type="button"
              aria-current={id === chosenId}
              onClick={() => {
                onChoose(id);
              }}
            >
              <span className="name">{name ?? "Untitled job"}</span>
              <span className="department">{department?.name ?? "No department"}</span>
              <Pill status={status} remoteStatus={remoteStatus} />
            </button>
          </li>
        ))}
      </ul>
      {isReading && nodes.length === 0 && <p role="status">Reading jobs…</p>}
      {!isReading && !error && nodes.length === 0 && <p>There are no jobs yet.</p>}
      {error && <Problem error={error} isPartial={nodes.length > 0} isRetrying={isReading} onRetry={readAgain} />}
      <MoreButton {...jobs} label="More jobs" />
    </nav>
  );
}
