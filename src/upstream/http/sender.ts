import type { ProviderHealth } from "../../ats/provider-connection.js";
import nodeFetch from "node-fetch";
import type { Call, CallContext, CallEnd, SentCall } from "../../ats/call-context.js";
import { startCallSpan } from "../../telemetry/call-span.js";
import { rejectOnAbort } from "../../ats/abort-signal.js";
import { CircuitBreaker, type BreakerOutcome } from "./circuit-breaker.js";
import type { Clock } from "../clock.js";
import type { Priority, RateLimiter } from "../rate-limit/rate-limiter.js";
import { type CredentialTrial, type Verdict, rejectionTtlMs } from "./credential-trial.js";
import { parseJson } from "./json.js";
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
  /** Holds calls back until the credentials are proven. Undefined if they need no proof. */
  readonly trial?: CredentialTrial | undefined;
  /** Whether the JSON of a 404 means that the object does not exist. Otherwise the address is wrong. */
  isMissingObject(body: unknown): boolean;
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
    // After this time they are unknown again, because nothing else shows that they work again.
    const isOld = this.clock.now() - this.rejectedAt >= rejectionTtlMs;
    const credentials = this.credentials === "rejected" && isOld ? "unknown" : this.credentials;
    return { credentials, down: this.breaker.isOpen };
  }

  /**
   * Sends one call of a read to `url`, which is the read's own or that of a redirect. Throws as `RateLimiter.acquire` and
   * `CallContext.assertWaitAllowed` do, when the circuit breaker is open, and when the credentials of a trial are rejected.
   */
  async send(request: ReadRequest, url: URL, attempt: number, context: CallContext): Promise<Sent> {
    if (this.breaker.isOpen) throw this.errors.circuitOpen();
    const { trial } = this.options;
    const send = () => this.sendCall(request, url, attempt, context);
    if (trial === undefined || trial.isProven) return send();
    const sent = await trial.run(context, request.priority, send, ({ outcome }) => this.verdictOf(outcome));
    if (sent !== undefined) return sent;
    this.markUnauthorized();
    throw this.errors.unauthenticated();
  }

  /** The provider rejected the credentials, and there are no others. */
  markUnauthorized(): void {
    this.credentials = "rejected";
    this.rejectedAt = this.clock.now();
  }

  private async sendCall(request: ReadRequest, url: URL, attempt: number, context: CallContext): Promise<Sent> {
    const { breaker } = this;
    const { rateLimiter, timeoutMs, fetch = nodeFetch } = this.options;
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
    if (this.verdictOf(outcome) === "accepted") this.credentials = "ok";
    return { outcome, authorization };
  }

  private verdictOf(outcome: Outcome): Verdict {
    if (outcome.kind !== "response") return undefined;
    const { status, body } = outcome;
    if (status === 401) return "rejected";
    if (status < 300 || status === 403) return "accepted";
    if (status !== 404) return undefined;
    // The provider may refuse an unknown address before it checks the credentials. It knows the account's objects only
    // by the credentials.
    const json = parseJson(body);
    return "value" in json && this.options.isMissingObject(json.value) ? "accepted" : undefined;
  }
}

function breakerOutcomeOf(outcome: Outcome | undefined): BreakerOutcome {
  if (outcome === undefined) return "unknown";
  if (outcome.kind === "network" || outcome.kind === "timeout") return "failed";
  return outcome.kind === "response" && outcome.status >= 500 ? "failed" : "alive";
}
