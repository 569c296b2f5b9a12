import type { CallContext } from "../../ats/call-context.js";
import { rejectOnAbort } from "../../ats/abort-signal.js";
import { type Clock, sleep, systemClock } from "../clock.js";
import { type RedirectStep, firstStep, nextStep } from "./redirect.js";
import type { Outcome } from "./request.js";
import { type Failure, retryAfterMs, retryDelayMs } from "./retry.js";
import type { ProviderHealth } from "../../ats/provider-connection.js";
import { type ReadRequest, Sender, type SenderOptions } from "./sender.js";
import { type ProviderLabels, UpstreamErrors } from "./upstream-errors.js";

export type { ReadRequest } from "./sender.js";

/** The JSON that came, or that there is no such thing (404). Shared between readers: not to be changed. */
export type ReadResult = { readonly found: true; readonly body: unknown } | { readonly found: false };

/** Reads from one account of one provider. */
export interface Transport {
  /**
   * Sends as many calls as it takes, each in its turn of the rate budget and counted in the caller's ledger. Throws
   * `AtsError` by the contract's codes, `BadRequestFromProvider` for a 400, and the caller's reason once that is aborted.
   */
  get(read: ReadRequest, context: CallContext): Promise<ReadResult>;
  /** What the latest answers said; makes no call. */
  health(): ProviderHealth;
}

export interface TransportOptions extends ProviderLabels, SenderOptions {
  /**
   * Called at a 401, once a read, with the `Authorization` that was refused: sees to it that `authorization` gives
   * another. False when there is no other.
   */
  onUnauthorized?(refused: string): Promise<boolean>;
  /** Called with the `Authorization` of a read that was answered. */
  onAuthorized?(accepted: string): void;
  readonly clock?: Clock;
  /** From 0 to below 1: the jitter. */
  random?(): number;
}

// However long the provider asks to be left alone, it is asked again after this time.
const maxPauseMs = 60_000;

/** How long everyone waits after a 429 that says nothing and that nobody retries. */
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
    let renewed = false;
    for (let attempt = 1; ; attempt += 1) {
      const { outcome, authorization } = await this.sender.send(request, step, attempt, context);
      if (outcome.kind === "answer") {
        if (outcome.status >= 200 && outcome.status < 300) {
          if (authorization !== undefined) this.options.onAuthorized?.(authorization);
          return { found: true, body: this.parse(outcome.body) };
        }
        if (outcome.status === 404) return { found: false };
        const next = nextStep(step, outcome.status, outcome.location);
        if (next !== undefined) {
          step = next;
          continue;
        }
        if (outcome.status === 401 && authorization !== undefined) {
          const isRenewed = !renewed && (await this.renewCredentials(authorization, context));
          renewed = true;
          if (isRenewed) continue;
          this.sender.markUnauthorized();
        }
      }
      if (!(await this.waitToRetry(outcome, step, retries, context))) {
        throw this.errors.fromOutcome(outcome, this.options.timeoutMs);
      }
      retries += 1;
    }
  }

  /** Waits until the read may be sent again. False when it is not worth it. */
  private async waitToRetry(
    outcome: Outcome,
    step: RedirectStep,
    retries: number,
    context: CallContext,
  ): Promise<boolean> {
    const failure = asFailure(outcome);
    const delayMs = retryDelayMs({
      failure,
      retries,
      timeLeftMs: context.deadline - this.clock.now(),
      random: (this.options.random ?? Math.random)(),
    });
    if (failure.kind === "status" && failure.status === 429 && step.sendCredentials) {
      // Waited out in the queue, with everybody else: the limit is the account's.
      this.options.rateLimiter.pauseFor(Math.min(maxPauseMs, failure.retryAfterMs ?? delayMs ?? defaultPauseMs));
      return delayMs !== undefined;
    }
    if (delayMs === undefined) return false;
    await sleep(this.clock, delayMs, context.signal);
    return true;
  }

  private async renewCredentials(refused: string, context: CallContext): Promise<boolean> {
    if (this.options.onUnauthorized === undefined) return false;
    return rejectOnAbort(this.options.onUnauthorized(refused), context.signal);
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
  if (outcome.kind !== "answer") return { kind: "body" };
  return { kind: "status", status: outcome.status, retryAfterMs: retryAfterMs(outcome.retryAfter, Date.now()) };
}
