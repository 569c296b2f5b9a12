import { AtsError } from "../../ats/errors.js";
import type { Call, CallStats } from "../../ats/call-context.js";

/** The cost of an operation, as `extensions.upstream` shows it. */
export interface UpstreamCost {
  /** Calls sent to the provider, retries included. */
  readonly calls: number;
  /** Responses reused from a cache instead of requested. */
  readonly cached: number;
  /** The age of the oldest response used, in milliseconds. 0 if no response is older than the operation. */
  readonly oldestMs: number;
  /** Time spent waiting for the rate limiter, in milliseconds, summed over all calls. */
  readonly waitedMs: number;
  /** Calls per endpoint pattern, e.g. `/people/:id/offers`. */
  readonly byEndpoint: Readonly<Record<string, number>>;
}

/** A call, as `extensions.explain` shows it. Times are in milliseconds. */
export interface RecordedCall {
  readonly endpoint: string;
  readonly outcome: Call["outcome"];
  /** 2 and more: a retry, or the next request after a redirect. */
  readonly attempt: number;
  /** From the start of the operation until the call was sent. */
  readonly sentMs: number;
  /** In the queue of the rate limiter. */
  readonly waitedMs: number;
  /** From sending to the end of the response. */
  readonly tookMs: number;
}

/** Counts the calls of one operation. Refuses a call beyond the limit of the client or of the operator. */
export class OperationStats implements CallStats {
  private readonly byEndpoint = new Map<string, number>();
  private calls = 0;
  private cached = 0;
  private coalesced = 0;
  private recordedCalls: RecordedCall[] | undefined;
  private oldestMs = 0;
  private hasUsedResponses = false;
  private reusableUntil = Infinity;
  private readonly startedAt = performance.now();
  private waitedMs = 0;

  constructor(
    private readonly requestedCalls = Infinity,
    private readonly allowedCalls = Infinity,
  ) {}

  /** The highest number of calls it may make. */
  get cap(): number {
    return Math.min(this.requestedCalls, this.allowedCalls);
  }

  get callsLeft(): number {
    return this.cap - this.calls;
  }

  countCall(endpoint: string): void {
    const { cap } = this;
    if (this.callsLeft <= 0) {
      const source = this.requestedCalls <= this.allowedCalls ? "x-max-upstream-calls" : "MAX_OPERATION_COST";
      throw new AtsError(
        "CALL_BUDGET_EXCEEDED",
        `The operation needs more than the ${cap} provider calls that ${source} allows.`,
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

  /** Whether the operation has used a response, new or cached. */
  get hasResponses(): boolean {
    return this.hasUsedResponses;
  }

  noteResponse(ageMs: number, reusableMs: number): void {
    const now = performance.now();
    this.hasUsedResponses = true;
    if (ageMs > this.oldestMs && ageMs > now - this.startedAt) this.oldestMs = ageMs;
    if (now + reusableMs < this.reusableUntil) this.reusableUntil = now + reusableMs;
  }

  /**
   * How long the whole answer may be reused, in milliseconds: as long as each of its responses. 0 if it has none, because
   * then it is made without waiting.
   */
  get reusableMs(): number {
    return this.hasUsedResponses ? Math.max(0, this.reusableUntil - performance.now()) : 0;
  }

  addWait(ms: number): void {
    this.waitedMs += ms;
  }

  /** Records each call from now on, for `executionReport`. */
  startRecordingCalls(): void {
    this.recordedCalls = [];
  }

  recordCall({ endpoint, outcome, attempt, waitedMs, durationMs }: Call): void {
    if (this.recordedCalls === undefined) return;
    const sentMs = performance.now() - this.startedAt - durationMs;
    this.recordedCalls.push({ endpoint, outcome, attempt, sentMs, waitedMs, tookMs: durationMs });
  }

  /** The finished calls in the order in which they were sent, and their sums. */
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
