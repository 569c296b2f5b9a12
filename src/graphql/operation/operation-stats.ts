import { AtsError } from "../../ats/errors.js";
import type { CallEnd, CallStats, SentCall } from "../../ats/call-context.js";
import { WaitingTime } from "./waiting-time.js";

/** The cost of an operation, as `extensions.upstream` shows it. */
export interface UpstreamCost {
  /** Calls sent to the provider, retries included. */
  readonly calls: number;
  /** Responses reused from a cache instead of requested. */
  readonly cached: number;
  /** The age of the oldest response used, in milliseconds. 0 if no response is older than the operation. */
  readonly oldestMs: number;
  /** Time in which at least one call waited for the rate limiter, in milliseconds. */
  readonly waitedMs: number;
  /** Calls per endpoint pattern, e.g. `/people/:id/offers`. */
  readonly byEndpoint: Readonly<Record<string, number>>;
}

/** A call, as `extensions.explain` shows it. Times are in milliseconds. */
export interface RecordedCall {
  readonly endpoint: string;
  /** `running`: the call had not ended when the response was made. No field waits for it, or the operation was stopped. */
  readonly outcome: CallEnd["outcome"] | "running";
  /** 2 and more: a retry, or the next request after a redirect. */
  readonly attempt: number;
  /** From the start of the operation until the call was sent. */
  readonly sentMs: number;
  /** In the queue of the rate limiter. */
  readonly waitedMs: number;
  /** From sending to the end of the response. Of a running call, until the response was made. */
  readonly tookMs: number;
}

/** Counts the calls of one operation. Refuses a call beyond the limit of the client or of the operator. */
export class OperationStats implements CallStats {
  /** All calls, in the order in which they were sent. Everything that is said about calls comes from it. */
  private readonly calls: CallRecord[] = [];
  private cached = 0;
  private coalesced = 0;
  private oldestMs = 0;
  private hasUsedResponses = false;
  private reusableUntil = Infinity;
  private readonly startedAt = performance.now();
  private readonly waitingTime = new WaitingTime();

  constructor(
    private readonly requestedCalls = Infinity,
    private readonly allowedCalls = Infinity,
  ) {}

  /** The highest number of calls it may make. */
  get cap(): number {
    return Math.min(this.requestedCalls, this.allowedCalls);
  }

  get callsLeft(): number {
    return this.cap - this.calls.length;
  }

  startCall({ endpoint, attempt, waitedMs }: SentCall): (end: CallEnd) => void {
    const { cap } = this;
    if (this.callsLeft <= 0) {
      const source = this.requestedCalls <= this.allowedCalls ? "x-max-upstream-calls" : "MAX_OPERATION_COST";
      throw new AtsError(
        "CALL_BUDGET_EXCEEDED",
        `The operation needs more than the ${cap} provider calls that ${source} allows.`,
      );
    }
    const call: CallRecord = { endpoint, attempt, waitedMs, sentAt: performance.now(), end: undefined };
    this.calls.push(call);
    return (end) => {
      call.end = end;
    };
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

  startWait(at: number): void {
    this.waitingTime.start(at);
  }

  endWait(at: number): void {
    this.waitingTime.end(at);
  }

  /** The calls so far in the order in which they were sent, and their sums. */
  executionReport() {
    const { cached, coalesced, startedAt } = this;
    const now = performance.now();
    const calls = this.calls.map(({ endpoint, attempt, waitedMs, sentAt, end }): RecordedCall => ({
      endpoint,
      outcome: end?.outcome ?? "running",
      attempt,
      sentMs: tenths(sentAt - startedAt),
      waitedMs: tenths(waitedMs),
      tookMs: tenths(end?.durationMs ?? now - sentAt),
    }));
    return {
      tookMs: tenths(now - startedAt),
      waitedMs: tenths(this.waitingTime.totalMs(now)),
      retries: calls.filter(({ attempt }) => attempt > 1).length,
      reused: cached,
      coalesced,
      calls,
    };
  }

  cost(): UpstreamCost {
    const { calls, cached } = this;
    const byEndpoint: Record<string, number> = {};
    for (const { endpoint } of calls) byEndpoint[endpoint] = (byEndpoint[endpoint] ?? 0) + 1;
    const oldestMs = Math.round(this.oldestMs);
    const waitedMs = Math.round(this.waitingTime.totalMs(performance.now()));
    return { calls: calls.length, cached, oldestMs, waitedMs, byEndpoint };
  }
}

interface CallRecord extends SentCall {
  readonly sentAt: number;
  /** Undefined while the call is running. */
  end: CallEnd | undefined;
}

function tenths(ms: number): number {
  return Math.round(ms * 10) / 10;
}
