import type { CallContext } from "../../ats/call-context.js";
import { AtsError } from "../../ats/errors.js";
import { rejectOnAbort } from "../../ats/abort-signal.js";

/** Loads a value for the operations that wait for it. */
export type Load<T> = (context: CallContext) => Promise<T>;

/**
 * Shares each running load between all operations that need the same value. The calls of a load count for the operation
 * that began it; for the others it is a reused response. An aborted operation stops waiting. The load continues while any
 * operation waits, and is aborted when none does.
 */
export class SingleFlight<T> {
  private readonly flights = new Map<string, Flight<T>>();

  /** Joins the load that is running under this key, or begins `load`. */
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
        // The limit on calls, the deadline, or the overload of another operation does not concern this one: it begins its
        // own load.
        if (context.signal.aborted || !concernsOneCaller(error)) throw error;
      }
    }
  }

  has(key: string): boolean {
    return this.flights.has(key);
  }

  /** No operation joins the running loads any more. They continue for the operations that wait for them. */
  detach(): void {
    this.flights.clear();
  }

  private startFlight(key: string, load: Load<T>): Flight<T> {
    const flight = new Flight(load, () => {
      if (this.flights.get(key) === flight) this.flights.delete(key);
    });
    this.flights.set(key, flight);
    return flight;
  }
}

class Flight<T> {
  private readonly controller = new AbortController();
  private readonly waiters = new Set<{ readonly context: CallContext }>();
  private result: Promise<T> | undefined;
  private isDone = false;

  constructor(
    private readonly load: Load<T>,
    private readonly onEnd: () => void,
  ) {}

  /** Waits for the load. The first operation begins it. */
  join(context: CallContext): Promise<T> {
    const waiter = { context };
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
        // The latest deadline of the operations that wait.
        get deadline() {
          return Math.max(...[...waiters].map(({ context }) => context.deadline), -Infinity);
        },
        reportError(error) {
          const operations = new Map([...waiters].map(({ context }) => [context.stats, context]));
          for (const context of operations.values()) context.reportError(error);
        },
      });
    } finally {
      // Before the promise settles, so that an operation that reads again begins a new load.
      this.isDone = true;
      this.onEnd();
    }
  }
}

const codesOfOneCaller: readonly string[] = ["CALL_BUDGET_EXCEEDED", "DEADLINE_EXCEEDED", "OVERLOADED"];

/** Whether the error is about one operation only, so that another one can succeed. */
function concernsOneCaller(error: unknown): boolean {
  return error instanceof AtsError && codesOfOneCaller.includes(error.code);
}
