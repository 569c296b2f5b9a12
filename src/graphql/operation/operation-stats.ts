import { AtsError } from "../../ats/errors.js";
import type { Call, CallStats } from "../../ats/call-context.js";

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
  /** Calls per endpoint pattern, e.g. `/people/:id/offers`. */
  readonly byEndpoint: Readonly<Record<string, number>>;
}

/** A call as `extensions.explain` shows it. Times are in milliseconds. */
export interface RecordedCall {
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
export class OperationStats implements CallStats {
  private readonly byEndpoint = new Map<string, number>();
  private calls = 0;
  private cached = 0;
  private coalesced = 0;
  private recordedCalls: RecordedCall[] | undefined;
  private oldestMs = 0;
  private hasUsedAnswers = false;
  private readonly startedAt = performance.now();
  private waitedMs = 0;

  constructor(
    private readonly requestedCalls = Infinity,
    private readonly allowedCalls = Infinity,
  ) {}

  /** The most calls it may make. */
  get cap(): number {
    return Math.min(this.requestedCalls, this.allowedCalls);
  }

  countCall(endpoint: string): void {
    const { cap } = this;
    if (this.calls >= cap) {
      const source = this.requestedCalls <= this.allowedCalls ? "x-max-upstream-calls" : "MAX_OPERATION_COST";
      throw new AtsError(
        "CALL_BUDGET_EXCEEDED",
        `The answer needs more than the ${cap} provider calls that ${source} allows.`,
      );
    }
    this.calls += 1;
    this.byEndpoint.set(endpoint, (this.byEndpoint.get(endpoint) ?? 0) + 1);
  }

  countCacheHit(count = 1): void {
    this.cached += count;
  }

  countCoalesced(): void {
    this.cached += 1;
    this.coalesced += 1;
  }

  /** Whether any answer was made use of, a new one or an old one. */
  get hasAnswers(): boolean {
    return this.hasUsedAnswers;
  }

  noteAge(ms: number): void {
    this.hasUsedAnswers = true;
    if (ms > this.oldestMs && ms > performance.now() - this.startedAt) this.oldestMs = ms;
  }

  addWait(ms: number): void {
    this.waitedMs += ms;
  }

  /** From now on keeps every call, for `happened`. */
  startRecordingCalls(): void {
    this.recordedCalls = [];
  }

  recordCall({ endpoint, outcome, attempt, waitedMs, durationMs }: Call): void {
    if (this.recordedCalls === undefined) return;
    const sentMs = performance.now() - this.startedAt - durationMs;
    this.recordedCalls.push({ endpoint, outcome, attempt, sentMs, waitedMs, tookMs: durationMs });
  }

  /** What has happened so far: the calls that are done, in the order they were sent. */
  executionReport() {
    const { recordedCalls = [], cached, coalesced, waitedMs } = this;
    const calls = recordedCalls
      .toSorted((a, b) => a.sentMs - b.sentMs)
      .map((call) => ({
        ...call,
        sentMs: tenths(call.sentMs),
        waitedMs: tenths(call.waitedMs),
        tookMs: tenths(call.tookMs),
      }));
    return {
      tookMs: tenths(performance.now() - this.startedAt),
      waitedMs: tenths(waitedMs),
      retries: recordedCalls.filter(({ attempt }) => attempt > 1).length,
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
