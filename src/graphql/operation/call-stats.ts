import { AtsError } from "../../ats/errors.js";
import type { Call, Ledger } from "../../ats/caller.js";

/** What `extensions.upstream` shows of an operation. */
export interface UpstreamCost {
  /** Calls sent to the provider, retries included. */
  readonly calls: number;
  /** Answers reused from a cache instead of asked for. */
  readonly cached: number;
  /** The age of the oldest answer used, in milliseconds; 0 when none is older than the operation. */
  readonly oldestMs: number;
  /** Time spent waiting for the rate budget, in milliseconds, over all calls. */
  readonly waitedMs: number;
  /** Calls per endpoint pattern, e.g. `/opportunities/:id/offers`. */
  readonly byEndpoint: Readonly<Record<string, number>>;
}

/** A call as `extensions.explain` shows it. Times are in milliseconds. */
export interface CallMade {
  readonly endpoint: string;
  readonly outcome: Call["outcome"];
  /** 2 and more: sent again, or on to where it was redirected. */
  readonly attempt: number;
  /** From the beginning of the operation until it was sent, of that in the queue of the rate budget, and until it was done. */
  readonly sentMs: number;
  readonly waitedMs: number;
  readonly tookMs: number;
}

/** Counts what one operation costs; refuses the call after as many as its caller asked for, or the operator allows. */
export class OperationLedger implements Ledger {
  private readonly byEndpoint = new Map<string, number>();
  private calls = 0;
  private cached = 0;
  private coalesced = 0;
  private made: CallMade[] | undefined;
  private oldestMs = 0;
  private isAnswered = false;
  private readonly beganAt = performance.now();
  private waitedMs = 0;

  constructor(
    private readonly asked = Infinity,
    private readonly allowed = Infinity,
  ) {}

  /** The most calls it may make. */
  get cap(): number {
    return Math.min(this.asked, this.allowed);
  }

  spend(endpoint: string): void {
    const { cap } = this;
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

  reuse(count = 1): void {
    this.cached += count;
  }

  share(): void {
    this.cached += 1;
    this.coalesced += 1;
  }

  /** Whether any answer was made use of, a new one or an old one. */
  get hasAnswers(): boolean {
    return this.isAnswered;
  }

  age(ms: number): void {
    this.isAnswered = true;
    if (ms > this.oldestMs && ms > performance.now() - this.beganAt) this.oldestMs = ms;
  }

  wait(ms: number): void {
    this.waitedMs += ms;
  }

  /** From now on keeps every call, for `happened`. */
  keepCalls(): void {
    this.made = [];
  }

  done({ endpoint, outcome, attempt, waitedMs, durationMs }: Call): void {
    if (this.made === undefined) return;
    const sentMs = performance.now() - this.beganAt - durationMs;
    this.made.push({ endpoint, outcome, attempt, sentMs, waitedMs, tookMs: durationMs });
  }

  /** What has happened so far: the calls that are done, in the order they were sent. */
  happened() {
    const { made = [], cached, coalesced, waitedMs } = this;
    const calls = made
      .toSorted((a, b) => a.sentMs - b.sentMs)
      .map((call) => ({
        ...call,
        sentMs: tenths(call.sentMs),
        waitedMs: tenths(call.waitedMs),
        tookMs: tenths(call.tookMs),
      }));
    return {
      tookMs: tenths(performance.now() - this.beganAt),
      waitedMs: tenths(waitedMs),
      retries: made.filter(({ attempt }) => attempt > 1).length,
      reused: cached,
      coalesced,
      calls,
    };
  }

  cost(): UpstreamCost {
    const { calls, cached } = this;
    const [oldestMs, waitedMs] = [Math.round(this.oldestMs), Math.round(this.waitedMs)];
    return { calls, cached, oldestMs, waitedMs, byEndpoint: Object.fromEntries(this.byEndpoint) };
  }
}

function tenths(ms: number): number {
  return Math.round(ms * 10) / 10;
}
