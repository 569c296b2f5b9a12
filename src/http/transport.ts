import nodeFetch from "node-fetch";
import type { Caller } from "../ats/caller.js";
import { unlessAborted } from "./abort-signal.js";
import { type Clock, sleep, systemClock } from "./clock.js";
import type { Priority, RateBudget } from "./rate-budget.js";
import { type Hop, firstHop, redirected } from "./redirect.js";
import { type Outcome, send } from "./request.js";
import { type Failure, retryAfterMs, retryDelayMs } from "./retry.js";
import { type Upstream, UpstreamErrors } from "./upstream-errors.js";

/** A read: idempotent, so that it may be sent again. */
export interface Read {
  readonly url: URL;
  /** What the call is counted as, e.g. `/opportunities/:id/offers`. */
  readonly endpoint: string;
  readonly priority: Priority;
}

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
  health(): Health;
}

export interface Health {
  /** Whether the latest answer that tells accepted them. */
  readonly credentials: "ok" | "rejected" | "unknown";
}

/** One call, done. */
export interface Call {
  readonly endpoint: string;
  readonly outcome: number | Exclude<Outcome["kind"], "answer"> | "aborted";
  /** 1 for the first send of a read; redirects and retries count on. */
  readonly attempt: number;
  /** Milliseconds in the queue of the rate budget. */
  readonly waitedMs: number;
  /** Milliseconds from sending to the end of what was read. */
  readonly durationMs: number;
}

export interface TransportOptions extends Upstream {
  /** The value of the `Authorization` header. Never sent to another host. */
  authorization(): Promise<string>;
  /** Called at a 401, once a read: renews what `authorization` gives. False when there is nothing to renew. */
  onUnauthorized?(): Promise<boolean>;
  readonly budget: RateBudget;
  /** For one call, its body included, in milliseconds. */
  readonly timeoutMs: number;
  /** Told of every call; must not throw. */
  observe?(call: Call): void;
  readonly fetch?: typeof nodeFetch;
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
  private readonly fetch: typeof nodeFetch;
  private readonly clock: Clock;
  private readonly errors: UpstreamErrors;
  private credentials: Health["credentials"] = "unknown";

  constructor(private readonly options: TransportOptions) {
    this.fetch = options.fetch ?? nodeFetch;
    this.clock = options.clock ?? systemClock;
    this.errors = new UpstreamErrors(options);
  }

  health(): Health {
    return { credentials: this.credentials };
  }

  async get(read: Read, caller: Caller): Promise<Answer> {
    let hop = firstHop(read.url);
    let retries = 0;
    let renewed = false;
    for (let attempt = 1; ; attempt += 1) {
      const outcome = await this.call(read, hop, attempt, caller);
      if (outcome.kind === "answer") {
        if (outcome.status >= 200 && outcome.status < 300) return { found: true, body: this.parse(outcome.body) };
        if (outcome.status === 404) return { found: false };
        const next = redirected(hop, outcome.status, outcome.location);
        if (next !== undefined) {
          hop = next;
          continue;
        }
        if (outcome.status === 401 && hop.trusted && !renewed) {
          renewed = true;
          if (await this.renew(caller)) continue;
        }
      }
      if (!(await this.waitToRetry(outcome, hop, retries, caller))) {
        throw this.errors.of(outcome, this.options.timeoutMs);
      }
      retries += 1;
    }
  }

  /** One send, in its turn. */
  private async call(read: Read, { url, trusted }: Hop, attempt: number, caller: Caller): Promise<Outcome> {
    // Before the turn: once that has come, nothing may come between it and the sending.
    const authorization = trusted ? await unlessAborted(this.options.authorization(), caller.signal) : undefined;
    const queuedAt = this.clock.now();
    await this.options.budget.take({
      caller,
      priority: read.priority,
      admit: () => {
        caller.ledger.spend(read.endpoint);
      },
    });
    const sentAt = this.clock.now();
    const { timeoutMs } = this.options;
    let outcome: Outcome | undefined;
    try {
      outcome = await send({ url, authorization, timeoutMs, signal: caller.signal }, this.fetch, this.clock);
    } finally {
      this.options.observe?.({
        endpoint: read.endpoint,
        outcome: outcome === undefined ? "aborted" : outcome.kind === "answer" ? outcome.status : outcome.kind,
        attempt,
        waitedMs: sentAt - queuedAt,
        durationMs: this.clock.now() - sentAt,
      });
    }
    if (trusted) this.learn(outcome);
    return outcome;
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

  private async renew(caller: Caller): Promise<boolean> {
    if (this.options.onUnauthorized === undefined) return false;
    return unlessAborted(this.options.onUnauthorized(), caller.signal);
  }

  private parse(body: string): unknown {
    try {
      return JSON.parse(body) as unknown;
    } catch {
      // The parser's own error quotes the body.
      throw this.errors.notJson();
    }
  }

  private learn(outcome: Outcome): void {
    if (outcome.kind !== "answer") return;
    if (outcome.status === 401) this.credentials = "rejected";
    // A 404 for a path that the provider does not know may come before it looks at the credentials.
    else if (outcome.status < 300 || outcome.status === 403) this.credentials = "ok";
  }
}

function asFailure(outcome: Outcome): Failure {
  if (outcome.kind === "network" || outcome.kind === "timeout") return { kind: outcome.kind };
  if (outcome.kind !== "answer") return { kind: "body" };
  return { kind: "status", status: outcome.status, retryAfterMs: retryAfterMs(outcome.retryAfter, Date.now()) };
}
