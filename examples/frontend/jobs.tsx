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
  readonly selectedId: string | undefined;
  readonly onSelect: (id: string) => void;
}

/** The list of jobs. One of them is selected. */
export function Jobs({ jobs, selectedId, onSelect }: JobsProps) {
  const { nodes, isLoading, error, reload } = jobs;
  return (
    <nav className="jobs" aria-label="Jobs" aria-busy={isLoading}>
      <h2>Jobs</h2>
      <ul>
        {readFragment(JobItem, nodes).map(({ id, name, status, remoteStatus, department }) => (
          <li key={id}>
            <button
              type="button"
              aria-current={id === selectedId}
              onClick={() => {
                onSelect(id);
              }}
            >
              <span className="name">{name ?? "Untitled job"}</span>
              <span className="department">{department?.name ?? "No department"}</span>
              <Pill status={status} remoteStatus={remoteStatus} />
            </button>
          </li>
        ))}
      </ul>
      {isLoading && nodes.length === 0 && <p role="status">Loading jobs…</p>}
      {!isLoading && !error && nodes.length === 0 && <p>There are no jobs.</p>}
      {error && <Problem error={error} isPartial={nodes.length > 0} isRetrying={isLoading} onRetry={reload} />}
      <MoreButton {...jobs} label="More jobs" />
    </nav>
  );
}
