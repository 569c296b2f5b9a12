import type { Caller } from "./ats/caller.js";
import type { Needs } from "./ats/needs.js";
import { AtsError } from "./ats/errors.js";
import { OperationLedger } from "./ledger.js";
import { PartialErrors } from "./partial-errors.js";

/** One GraphQL operation under way: on its behalf calls are made, counted, and given up. */
export interface Operation extends Caller {
  readonly ledger: OperationLedger;
  readonly partialErrors: PartialErrors;
  readonly needs: Needs;
  /** Gives up what is under way: the client has gone. */
  abandon(): void;
  /** The operation has answered: its deadline no longer counts. */
  finish(): void;
}

/**
 * Begins an operation that must answer within `deadlineMs`, and may make as many provider calls as its caller asked for
 * and the operator allows.
 */
export function beginOperation(deadlineMs: number, asked?: number, allowed?: number): Operation {
  const controller = new AbortController();
  const partialErrors = new PartialErrors();
  const startedAt = performance.now();
  const timer = setTimeout(() => {
    controller.abort(
      new AtsError("DEADLINE_EXCEEDED", `The operation was not done within ${deadlineMs} ms. Ask for less at a time.`),
    );
  }, deadlineMs);
  return {
    signal: controller.signal,
    startedAt,
    deadline: startedAt + deadlineMs,
    ledger: new OperationLedger(asked, allowed),
    partialErrors,
    needs: { stageNames: true, applicationDetails: true },
    report: (error) => {
      partialErrors.add(error);
    },
    abandon() {
      controller.abort(new AtsError("DEADLINE_EXCEEDED", "The client did not wait for the answer."));
    },
    finish() {
      clearTimeout(timer);
    },
  };
}
