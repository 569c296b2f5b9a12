import "./candidate-panel.css";
import { type MouseEvent, useEffect, useRef } from "react";
import { useQuery } from "urql";
import { CandidateDetails } from "./candidate-details.tsx";
import { graphql } from "./generated/index.ts";
import { OfferStatus } from "./offer-status.tsx";
import { Problem } from "./problem.tsx";

const OpenedCandidate = graphql(`
  query OpenedCandidate($id: ID!) {
    candidate(id: $id) {
      id
      fullName
      ...CandidateDetails
    }
  }
`);

interface CandidatePanelProps {
  readonly applicationId: string;
  readonly candidateId: string;
  readonly onClose: () => void;
}

/** A dialog with one person, and the offer of the application that was clicked. */
export function CandidatePanel({ applicationId, candidateId, onClose }: CandidatePanelProps) {
  const dialog = useRef<HTMLDialogElement>(null);
  const [{ data, fetching, error }, refetch] = useQuery({ query: OpenedCandidate, variables: { id: candidateId } });
  const candidate = data?.candidate;

  useEffect(() => {
    dialog.current?.showModal();
  }, []);

  const closeFromOutside = ({ target }: MouseEvent) => {
    if (target === dialog.current) dialog.current.close();
  };

  return (
    <dialog ref={dialog} className="panel" aria-labelledby="opened" onClose={onClose} onClick={closeFromOutside}>
      <div>
        <header>
          <h2 id="opened">{candidate ? (candidate.fullName ?? "No name") : "Candidate"}</h2>
          <button type="button" aria-label="Close" onClick={() => dialog.current?.close()}>
            ×
          </button>
        </header>
        <OfferStatus applicationId={applicationId} />
        {fetching && <p role="status">Loading the candidate…</p>}
        {error && (
          <Problem
            error={error}
            isPartial={candidate !== undefined && candidate !== null}
            isRetrying={fetching}
            onRetry={() => {
              refetch({ requestPolicy: "network-only" });
            }}
          />
        )}
        {candidate === null && !error && <p>Lever no longer has this person.</p>}
        {candidate && <CandidateDetails candidate={candidate} />}
      </div>
    </dialog>
  );
}
