import { randomUUID } from "node:crypto";
import { QueueLimit } from "./queue-limit.js";
import type { CallContext } from "../../ats/call-context.js";
import type { FieldRequirements } from "../../ats/field-requirements.js";
import { AtsError } from "../../ats/errors.js";
import { onAbort } from "../../ats/abort-signal.js";
import type { OperationCost } from "../limits/operation-cost.js";
import { OperationStats } from "./operation-stats.js";
import type { OperationOutcome } from "../../telemetry/operation-metrics.js";
import { PartialErrors } from "./partial-errors.js";

/** What is told of an operation in the log and in metrics, as it becomes known. */
export interface OperationSummary {
  /** As its author named it; undefined for one without a name, and until it has been read and found valid. */
  name: string | undefined;
  /** Undefined until then. */
  type: "query" | "mutation" | "subscription" | undefined;
  outcome: OperationOutcome;
  /** How many errors it is answered with, by code. */
  errors: Readonly<Record<string, number>>;
  /** Whether another operation's execution answers it. */
  shared: boolean;
}

/** One GraphQL operation under way: on its behalf calls are made, counted, and given up. */
export interface Operation extends CallContext {
  /** That of the request. */
  readonly id: string;
  readonly summary: OperationSummary;
  readonly startedAt: number;
  readonly stats: OperationStats;
  readonly partialErrors: PartialErrors;
  readonly requirements: FieldRequirements;
  /** What the operation can cost at most. Undefined until it has been computed. */
  cost: OperationCost | undefined;
  /** The coerced variables, known as soon as the cost is. */
  variables: Readonly<Record<string, unknown>>;
  readonly queueLimit: QueueLimit;
  /** The client has gone: gives up what is under way, unless another operation waits for it. */
  clientDisconnected(): void;
  /** From now on another operation waits for this one's answer too. */
  addFollower(other: Operation): void;
  /** Gives up what is under way, whoever waits for it, with this error in place of what is missing. */
  abort(error: AtsError): void;
  /** The operation has answered: gives up what is still under way, as where a field that failed took all others along. */
  finish(): void;
}

export interface OperationOptions {
  /** The id of the request; by default a new one. */
  readonly id?: string;
  /** The provider calls that the caller asks for at the most. */
  readonly requestedCalls?: number | undefined;
  /** Those that the operator allows. */
  readonly allowedCalls?: number | undefined;
  /** How long the first of them may wait for its turn, in milliseconds; by default for any time. */
  readonly maxWaitMs?: number;
}

/** Begins an operation that must answer within `deadlineMs` milliseconds. */
export function startOperation(
  deadlineMs: number,
  { id = randomUUID(), requestedCalls, allowedCalls, maxWaitMs = Infinity }: OperationOptions = {},
): Operation {
  const controller = new AbortController();
  const abort = (error: AtsError) => {
    controller.abort(error);
  };
  const partialErrors = new PartialErrors();
  const startedAt = performance.now();
  const timer = setTimeout(() => {
    abort(
      new AtsError("DEADLINE_EXCEEDED", `The operation was not done within ${deadlineMs} ms. Ask for less at a time.`),
    );
  }, deadlineMs);
  const queueLimit = new QueueLimit(maxWaitMs, abort);
  let waitingClients = 1;
  const clientDisconnected = () => {
    waitingClients -= 1;
    if (waitingClients > 0) return;
    abort(new AtsError("DEADLINE_EXCEEDED", "The client did not wait for the answer."));
  };
  return {
    id,
    summary: { name: undefined, type: undefined, outcome: "refused", errors: {}, shared: false },
    signal: controller.signal,
    startedAt,
    deadline: startedAt + deadlineMs,
    stats: new OperationStats(requestedCalls, allowedCalls),
    partialErrors,
    requirements: { stageNames: true, applicationDetails: true, applicationLists: true, remoteUrls: true },
    cost: undefined,
    variables: {},
    queueLimit,
    assertWaitAllowed: (waitMs) => {
      queueLimit.assertWaitAllowed(waitMs);
    },
    reportError: (error) => {
      partialErrors.add(error);
    },
    clientDisconnected,
    abort,
    addFollower({ signal }) {
      waitingClients += 1;
      onAbort(signal, clientDisconnected);
    },
    finish() {
      clearTimeout(timer);
      abort(new AtsError("DEADLINE_EXCEEDED", "The operation has been answered."));
    },
  };
}
