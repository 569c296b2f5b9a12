import type { Clock } from "../clock.js";

/** So many failures, with nothing else for so long, and a host is taken for dead. */
const maxFailures = 10;
const sustainedMs = 5000;

/** How long nothing is sent before one call tries again, in milliseconds. */
const cooldownMs = 2000;

/** What became of a call: the host answered, it failed, or nobody waited to see. */
export type BreakerOutcome = "alive" | "failed" | "unknown";

/**
 * Spares callers the wait for a dead host. Opens once it has failed again and again (10 times and for 5 s, with no
 * answer in between: one endpoint that fails beside others that work does not count), and lets one call try every 2 s.
 */
export class CircuitBreaker {
  private failures = 0;
  private failingSince = 0;
  /** Undefined while closed. */
  private openUntil: number | undefined;

  constructor(private readonly clock: Clock) {}

  /** Whether a call had better not be sent. False once a rest is over: only a call can tell whether the host is back. */
  get isOpen(): boolean {
    return this.openUntil !== undefined && this.clock.now() < this.openUntil;
  }

  /** A call is sent that was not refused. While open, it is the only one for a rest; the others are refused. */
  beforeCall(): void {
    if (this.openUntil !== undefined) this.openUntil = this.clock.now() + cooldownMs;
  }

  /** What became of a call that was admitted. */
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
