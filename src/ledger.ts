import { AtsError } from "./ats/errors.js";
import type { Ledger } from "./ats/caller.js";

/** What `extensions.upstream` shows of an operation. */
export interface UpstreamCost {
  /** Calls sent to the provider, retries included. */
  readonly calls: number;
  /** Answers reused from a cache instead of asked for. */
  readonly cached: number;
  /** Time spent waiting for the rate budget, in milliseconds, over all calls. */
  readonly waitedMs: number;
  /** Calls per endpoint pattern, e.g. `/opportunities/:id/offers`. */
  readonly byEndpoint: Readonly<Record<string, number>>;
}

/** Counts what one operation costs; refuses the call after as many as its caller asked for, or the operator allows. */
export class OperationLedger implements Ledger {
  private readonly byEndpoint = new Map<string, number>();
  private calls = 0;
  private cached = 0;
  private waitedMs = 0;

  constructor(
    private readonly asked = Infinity,
    private readonly allowed = Infinity,
  ) {}

  spend(endpoint: string): void {
    const cap = Math.min(this.asked, this.allowed);
    if (this.calls >= cap) {
      const source = this.asked <= this.allowed ? "x-max-upstream-calls" : "MAX_OPERATION_COST";
      throw new AtsError(
        "CALL_BUDGET_EXCEEDED",
        `The answer needs more than the ${cap} provider calls that ${source} allows.`,
      );
    }
    this.calls += 1;
    this.byEndpoint.set(endpoint, (this.byEndpoint.get(endpoint) ?? 0) + 1);
  }

  reuse(): void {
    this.cached += 1;
  }

  wait(ms: number): void {
    this.waitedMs += ms;
  }

  cost(): UpstreamCost {
    const { calls, cached } = this;
    return { calls, cached, waitedMs: Math.round(this.waitedMs), byEndpoint: Object.fromEntries(this.byEndpoint) };
  }
}
