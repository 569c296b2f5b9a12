import { rejectOnAbort } from "../ats/abort-signal.js";
import type { Clock } from "../upstream/clock.js";

/** No call waits longer than this, in milliseconds. A slow answer must not stop the others. */
const maxWaitMs = 2000;

/** Lets few calls through at the same time while it is closed. */
export class CallGate {
  /** Whether every call may pass. */
  isOpen = false;
  private running = 0;
  private waiting: (() => void)[] = [];

  constructor(private readonly clock: Clock) {}

  /**
   * Resolves when a call may be sent, with a function to call at its end. `places` is how many calls run at the same time
   * while the gate is closed. `check` throws when the call is no longer needed. Rejects once the signal is aborted.
   */
  async enter(places: () => number, check: () => void, signal: AbortSignal): Promise<() => void> {
    const waitUntil = this.clock.now() + maxWaitMs;
    while (!this.isOpen && this.running >= places() && this.clock.now() < waitUntil) {
      await rejectOnAbort(this.change(waitUntil - this.clock.now()), signal);
      check();
    }
    this.running += 1;
    return () => {
      this.running -= 1;
      const { waiting } = this;
      this.waiting = [];
      for (const wake of waiting) wake();
    };
  }

  /** Resolves when a call has ended, or after `ms` milliseconds. */
  private change(ms: number): Promise<void> {
    return new Promise((resolve) => {
      const cancel = this.clock.schedule(ms, resolve);
      this.waiting.push(() => {
        cancel();
        resolve();
      });
    });
  }
}
