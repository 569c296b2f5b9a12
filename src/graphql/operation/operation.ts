import { randomUUID } from "node:crypto";
import type { FormattedExecutionResult } from "graphql";
import { QueueLimit } from "./queue-limit.js";
import type { CallContext } from "../../ats/call-context.js";
import type { FieldRequirements } from "../../ats/field-requirements.js";
import { AtsError } from "../../ats/errors.js";
import { onAbort } from "../../ats/abort-signal.js";
import type { OperationCost } from "../limits/operation-cost.js";
import { OperationStats } from "./operation-stats.js";
import type { OperationOutcome } from "../../telemetry/operation-metrics.js";
import { PartialErrors } from "./partial-errors.js";

/** The data of an operation for the log and the metrics. It is filled in while the operation runs. */
export interface OperationSummary {
  /** The operation name. Undefined if it has none, and until the operation is validated. */
  name: string | undefined;
  /** Undefined until the operation is validated. */
  type: "query" | "mutation" | "subscription" | undefined;
  outcome: OperationOutcome;
  /** The number of errors in the result, by code. */
  errors: Readonly<Record<string, number>>;
  /** Whether its result comes from the execution of another operation. */
  shared: boolean;
  /** Whether its result is a kept answer. */
  kept: boolean;
}

/** A running GraphQL operation: its identity, its limits, and the statistics of its provider calls. */
export interface Operation extends CallContext {
  /** The id of the request. */
  readonly id: string;
  readonly summary: OperationSummary;
  readonly startedAt: number;
  /** The latest deadline of this operation and of its followers. */
  readonly deadline: number;
  readonly stats: OperationStats;
  readonly partialErrors: PartialErrors;
  readonly requirements: FieldRequirements;
  /** What the operation can cost at most. Undefined until it has been computed. */
  cost: OperationCost | undefined;
  /** The coerced variables, known as soon as the cost is. */
  variables: Readonly<Record<string, unknown>>;
  readonly queueLimit: QueueLimit;
  /** The final result. Undefined until it is complete. */
  result: FormattedExecutionResult | undefined;
  /** Aborts the calls, because the client has disconnected. Has no effect while a follower waits for the result. */
  clientDisconnected(): void;
  /** Adds an operation that waits for the result of this one. */
  addFollower(other: Operation): void;
  /**
   * Called when the deadline passes. If it returns true, followers go on without this operation: its calls are aborted
   * only after these had the chance to join them.
   */
  onDeadline: (() => boolean) | undefined;
  /** Aborts the calls, even if followers wait. Fields without a value get this error. */
  abort(error: AtsError): void;
  /** Aborts calls that still run after the result is complete. This happens if a failed field made the other fields null. */
  finish(): void;
}

export interface OperationOptions {
  /** The id of the request. By default a new id. */
  readonly id?: string;
  /** The highest number of provider calls that the client allows. */
  readonly requestedCalls?: number | undefined;
  /** The highest number of provider calls that the operator allows. */
  readonly allowedCalls?: number | undefined;
  /** How long the first call may wait for the rate limiter, in milliseconds. By default there is no limit. */
  readonly maxWaitMs?: number;
}

/** The reason of calls that still run after the response. One for all operations, because its stack trace takes time. */
const hasEnded = new AtsError("DEADLINE_EXCEEDED", "The operation has ended.");

/** Starts an operation that must end within `deadlineMs` milliseconds. */
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
    const message = `The operation did not end within ${deadlineMs} ms. Ask for less at a time.`;
    const end = () => {
      abort(new AtsError("DEADLINE_EXCEEDED", message));
    };
    if (operation.onDeadline?.() === true) setImmediate(() => setImmediate(end));
    else end();
  }, deadlineMs);
  const queueLimit = new QueueLimit(maxWaitMs, abort);
  let waitingClients = 1;
  const clientDisconnected = () => {
    waitingClients -= 1;
    if (waitingClients > 0) return;
    clearTimeout(timer);
    abort(new AtsError("DEADLINE_EXCEEDED", "The client disconnected before the response."));
  };
  let deadline = startedAt + deadlineMs;
  const operation: Operation = {
    id,
    summary: { name: undefined, type: undefined, outcome: "refused", errors: {}, shared: false, kept: false },
    signal: controller.signal,
    startedAt,
    get deadline() {
      return deadline;
    },
    stats: new OperationStats(requestedCalls, allowedCalls),
    partialErrors,
    requirements: { applicationDetails: true, applicationLists: true, fields: "all", filterFields: new Set() },
    cost: undefined,
    variables: {},
    queueLimit,
    result: undefined,
    assertWaitAllowed: (waitMs) => {
      queueLimit.assertWaitAllowed(waitMs);
    },
    reportError: (error) => {
      partialErrors.add(error);
    },
    clientDisconnected,
    abort,
    onDeadline: undefined,
    addFollower(other) {
      waitingClients += 1;
      deadline = Math.max(deadline, other.deadline);
      onAbort(other.signal, clientDisconnected);
    },
    finish() {
      clearTimeout(timer);
      abort(hasEnded);
    },
  };
  return operation;
}
