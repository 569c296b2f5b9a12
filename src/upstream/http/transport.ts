import type { Caller } from "../../ats/caller.js";
import { unlessAborted } from "../../ats/abort-signal.js";
import { type Clock, sleep, systemClock } from "../clock.js";
import { type Hop, firstHop, redirected } from "./redirect.js";
import type { Outcome } from "./request.js";
import { type Failure, retryAfterMs, retryDelayMs } from "./retry.js";
import type { ProviderHealth } from "../../ats/provider-connection.js";
import { type Read, Sender, type SenderOptions } from "./sender.js";
import { type Upstream, UpstreamErrors } from "./upstream-errors.js";

export type { Read } from "./sender.js";

/** The JSON that came, or that there is no such thing (404). Shared between readers: not to be changed. */
export type Answer = { readonly found: true; readonly body: unknown } | { readonly found: false };

/** Reads from one account of one provider. */
export interface Transport {
  /**
   * Sends as many calls as it takes, each in its turn of the rate budget and counted in the caller's ledger. Throws
   * `AtsError` by the contract's codes, `Refused` for a 400, and the caller's reason once that is aborted.
   */
  get(read: Read, caller: Caller): Promise<Answer>;
  /** What the latest answers said; makes no call. */
  health(): ProviderHealth;
}

export interface TransportOptions extends Upstream, SenderOptions {
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
const longestPauseMs = 60_000;

/** How long everyone waits after a 429 that says nothing and that nobody retries. */
const usualPauseMs = 1000;

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

  async get(read: Read, caller: Caller): Promise<Answer> {
    let hop = firstHop(read.url);
    let retries = 0;
    let renewed = false;
    for (let attempt = 1; ; attempt += 1) {
      const { outcome, authorization } = await this.sender.send(read, hop, attempt, caller);
      if (outcome.kind === "answer") {
        if (outcome.status >= 200 && outcome.status < 300) {
          if (authorization !== undefined) this.options.onAuthorized?.(authorization);
          return { found: true, body: this.parse(outcome.body) };
        }
        if (outcome.status === 404) return { found: false };
        const next = redirected(hop, outcome.status, outcome.location);
        if (next !== undefined) {
          hop = next;
          continue;
        }
        if (outcome.status === 401 && authorization !== undefined) {
          const isRenewed = !renewed && (await this.renew(authorization, caller));
          renewed = true;
          if (isRenewed) continue;
          this.sender.refuse();
        }
      }
      if (!(await this.waitToRetry(outcome, hop, retries, caller))) {
        throw this.errors.of(outcome, this.options.timeoutMs);
      }
      retries += 1;
    }
  }

  /** Waits until the read may be sent again. False when it is not worth it. */
  private async waitToRetry(outcome: Outcome, hop: Hop, retries: number, caller: Caller): Promise<boolean> {
    const failure = asFailure(outcome);
    const delayMs = retryDelayMs({
      failure,
      retries,
      timeLeftMs: caller.deadline - this.clock.now(),
      random: (this.options.random ?? Math.random)(),
    });
    if (failure.kind === "status" && failure.status === 429 && hop.trusted) {
      // Waited out in the queue, with everybody else: the limit is the account's.
      this.options.budget.pause(Math.min(longestPauseMs, failure.retryAfterMs ?? delayMs ?? usualPauseMs));
      return delayMs !== undefined;
    }
    if (delayMs === undefined) return false;
    await sleep(this.clock, delayMs, caller.signal);
    return true;
  }

  private async renew(refused: string, caller: Caller): Promise<boolean> {
    if (this.options.onUnauthorized === undefined) return false;
    return unlessAborted(this.options.onUnauthorized(refused), caller.signal);
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
