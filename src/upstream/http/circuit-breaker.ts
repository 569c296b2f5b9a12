import type { Clock } from "../clock.js";

/** The circuit opens after this many failures in a row, over at least this time, in milliseconds. */
const maxFailures = 10;
const sustainedMs = 5000;

/** How long an open circuit sends nothing before one call tries again, in milliseconds. */
const cooldownMs = 2000;

/** The outcome of a call. It is unknown when the caller was aborted before the response. */
export type BreakerOutcome = "alive" | "failed" | "unknown";

/**
 * Stops calls to a host that is down. It opens after 10 failures over 5 s without any success: an endpoint that fails while
 * others work does not open it. While it is open, one call tries every 2 s.
 */
export class CircuitBreaker {
  private failures = 0;
  private failingSince = 0;
  /** Undefined while closed. */
  private openUntil: number | undefined;

  constructor(private readonly clock: Clock) {}

  /** Whether calls are refused. False after the cooldown, because only a call can show that the host is back. */
  get isOpen(): boolean {
    return this.openUntil !== undefined && this.clock.now() < this.openUntil;
  }

  /** Called before a call is sent. While the circuit is open, the next call must wait for another cooldown. */
  beforeCall(): void {
    if (this.openUntil !== undefined) this.openUntil = this.clock.now() + cooldownMs;
  }

  /** Records the outcome of a call that was sent. */
  record(outcome: BreakerOutcome): void {
    if (outcome === "alive") {
      this.failures = 0;
      this.openUntil = undefined;
    } else if (outcome === "failed") {
      if (this.failures === 0) this.failingSince = this.clock.now();
      this.failures += 1;
      const sustained = this.failures >= maxFailures && this.clock.now() - this.failingSince >= sustainedMs;
      if (sustained) this.openUntil = this.clock.now() + cooldownMs;
    }
  }
}
