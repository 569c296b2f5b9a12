import type { CallContext } from "../../ats/call-context.js";
import { rejectOnAbort } from "../../ats/abort-signal.js";
import { AtsError } from "../../ats/errors.js";
import { type Clock, sleep, systemClock } from "../clock.js";
import { type RedirectStep, firstStep, nextStep } from "./redirect.js";
import { parseJson } from "./json.js";
import type { Outcome } from "./request.js";
import { type Failure, retryAfterMs, retryDelayMs } from "./retry.js";
import type { ProviderHealth } from "../../ats/provider-connection.js";
import { type ReadRequest, Sender, type SenderOptions, type Sent } from "./sender.js";
import { type ErrorLabels, UpstreamErrors } from "./upstream-errors.js";

export type { ReadRequest } from "./sender.js";

/** The JSON of the response, or a 404 that says that there is no such object. Readers share it: it must not be changed. */
export type ReadResult = { readonly found: true; readonly body: unknown } | { readonly found: false };

/** Reads from one account of one provider. */
export interface Transport {
  /**
   * Sends as many calls as necessary, within the rate limit, and counts them in the context. Throws `AtsError`, which is
   * `RequestRejected` for most 4xx, and the reason of the context's signal once that is aborted.
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
    const failures: Failure[] = [];
    let resends = 0;
    let isRenewed = false;
    let lastError: AtsError | undefined;
    for (; ; resends += 1) {
      const sent = await this.sendAndFollow(request, step, resends, context).catch((error: unknown) => {
        throw lastError === undefined ? error : afterFailure(error, lastError);
      });
      step = sent.step;
      const { outcome, authorization } = sent;
      if (isSuccess(outcome)) this.options.onAuthorized?.(authorization);
      const result = this.interpret(outcome);
      if (!("failure" in result)) return result;
      if (outcome.kind === "response" && outcome.status === 401) {
        if (!isRenewed && (await this.renewCredentials(authorization, context))) {
          isRenewed = true;
          continue;
        }
        this.sender.markUnauthorized();
      }
      const { failure, error } = result;
      if (!(await this.waitToRetry(failure, failures, context))) throw error;
      failures.push(failure);
      lastError = error;
    }
  }

  private interpret(outcome: Outcome): ReadResult | Failed {
    if (outcome.kind === "response") {
      const json = parseJson(outcome.body);
      if (isSuccess(outcome)) {
        if ("value" in json) return { found: true, body: json.value };
        const failure: Failure = { kind: json.problem === "not-json" ? "unreadable" : "unusable" };
        return { failure, error: this.errors.fromBody(json.problem) };
      }
      if (outcome.status === 404 && "value" in json && this.options.isMissingObject(json.value))
        return { found: false };
    }
    return { failure: asFailure(outcome), error: this.errors.fromOutcome(outcome, this.options.timeoutMs) };
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
  private async waitToRetry(failure: Failure, earlier: readonly Failure[], context: CallContext): Promise<boolean> {
    const delayMs = retryDelayMs({
      failure,
      earlier,
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
}

/** A read that gave no result, and the error for it unless a retry helps. */
interface Failed {
  readonly failure: Failure;
  readonly error: AtsError;
}

/** The error of a retry that was not sent, because the operation may make no more calls: the failure is its cause. */
function afterFailure(error: unknown, failure: AtsError): unknown {
  if (!(error instanceof AtsError) || error.code !== "CALL_BUDGET_EXCEEDED") return error;
  return new AtsError(error.code, error.message, { cause: failure });
}

function isSuccess(outcome: Outcome): boolean {
  return outcome.kind === "response" && outcome.status >= 200 && outcome.status < 300;
}

function asFailure(outcome: Outcome): Failure {
  switch (outcome.kind) {
    case "network":
    case "timeout":
      return { kind: outcome.kind };
    case "garbled":
      return { kind: "unreadable" };
    case "too-large":
      return { kind: "unusable" };
    case "response":
      return { kind: "status", status: outcome.status, retryAfterMs: retryAfterMs(outcome.retryAfter, Date.now()) };
  }
}
