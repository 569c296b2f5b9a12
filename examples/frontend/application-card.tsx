import { Day } from "./day.tsx";
import { type FragmentType, graphql, readFragment } from "./generated/index.ts";

const ApplicationCardFields = graphql(`
  fragment ApplicationCard on Application {
    rejectedAt
    rejectedReason {
      text
    }
    candidate {
      id
      fullName
      lastActivityAt
    }
  }
`);

interface ApplicationCardProps {
  readonly application: FragmentType<typeof ApplicationCardFields>;
  readonly onOpen: () => void;
}

/** An application on the board: the person, and the last activity or the rejection. */
export function ApplicationCard({ application, onOpen }: ApplicationCardProps) {
  const { candidate, rejectedAt, rejectedReason } = readFragment(ApplicationCardFields, application);
  return (
    <button type="button" className="card" onClick={onOpen}>
      <span className="name">{candidate ? (candidate.fullName ?? "No name") : "Not available"}</span>
      {rejectedAt ? (
        <span>
          {rejectedReason?.text ?? "Rejected"}, <Day at={rejectedAt} />
        </span>
      ) : (
        candidate?.lastActivityAt && (
          <span>
            Last activity <Day at={candidate.lastActivityAt} />
          </span>
        )
      )}
    </button>
  );
}
