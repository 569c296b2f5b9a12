import type { CallContext } from "../../ats/call-context.js";
import { rejectOnAbort } from "../../ats/abort-signal.js";
import { type Clock, sleep, systemClock } from "../clock.js";
import { type RedirectStep, firstStep, nextStep } from "./redirect.js";
import type { Outcome } from "./request.js";
import { type Failure, retryAfterMs, retryDelayMs } from "./retry.js";
import type { ProviderHealth } from "../../ats/provider-connection.js";
import { type ReadRequest, Sender, type SenderOptions, type Sent } from "./sender.js";
import { type ErrorLabels, UpstreamErrors } from "./upstream-errors.js";

export type { ReadRequest } from "./sender.js";

/** The JSON of the response, or not found (404). Readers share it: it must not be changed. */
export type ReadResult = { readonly found: true; readonly body: unknown } | { readonly found: false };

/** Reads from one account of one provider. */
export interface Transport {
  /**
   * Sends as many calls as necessary, within the rate limit, and counts them in the context. Throws `AtsError`,
   * `BadRequestFromProvider` for a 400, and the reason of the context's signal once that is aborted.
   */
  get(read: ReadRequest, context: CallContext): Promise<ReadResult>;
  /** The state that the latest responses show. Makes no call. */
  health(): ProviderHealth;
}

export interface TransportOptions extends ErrorLabels, SenderOptions {
  /**
   * Called at a 401, once per read, with the rejected `Authorization`. Resolves once `authorization` gives another value;
   * false when there is no other.
   */
  onUnauthorized?(rejected: string): Promise<boolean>;
  /** Called with the `Authorization` of each read that succeeded. */
  onAuthorized?(accepted: string): void;
  readonly clock?: Clock;
  /** From 0 to below 1, for the jitter. */
  random?(): number;
}

/** The longest pause, in milliseconds. A longer `Retry-After` is cut to it. */
const maxPauseMs = 60_000;

/** The pause after a 429 that has no `Retry-After` and is not retried. */
const defaultPauseMs = 1000;

export function createTransport(options: TransportOptions): Transport {
  return new HttpTransport(options);
}

class HttpTransport implements Transport {
  private readonly clock: Clock;
  private readonly errors: UpstreamErrors;
  private readonly sender: Sender;

  constructor(private readonly options: TransportOptions) {
    this.clock = options.clock ?? systemClock;
    this.errors = new UpstreamErrors(options);
    this.sender = new Sender(options, this.errors, this.clock);
  }

  health(): ProviderHealth {
    return this.sender.health();
  }

  async get(request: ReadRequest, context: CallContext): Promise<ReadResult> {
    let step = firstStep(request.url);
    let retries = 0;
    let renewals = 0;
    for (;;) {
      const sent = await this.sendAndFollow(request, step, retries + renewals, context);
      const { outcome, authorization } = sent;
      step = sent.step;
      if (outcome.kind === "response") {
        if (outcome.status >= 200 && outcome.status < 300) {
          this.options.onAuthorized?.(authorization);
          return { found: true, body: this.parse(outcome.body) };
        }
        if (outcome.status === 404) return { found: false };
        if (outcome.status === 401) {
          const isRenewed = renewals === 0 && (await this.renewCredentials(authorization, context));
          renewals += 1;
          if (isRenewed) continue;
          this.sender.markUnauthorized();
        }
      }
      if (!(await this.waitToRetry(outcome, retries, context))) {
        throw this.errors.fromOutcome(outcome, this.options.timeoutMs);
      }
      retries += 1;
    }
  }

  /** Sends one call and follows its redirects. Returns the last outcome, and where it came from. */
  private async sendAndFollow(
    request: ReadRequest,
    from: RedirectStep,
    resends: number,
    context: CallContext,
  ): Promise<Sent & { readonly step: RedirectStep }> {
    let step = from;
    for (;;) {
      const sent = await this.sender.send(request, step.url, 1 + resends + step.count, context);
      const { outcome } = sent;
      const next = outcome.kind === "response" ? nextStep(step, outcome.status, outcome.location) : undefined;
      if (next === undefined) return { ...sent, step };
      step = next;
    }
  }

  /** Waits until the read may be sent again. False when it must not be retried. */
  private async waitToRetry(outcome: Outcome, retries: number, context: CallContext): Promise<boolean> {
    const failure = asFailure(outcome);
    const delayMs = retryDelayMs({
      failure,
      retries,
      timeLeftMs: context.deadline - this.clock.now(),
      random: (this.options.random ?? Math.random)(),
    });
    if (failure.kind === "status" && failure.status === 429) {
      // All calls wait in the queue, because the limit is the account's.
      this.options.rateLimiter.pauseFor(Math.min(maxPauseMs, failure.retryAfterMs ?? delayMs ?? defaultPauseMs));
      return delayMs !== undefined;
    }
    if (delayMs === undefined) return false;
    await sleep(this.clock, delayMs, context.signal);
    return true;
  }

  private async renewCredentials(rejected: string, context: CallContext): Promise<boolean> {
    if (this.options.onUnauthorized === undefined) return false;
    return rejectOnAbort(this.options.onUnauthorized(rejected), context.signal);
  }

  private parse(body: string): unknown {
    try {
      return JSON.parse(body) as unknown;
    } catch {
      // The parser's own error quotes the body.
      throw this.errors.notJson();
    }
  }
}

function asFailure(outcome: Outcome): Failure {
  if (outcome.kind === "network" || outcome.kind === "timeout") return { kind: outcome.kind };
  if (outcome.kind !== "response") return { kind: "body" };
  return { kind: "status", status: outcome.status, retryAfterMs: retryAfterMs(outcome.retryAfter, Date.now()) };
}
