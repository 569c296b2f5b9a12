import type { CombinedError } from "urql";
import { errorMessages } from "./error-messages.ts";

interface ProblemProps {
  readonly error: CombinedError;
  /** Whether some of the data is shown in spite of the error. */
  readonly isPartial: boolean;
  readonly isRetrying: boolean;
  readonly onRetry: () => void;
}

/** Shows what went wrong, and what the user can do. */
export function Problem({ error, isPartial, isRetrying, onRetry }: ProblemProps) {
  const messages = errorMessages(error);
  return (
    <div className="problem" role="alert">
      {messages.map(({ title, advice }) => (
        <p key={title}>
          <strong>{title}.</strong> {advice}
        </p>
      ))}
      {isPartial && <p>Some data could not be loaded.</p>}
      {messages.some(({ canRetry }) => canRetry) && (
        <button type="button" disabled={isRetrying} onClick={onRetry}>
          {isRetrying ? "Loading…" : "Try again"}
        </button>
      )}
    </div>
  );
}
