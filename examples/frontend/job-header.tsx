import { type FragmentType, graphql, readFragment } from "./generated/index.ts";
import { Pill } from "./pill.tsx";
import { Unsupported } from "./support.tsx";

/** The data of a job that {@link JobHeader} needs. */
export const JobHeaderFields = graphql(`
  fragment JobHeader on Job {
    name
    status
    remoteStatus
    department {
      name
    }
    hiringTeam {
      hiringManagers {
        id
        name
      }
      recruiters {
        id
        name
      }
    }
  }
`);

/** A job's title and its hiring team. */
export function JobHeader({ job }: { job: FragmentType<typeof JobHeaderFields> }) {
  const { name, status, remoteStatus, department, hiringTeam } = readFragment(JobHeaderFields, job);
  const { hiringManagers, recruiters } = hiringTeam;
  return (
    <header className="job-header">
      <h2>
        {name ?? "Untitled job"} <Pill status={status} remoteStatus={remoteStatus} />
      </h2>
      <p>
        {department?.name ?? "No department"}
        {hiringManagers && <> · Hiring manager: {namesOf(hiringManagers) || "none"}</>}
        {recruiters && <> · Recruiters: {namesOf(recruiters) || "none"}</>}
      </p>
      <Unsupported labels={{ "HiringTeam.recruiters": "Recruiters" }} />
    </header>
  );
}

function namesOf(people: readonly { readonly name: string | null }[]): string {
  return people.map(({ name }) => name ?? "unnamed").join(", ");
}
