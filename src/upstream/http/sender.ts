import type { ProviderHealth } from "../../ats/provider-connection.js";
import nodeFetch from "node-fetch";
import type { Call, Caller } from "../../ats/caller.js";
import { startCallSpan } from "../../telemetry/call-span.js";
import { unlessAborted } from "../../ats/abort-signal.js";
import { Breaker, type Verdict } from "./circuit-breaker.js";
import type { Clock } from "../clock.js";
import type { Priority, RateBudget } from "../rate-limit/rate-limiter.js";
import type { Hop } from "./redirect.js";
import { type Outcome, send } from "./request.js";
import type { UpstreamErrors } from "./upstream-errors.js";

/** A read: idempotent, so that it may be sent again. */
export interface Read {
  readonly url: URL;
  /** What the call is counted as, e.g. `/opportunities/:id/offers`. */
  readonly endpoint: string;
  readonly priority: Priority;
}

export interface SenderOptions {
  /** The value of the `Authorization` header. Never sent to another host. */
  authorization(): Promise<string>;
  readonly budget: RateBudget;
  /** For one call, its body included, in milliseconds. */
  readonly timeoutMs: number;
  /** Told of every call, and on whose behalf it was; must not throw. */
  observe?(call: Call, caller: Caller): void;
  readonly fetch?: typeof nodeFetch;
}

/** A call that was sent. */
export interface Sent {
  readonly outcome: Outcome;
  /** What went along; undefined where nothing did. */
  readonly authorization: string | undefined;
}

// Whoever is not asked, because it is not ready, would never find out that the credentials are good again.
const refusalForgottenMs = 60_000;

/** Sends single calls, each in its turn, counted and observed, and keeps in mind what the answers say of the provider. */
export class Sender {
  private readonly breakers = new Map<string, Breaker>();
  private credentials: ProviderHealth["credentials"] = "unknown";
  private refusedAt = 0;

  constructor(
    private readonly options: SenderOptions,
    private readonly errors: UpstreamErrors,
    private readonly clock: Clock,
  ) {}

  health(): ProviderHealth {
    const isOld = this.clock.now() - this.refusedAt >= refusalForgottenMs;
    const credentials = this.credentials === "rejected" && isOld ? "unknown" : this.credentials;
    return { credentials, down: [...this.breakers.values()].some(({ refuses }) => refuses) };
  }

  /**
   * One call of a read, to where it has been redirected. Throws as `RateBudget.take` and `Caller.enqueue` do, and when the
   * host is down.
   */
  async send(read: Read, { url, trusted }: Hop, attempt: number, caller: Caller): Promise<Sent> {
    const { budget, timeoutMs, fetch = nodeFetch } = this.options;
    const breaker = this.breakerOf(url.host);
    if (breaker.refuses) throw this.errors.down();
    // Before the turn: once that has come, nothing may come between it and the sending.
    const authorization = trusted ? await unlessAborted(this.options.authorization(), caller.signal) : undefined;
    caller.enqueue?.(budget.forecastMs(read.priority));
    const queuedAt = this.clock.now();
    await budget.take({
      caller,
      priority: read.priority,
      admit: () => {
        if (breaker.refuses) throw this.errors.down();
        caller.ledger.spend(read.endpoint);
        breaker.admit();
      },
    });
    const sentAt = this.clock.now();
    const call = { endpoint: read.endpoint, attempt, waitedMs: sentAt - queuedAt };
    const span = startCallSpan(call);
    // Not to another host, as little as the credentials.
    const traceparent = trusted ? span.traceparent : undefined;
    let outcome: Outcome | undefined;
    try {
      outcome = await send({ url, authorization, traceparent, timeoutMs, signal: caller.signal }, fetch, this.clock);
    } finally {
      breaker.tell(verdictOf(outcome));
      const told = outcome === undefined ? "aborted" : outcome.kind === "answer" ? outcome.status : outcome.kind;
      span.end(told);
      this.options.observe?.({ ...call, outcome: told, durationMs: this.clock.now() - sentAt }, caller);
    }
    if (trusted) this.learn(outcome);
    return { outcome, authorization };
  }

  /** The credentials were refused, and there are no others. */
  refuse(): void {
    this.credentials = "rejected";
    this.refusedAt = this.clock.now();
  }

  private breakerOf(host: string): Breaker {
    const breaker = this.breakers.get(host) ?? new Breaker(this.clock);
    this.breakers.set(host, breaker);
    return breaker;
  }

  private learn(outcome: Outcome): void {
    if (outcome.kind !== "answer") return;
    // A 404 for a path that the provider does not know may come before it looks at the credentials.
    if (outcome.status < 300 || outcome.status === 403) this.credentials = "ok";
  }
}

function verdictOf(outcome: Outcome | undefined): Verdict {
  if (outcome === undefined) return "unknown";
  if (outcome.kind === "network" || outcome.kind === "timeout") return "failed";
  return outcome.kind === "answer" && outcome.status >= 500 ? "failed" : "alive";
}
