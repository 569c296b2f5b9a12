import { Counter, Gauge, Histogram, type Registry } from "prom-client";
import { OperationNames } from "./operation-names.js";

/**
 * How an operation ended: without errors, with data and errors, with errors and no data, rejected before execution, or
 * because its client disconnected before the response.
 */
export type OperationOutcome = "ok" | "partial" | "failed" | "refused" | "abandoned";

export interface FinishedOperation {
  /** Undefined if the operation has no name, or cannot be parsed. */
  readonly name: string | undefined;
  readonly outcome: OperationOutcome;
  /** The number of errors in the response, by code. */
  readonly errors: Readonly<Record<string, number>>;
  /** The highest number of provider calls it can need, by the weights of the schema. Undefined if that was not computed. */
  readonly cost: number | undefined;
  /** The number of provider calls it made. */
  readonly calls: number;
  /** Whether its response came from the execution of an equal operation. */
  readonly shared: boolean;
  /** Whether its response is a kept answer. */
  readonly kept: boolean;
  readonly durationMs: number;
  /** The part of `durationMs` in which at least one of its calls waited for the rate limit. */
  readonly waitedMs: number;
}

/** In seconds: from the time of a cached response to the default deadline of an operation. */
export const secondsBuckets = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30];

/** Metrics of operations by name: outcomes, errors, durations, and the estimated and the real number of provider calls. */
export class OperationMetrics {
  private readonly names = new OperationNames();
  private readonly running;
  private readonly operations;
  private readonly seconds;
  private readonly waits;
  private readonly errors;
  private readonly cost;
  private readonly calls;
  private readonly beyondCost;
  private readonly shared;
  private readonly kept;

  constructor(private readonly registry: Registry) {
    const registers = [registry];
    const labelNames = ["operation"] as const;
    this.running = new Gauge({
      name: "ats_subgraph_operations_running",
      help: "Running operations.",
      registers,
    });
    this.operations = new Counter({
      name: "ats_subgraph_operations_total",
      help: "Operations by name and outcome: ok, partial (data and errors), failed (no data), refused (not executed), abandoned (the client disconnected).",
      labelNames: ["operation", "outcome"],
      registers,
    });
    this.seconds = new Histogram({
      name: "ats_subgraph_operation_seconds",
      help: "Duration of operations, from the request to the end of the response.",
      labelNames,
      buckets: secondsBuckets,
      registers,
    });
    this.waits = new Histogram({
      name: "ats_subgraph_operation_wait_seconds",
      help: "The part of an executed operation's duration in which at least one of its calls waited for the rate limit.",
      labelNames,
      buckets: secondsBuckets,
      registers,
    });
    this.errors = new Counter({
      name: "ats_subgraph_errors_total",
      help: "Errors in responses, by code.",
      labelNames: ["code"],
      registers,
    });
    this.cost = new Counter({
      name: "ats_subgraph_operation_cost_total",
      help: "Highest number of provider calls that executed operations can need, by the weights of the schema.",
      labelNames,
      registers,
    });
    this.calls = new Counter({
      name: "ats_subgraph_operation_calls_total",
      help: "Provider calls that executed operations made, retries included.",
      labelNames,
      registers,
    });
    this.beyondCost = new Counter({
      name: "ats_subgraph_operations_beyond_cost_total",
      help: "Operations that made more provider calls than the weights of the schema allow for.",
      labelNames,
      registers,
    });
    this.shared = new Counter({
      name: "ats_subgraph_operations_shared_total",
      help: "Operations whose response came from the execution of an equal operation at the same time.",
      registers,
    });
    this.kept = new Counter({
      name: "ats_subgraph_operations_kept_total",
      help: "Operations whose response is an answer that was kept from an identical operation.",
      registers,
    });
  }

  /** Shows the memory that kept answers take. */
  registerKeptAnswers(bytes: () => number): void {
    new Gauge({
      name: "ats_subgraph_kept_answers_bytes",
      help: "Size of the answers that are kept, in bytes.",
      registers: [this.registry],
      collect() {
        this.set(bytes());
      },
    });
  }

  operationStarted(): void {
    this.running.inc();
  }

  operationEnded({ name, outcome, errors, cost, calls, shared, kept, durationMs, waitedMs }: FinishedOperation): void {
    this.running.dec();
    const executed = outcome !== "refused" && (name !== undefined || cost !== undefined);
    const operation = this.names.label(name, executed);
    this.operations.inc({ operation, outcome });
    this.seconds.observe({ operation }, durationMs / 1000);
    for (const [code, count] of Object.entries(errors)) this.errors.inc({ code }, count);
    if (shared) this.shared.inc();
    if (kept) this.kept.inc();
    if (!executed || cost === undefined) return;
    this.cost.inc({ operation }, cost);
    this.calls.inc({ operation }, calls);
    this.waits.observe({ operation }, waitedMs / 1000);
    if (calls > cost) this.beyondCost.inc({ operation });
  }
}
