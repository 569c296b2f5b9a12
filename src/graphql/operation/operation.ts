import { randomUUID } from "node:crypto";
import { Admission } from "./queue-limit.js";
import type { Caller } from "../../ats/caller.js";
import type { Needs } from "../../ats/needs.js";
import { AtsError } from "../../ats/errors.js";
import { onAbort } from "../../ats/abort-signal.js";
import { OperationLedger } from "./call-stats.js";
import type { OperationOutcome } from "../../telemetry/operation-metrics.js";
import { PartialErrors } from "./partial-errors.js";

/** What is told of an operation in the log and in metrics, as it becomes known. */
export interface OperationFacts {
  /** As its author named it; undefined for one without a name, and until it has been read and found valid. */
  name: string | undefined;
  /** Undefined until then. */
  type: "query" | "mutation" | "subscription" | undefined;
  /** The provider calls it could take at the most; undefined until they have been reckoned. */
  cost: number | undefined;
  outcome: OperationOutcome;
  /** How many errors it is answered with, by code. */
  errors: Readonly<Record<string, number>>;
  /** Whether another operation's execution answers it. */
  shared: boolean;
}

/** One GraphQL operation under way: on its behalf calls are made, counted, and given up. */
export interface Operation extends Caller {
  /** That of the request. */
  readonly id: string;
  readonly facts: OperationFacts;
  readonly startedAt: number;
  readonly ledger: OperationLedger;
  readonly partialErrors: PartialErrors;
  readonly needs: Needs;
  readonly admission: Admission;
  /** The client has gone: gives up what is under way, unless another operation waits for it. */
  abandon(): void;
  /** From now on another operation waits for this one's answer too. */
  answerFor(other: Operation): void;
  /** Gives up what is under way, whoever waits for it, with this error in place of what is missing. */
  giveUp(error: AtsError): void;
  /** The operation has answered: gives up what is still under way, as where a field that failed took all others along. */
  finish(): void;
}

export interface OperationOptions {
  /** The id of the request; by default a new one. */
  readonly id?: string;
  /** The provider calls that the caller asks for at the most. */
  readonly asked?: number | undefined;
  /** Those that the operator allows. */
  readonly allowed?: number | undefined;
  /** How long the first of them may wait for its turn, in milliseconds; by default for any time. */
  readonly mostWaitMs?: number;
}

/** Begins an operation that must answer within `deadlineMs` milliseconds. */
export function beginOperation(
  deadlineMs: number,
  { id = randomUUID(), asked, allowed, mostWaitMs = Infinity }: OperationOptions = {},
): Operation {
  const controller = new AbortController();
  const giveUp = (error: AtsError) => {
    controller.abort(error);
  };
  const partialErrors = new PartialErrors();
  const startedAt = performance.now();
  const timer = setTimeout(() => {
    giveUp(
      new AtsError("DEADLINE_EXCEEDED", `The operation was not done within ${deadlineMs} ms. Ask for less at a time.`),
    );
  }, deadlineMs);
  const admission = new Admission(mostWaitMs, giveUp);
  let waiting = 1;
  const abandon = () => {
    waiting -= 1;
    if (waiting > 0) return;
    giveUp(new AtsError("DEADLINE_EXCEEDED", "The client did not wait for the answer."));
  };
  return {
    id,
    facts: { name: undefined, type: undefined, cost: undefined, outcome: "refused", errors: {}, shared: false },
    signal: controller.signal,
    startedAt,
    deadline: startedAt + deadlineMs,
    ledger: new OperationLedger(asked, allowed),
    partialErrors,
    needs: { stageNames: true, applicationDetails: true, applicationLists: true, remoteUrls: true },
    admission,
    enqueue: (waitMs) => {
      admission.enqueue(waitMs);
    },
    report: (error) => {
      partialErrors.add(error);
    },
    abandon,
    giveUp,
    answerFor({ signal }) {
      waiting += 1;
      onAbort(signal, abandon);
    },
    finish() {
      clearTimeout(timer);
      giveUp(new AtsError("DEADLINE_EXCEEDED", "The operation has been answered."));
    },
  };
}
