import type { CallContext } from "../../ats/call-context.js";
import { rejectOnAbort } from "../../ats/abort-signal.js";
import type { RateLimit } from "../../ats/rate-limit.js";
import { type Clock, systemClock } from "../clock.js";
import { LocalRateLimiter } from "../rate-limit/local-rate-limiter.js";
import type { Priority, RateLimiter } from "../rate-limit/rate-limiter.js";

/** What the response to a call shows about its credential. Undefined if it shows nothing. */
export type Verdict = "accepted" | "rejected" | undefined;

/** For how long a rejected credential is not tried again, in milliseconds. */
export const rejectionTtlMs = 60_000;

/**
 * What the trials of all credentials share: a rate limit, so that made-up credentials make few calls together, and the
 * names of rejected accounts. Rejections are calls within the rate limit, so a minute has only so many names.
 */
export class CredentialTrials {
  readonly limiter: RateLimiter;
  /** When each account was rejected, the oldest first. */
  private readonly rejections = new Map<string, number>();

  constructor(
    limit: RateLimit,
    private readonly clock: Clock = systemClock,
  ) {
    this.limiter = new LocalRateLimiter(limit, clock);
  }

  /** The trial of an account that is not proven. */
  of(account: string): CredentialTrial {
    return new CredentialTrial(this, account);
  }

  isRejected(account: string): boolean {
    const rejectedAt = this.rejections.get(account);
    return rejectedAt !== undefined && this.clock.now() - rejectedAt < rejectionTtlMs;
  }

  reject(account: string): void {
    for (const name of this.rejections.keys()) {
      if (this.isRejected(name)) break;
      this.rejections.delete(name);
    }
    this.rejections.delete(account);
    this.rejections.set(account, this.clock.now());
  }
}

/**
 * The calls of a credential that the provider has not accepted yet. One call at a time is sent, within the rate limit of
 * all trials, and the others wait for its response. Once a response shows that the credential is accepted, it is proven,
 * and its calls are no longer held back. After a rejection, none is sent for a minute.
 */
export class CredentialTrial {
  /** Whether the provider has accepted the credential at any time. */
  isProven = false;
  /** Resolves when the call that is on trial has ended. */
  private current: Promise<void> | undefined;
  private readonly proof = new Signal();

  constructor(
    private readonly trials: CredentialTrials,
    private readonly account: string,
  ) {}

  /**
   * Sends a call when it may be sent. Undefined if the credential was rejected in the last minute: nothing was sent. Throws
   * as `send`, `RateLimiter.acquire` and `CallContext.assertWaitAllowed` do.
   */
  async run<T>(
    context: CallContext,
    priority: Priority,
    send: () => Promise<T>,
    verdictOf: (sent: T) => Verdict,
  ): Promise<T | undefined> {
    // No operation may wait for a background call, so it is never the one on trial.
    if (priority === "background") await rejectOnAbort(this.proof.promise, context.signal);
    while (!this.isProven) {
      if (this.trials.isRejected(this.account)) return undefined;
      if (this.current === undefined) return this.sendOnTrial(context, send, verdictOf);
      await rejectOnAbort(this.current, context.signal);
    }
    return send();
  }

  private async sendOnTrial<T>(
    context: CallContext,
    send: () => Promise<T>,
    verdictOf: (sent: T) => Verdict,
  ): Promise<T> {
    const { limiter } = this.trials;
    const ended = new Signal();
    this.current = ended.promise;
    try {
      context.assertWaitAllowed?.(limiter.forecastMs("reference"));
      await limiter.acquire({ context, priority: "reference", onDequeue: () => undefined });
      const sent = await send();
      const verdict = verdictOf(sent);
      if (verdict === "rejected") this.trials.reject(this.account);
      if (verdict === "accepted") {
        this.isProven = true;
        this.proof.send();
      }
      return sent;
    } finally {
      this.current = undefined;
      ended.send();
    }
  }
}

/** A promise that something resolves later. */
class Signal {
  send!: () => void;
  readonly promise = new Promise<void>((resolve) => {
    this.send = resolve;
  });
}
