import type { ProviderHealth } from "../../ats/provider-connection.js";
import nodeFetch from "node-fetch";
import type { Call, CallContext, CallEnd, SentCall } from "../../ats/call-context.js";
import { startCallSpan } from "../../telemetry/call-span.js";
import { rejectOnAbort } from "../../ats/abort-signal.js";
import { CircuitBreaker, type BreakerOutcome } from "./circuit-breaker.js";
import type { Clock } from "../clock.js";
import type { Priority, RateLimiter } from "../rate-limit/rate-limiter.js";
import { type Outcome, send } from "./request.js";
import type { UpstreamErrors } from "./upstream-errors.js";

/** A read. It is idempotent, so it may be sent again. */
export interface ReadRequest {
  readonly url: URL;
  /** The name of the endpoint in counts, e.g. `/users/:id`. */
  readonly endpoint: string;
  readonly priority: Priority;
}

export interface SenderOptions {
  /** The value of the `Authorization` header. */
  authorization(): Promise<string>;
  readonly rateLimiter: RateLimiter;
  /** For one call, its body included, in milliseconds. */
  readonly timeoutMs: number;
  /** Receives every call and its context; must not throw. */
  observe?(call: Call, context: CallContext): void;
  readonly fetch?: typeof nodeFetch;
}

/** A call that was sent. */
export interface Sent {
  readonly outcome: Outcome;
  /** The `Authorization` header that it had. */
  readonly authorization: string;
}

// Rejected credentials count as unknown again after this time, because nothing else shows that they work again.
const rejectionTtlMs = 60_000;

/** Sends single calls within the rate limit, counts them, and keeps the health that the responses show. */
export class Sender {
  private readonly breaker: CircuitBreaker;
  private credentials: ProviderHealth["credentials"] = "unknown";
  private rejectedAt = 0;

  constructor(
    private readonly options: SenderOptions,
    private readonly errors: UpstreamErrors,
    private readonly clock: Clock,
  ) {
    this.breaker = new CircuitBreaker(clock);
  }

  health(): ProviderHealth {
    const isOld = this.clock.now() - this.rejectedAt >= rejectionTtlMs;
    const credentials = this.credentials === "rejected" && isOld ? "unknown" : this.credentials;
    return { credentials, down: this.breaker.isOpen };
  }

  /**
   * Sends one call of a read to `url`, which is the read's own or that of a redirect. Throws as `RateLimiter.acquire` and
   * `CallContext.assertWaitAllowed` do, and when the circuit breaker is open.
   */
  async send(request: ReadRequest, url: URL, attempt: number, context: CallContext): Promise<Sent> {
    const { breaker } = this;
    const { rateLimiter, timeoutMs, fetch = nodeFetch } = this.options;
    if (breaker.isOpen) throw this.errors.circuitOpen();
    // Before the rate limiter, because a call must be sent immediately when the rate limiter releases it.
    const authorization = await rejectOnAbort(this.options.authorization(), context.signal);
    if (request.priority !== "background") context.assertWaitAllowed?.(rateLimiter.forecastMs(request.priority));
    const queuedAt = this.clock.now();
    let call: SentCall = { endpoint: request.endpoint, attempt, waitedMs: 0 };
    let endCall: (end: CallEnd) => void = () => undefined;
    await rateLimiter.acquire({
      context,
      priority: request.priority,
      onDequeue: () => {
        if (breaker.isOpen) throw this.errors.circuitOpen();
        call = { ...call, waitedMs: this.clock.now() - queuedAt };
        endCall = context.stats.startCall(call);
        breaker.beforeCall();
      },
    });
    const sentAt = this.clock.now();
    const span = startCallSpan(call);
    const { traceparent } = span;
    let outcome: Outcome | undefined;
    try {
      outcome = await send({ url, authorization, traceparent, timeoutMs, signal: context.signal }, fetch, this.clock);
    } finally {
      breaker.record(breakerOutcomeOf(outcome));
      const callOutcome =
        outcome === undefined ? "aborted" : outcome.kind === "response" ? outcome.status : outcome.kind;
      span.end(callOutcome);
      const end: CallEnd = { outcome: callOutcome, durationMs: this.clock.now() - sentAt };
      endCall(end);
      this.options.observe?.({ ...call, ...end }, context);
    }
    this.updateCredentials(outcome);
    return { outcome, authorization };
  }

  /** The provider rejected the credentials, and there are no others. */
  markUnauthorized(): void {
    this.credentials = "rejected";
    this.rejectedAt = this.clock.now();
  }

  private updateCredentials(outcome: Outcome): void {
    if (outcome.kind !== "response") return;
    // A 404 shows nothing: the provider may send it before it checks the credentials.
    if (outcome.status < 300 || outcome.status === 403) this.credentials = "ok";
  }
}

function breakerOutcomeOf(outcome: Outcome | undefined): BreakerOutcome {
  if (outcome === undefined) return "unknown";
  if (outcome.kind === "network" || outcome.kind === "timeout") return "failed";
  return outcome.kind === "response" && outcome.status >= 500 ? "failed" : "alive";
}
