import type { CallContext } from "../../ats/call-context.js";
import { AtsError } from "../../ats/errors.js";
import { rejectOnAbort } from "../../ats/abort-signal.js";

/** Loads something on behalf of whoever waits for it. */
export type Load<T> = (context: CallContext) => Promise<T>;

/**
 * Loads under way, each for everyone who wants the same thing meanwhile. The calls of a load count on the operation
 * that began it, for the others it is an answer reused. Whoever is aborted stops waiting; the load goes on while
 * anybody waits, and is aborted when nobody does any more.
 */
export class SingleFlight<T> {
  private readonly flights = new Map<string, Flight<T>>();

  /** What the load under this key comes to: the one under way, or `load` if there is none. */
  async get(key: string, context: CallContext, load: Load<T>): Promise<T> {
    for (;;) {
      context.signal.throwIfAborted();
      const running = this.flights.get(key);
      if (running === undefined) return this.startFlight(key, load).join(context);
      try {
        const value = await running.join(context);
        context.stats.countCoalesced();
        return value;
      } catch (error) {
        // Another operation's cap, or its not being let in, is no reason for this one to go without: it begins a load of its own.
        if (context.signal.aborted || !concernsOneCaller(error)) throw error;
      }
    }
  }

  has(key: string): boolean {
    return this.flights.has(key);
  }

  /** Those under way go on for who waits for them, and nobody else joins: who comes later begins anew. */
  detach(): void {
    this.flights.clear();
  }

  private startFlight(key: string, load: Load<T>): Flight<T> {
    const begun = new Flight(load, () => {
      if (this.flights.get(key) === begun) this.flights.delete(key);
    });
    this.flights.set(key, begun);
    return begun;
  }
}

class Flight<T> {
  private readonly controller = new AbortController();
  private readonly waiters = new Set<{ readonly caller: CallContext }>();
  private result: Promise<T> | undefined;
  private isDone = false;

  constructor(
    private readonly load: Load<T>,
    private readonly onEnd: () => void,
  ) {}

  /** Waits for the load, which the first to join begins. */
  join(context: CallContext): Promise<T> {
    const waiter = { caller: context };
    this.waiters.add(waiter);
    this.result ??= this.start(context);
    return rejectOnAbort(this.result, context.signal).finally(() => {
      this.waiters.delete(waiter);
      if (this.waiters.size > 0) return;
      this.onEnd();
      if (!this.isDone) this.controller.abort();
    });
  }

  private async start(first: CallContext): Promise<T> {
    const { waiters } = this;
    try {
      return await this.load({
        signal: this.controller.signal,
        stats: first.stats,
        assertWaitAllowed: (waitMs) => first.assertWaitAllowed?.(waitMs),
        // As patient as the most patient of those who wait.
        get deadline() {
          return Math.max(...[...waiters].map(({ caller: context }) => context.deadline), -Infinity);
        },
        reportError(error) {
          const operations = new Map([...waiters].map(({ caller: context }) => [context.stats, context]));
          for (const context of operations.values()) context.reportError(error);
        },
      });
    } finally {
      // Before anybody hears of it, so that who asks again begins anew.
      this.isDone = true;
      this.onEnd();
    }
  }
}

/** Whether another operation, asking for the same, might fare better. */
function concernsOneCaller(error: unknown): boolean {
  return error instanceof AtsError && (error.code === "CALL_BUDGET_EXCEEDED" || error.code === "OVERLOADED");
}
