import { useState } from "react";
import { ApplicationsByStage } from "./applications-by-stage.tsx";
import type { ApplicationStatus } from "./generated/graphql.ts";
import type { FragmentType } from "./generated/index.ts";
import { JobHeader, type JobHeaderFields } from "./job-header.tsx";

const statuses = [
  ["ACTIVE", "In progress"],
  ["HIRED", "Hired"],
  ["REJECTED", "Rejected"],
] as const satisfies readonly (readonly [ApplicationStatus, string])[];

interface BoardProps {
  readonly jobId: string;
  readonly job: FragmentType<typeof JobHeaderFields>;
}

/** One job: its hiring team, and its applications with one status, by stage. */
export function Board({ jobId, job }: BoardProps) {
  const [status, setStatus] = useState<ApplicationStatus>("ACTIVE");
  return (
    <>
      <JobHeader job={job} />
      <fieldset className="choices">
        <legend className="visually-hidden">Show</legend>
        {statuses.map(([value, label]) => (
          <label key={value}>
            <input
              className="visually-hidden"
              type="radio"
              name="status"
              checked={status === value}
              onChange={() => {
                setStatus(value);
              }}
            />
            {label}
          </label>
        ))}
      </fieldset>
      <ApplicationsByStage key={status} jobId={jobId} status={status} />
    </>
  );
}
