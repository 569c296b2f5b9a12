import type { CombinedError } from "urql";
import { explain } from "./explanation.ts";

interface ProblemProps {
  readonly error: CombinedError;
  /** Whether something could be read all the same. */
  readonly isPartial: boolean;
  readonly isRetrying: boolean;
  readonly onRetry: () => void;
}

/** Says what went wrong and what can be done about it. */
export function Problem({ error, isPartial, isRetrying, onRetry }: ProblemProps) {
  const explanations = explain(error);
  return (
    <div className="problem" role="alert">
      {explanations.map(({ title, advice }) => (
        <p key={title}>
          <strong>{title}.</strong> {advice}
        </p>
      ))}
      {isPartial && <p>Showing what could be read.</p>}
      {explanations.some(({ canRetry }) => canRetry) && (
        <button type="button" disabled={isRetrying} onClick={onRetry}>
          {isRetrying ? "Trying…" : "Try again"}
        </button>
      )}
    </div>
  );
}
