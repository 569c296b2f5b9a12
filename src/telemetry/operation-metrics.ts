import { Counter, Gauge, Histogram, type Registry } from "prom-client";
import { OperationNames } from "./operation-names.js";

/**
 * What became of an operation: answered without an error, with some, or with errors and no data; refused before it was
 * executed; or left by its client before there was an answer.
 */
export type OperationOutcome = "ok" | "partial" | "failed" | "refused" | "abandoned";

/** An operation that is over, in numbers. */
export interface FinishedOperation {
  /** As its author named it; undefined for one without a name, and for one that was not understood. */
  readonly name: string | undefined;
  readonly outcome: OperationOutcome;
  /** How many errors it was answered with, by code. */
  readonly errors: Readonly<Record<string, number>>;
  /** The provider calls it could take at the most, by the weights of the schema; undefined when they were not reckoned. */
  readonly cost: number | undefined;
  /** The provider calls it made. */
  readonly calls: number;
  /** Whether it was answered by the execution of another that asked the same. */
  readonly shared: boolean;
  readonly durationMs: number;
}

/** From what a cache answers to the longest deadline by default, in seconds. */
export const secondsBuckets = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30];

/** Operations by name and outcome, their errors, how long they took, and what they were reckoned to cost and did. */
export class OperationMetrics {
  private readonly names = new OperationNames();
  private readonly running;
  private readonly operations;
  private readonly seconds;
  private readonly errors;
  private readonly cost;
  private readonly calls;
  private readonly beyondCost;
  private readonly shared;

  constructor(registry: Registry) {
    const registers = [registry];
    const labelNames = ["operation"] as const;
    this.running = new Gauge({
      name: "ats_subgraph_operations_running",
      help: "Operations under way.",
      registers,
    });
    this.operations = new Counter({
      name: "ats_subgraph_operations_total",
      help: "Operations by name and outcome: ok, partial (data and errors), failed (no data), refused (not executed), abandoned (the client left).",
      labelNames: ["operation", "outcome"],
      registers,
    });
    this.seconds = new Histogram({
      name: "ats_subgraph_operation_seconds",
      help: "How long operations took, from their request to the end of their answer.",
      labelNames,
      buckets: secondsBuckets,
      registers,
    });
    this.errors = new Counter({
      name: "ats_subgraph_errors_total",
      help: "Errors in answers, by code.",
      labelNames: ["code"],
      registers,
    });
    this.cost = new Counter({
      name: "ats_subgraph_operation_cost_total",
      help: "Provider calls that executed operations could take at the most, by the weights of the schema.",
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
      help: "Operations that made more provider calls than they were reckoned to take.",
      labelNames,
      registers,
    });
    this.shared = new Counter({
      name: "ats_subgraph_operations_shared_total",
      help: "Operations answered by the execution of another that asked the same at the same time.",
      registers,
    });
  }

  operationStarted(): void {
    this.running.inc();
  }

  operationEnded({ name, outcome, errors, cost, calls, shared, durationMs }: FinishedOperation): void {
    this.running.dec();
    const executed = outcome !== "refused" && (name !== undefined || cost !== undefined);
    const operation = this.names.label(name, executed);
    this.operations.inc({ operation, outcome });
    this.seconds.observe({ operation }, durationMs / 1000);
    for (const [code, count] of Object.entries(errors)) this.errors.inc({ code }, count);
    if (shared) this.shared.inc();
    if (!executed || cost === undefined) return;
    this.cost.inc({ operation }, cost);
    this.calls.inc({ operation }, calls);
    if (calls > cost) this.beyondCost.inc({ operation });
  }
}
