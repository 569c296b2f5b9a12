import { onAbort } from "../../ats/abort-signal.js";
import type { CallContext } from "../../ats/call-context.js";

/** The operations on one account that run now. */
export class RunningOperations {
  /** In the order in which they began. */
  private readonly running = new Set<{ readonly startedAt: number }>();
  private readonly listeners: ((since: number) => void)[] = [];

  /** Adds an operation that begins now. It runs until its signal is aborted, which also happens when it has ended. */
  add({ startedAt = 0, signal }: CallContext): void {
    const operation = { startedAt };
    this.running.add(operation);
    onAbort(signal, () => {
      this.running.delete(operation);
      for (const listener of this.listeners) listener(this.since);
    });
  }

  /** When the oldest of them began, on the clock of `performance.now()`, in milliseconds. Infinity if none runs. */
  get since(): number {
    const [oldest] = this.running;
    return oldest?.startedAt ?? Infinity;
  }

  /** Calls `listener` each time that an operation has ended, with `since`. */
  onEnd(listener: (since: number) => void): void {
    this.listeners.push(listener);
  }
}
