import type { Clock } from "../../src/upstream/clock.js";

/** A clock that only a test moves. */
export class ManualClock implements Clock {
  private time = 0;
  private readonly timers = new Set<{ at: number; run: () => void }>();

  now(): number {
    return this.time;
  }

  schedule(ms: number, run: () => void): () => void {
    const timer = { at: this.time + ms, run };
    this.timers.add(timer);
    return () => this.timers.delete(timer);
  }

  get pending(): number {
    return this.timers.size;
  }

  /** Moves the time forward. Runs the due timers in order, and the promises that wait for them. */
  async advance(ms: number): Promise<void> {
    const end = this.time + ms;
    await settled();
    for (;;) {
      const [due] = [...this.timers].filter(({ at }) => at <= end).sort((a, b) => a.at - b.at);
      if (due === undefined) break;
      this.timers.delete(due);
      this.time = due.at;
      due.run();
      await settled();
    }
    this.time = end;
  }
}

/** Resolves after all promises that wait for neither time nor network. */
export function settled(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}
