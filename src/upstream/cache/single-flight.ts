import type { Caller } from "../../ats/caller.js";
import { AtsError } from "../../ats/errors.js";
import { unlessAborted } from "../../ats/abort-signal.js";

/** Loads something on behalf of whoever waits for it. */
export type Load<T> = (caller: Caller) => Promise<T>;

/**
 * Loads under way, each for everyone who wants the same thing meanwhile. The calls of a load count on the operation
 * that began it, for the others it is an answer reused. Whoever is aborted stops waiting; the load goes on while
 * anybody waits, and is aborted when nobody does any more.
 */
export class SharedLoads<T> {
  private readonly underWay = new Map<string, SharedLoad<T>>();

  /** What the load under this key comes to: the one under way, or `load` if there is none. */
  async get(key: string, caller: Caller, load: Load<T>): Promise<T> {
    for (;;) {
      caller.signal.throwIfAborted();
      const running = this.underWay.get(key);
      if (running === undefined) return this.begin(key, load).join(caller);
      try {
        const value = await running.join(caller);
        caller.ledger.share();
        return value;
      } catch (error) {
        // Another operation's cap, or its not being let in, is no reason for this one to go without: it begins a load of its own.
        if (caller.signal.aborted || !isOfOneCaller(error)) throw error;
      }
    }
  }

  has(key: string): boolean {
    return this.underWay.has(key);
  }

  /** Those under way go on for who waits for them, and nobody else joins: who comes later begins anew. */
  close(): void {
    this.underWay.clear();
  }

  private begin(key: string, load: Load<T>): SharedLoad<T> {
    const begun = new SharedLoad(load, () => {
      if (this.underWay.get(key) === begun) this.underWay.delete(key);
    });
    this.underWay.set(key, begun);
    return begun;
  }
}

class SharedLoad<T> {
  private readonly controller = new AbortController();
  private readonly waiters = new Set<{ readonly caller: Caller }>();
  private result: Promise<T> | undefined;
  private isDone = false;

  constructor(
    private readonly load: Load<T>,
    private readonly over: () => void,
  ) {}

  /** Waits for the load, which the first to join begins. */
  join(caller: Caller): Promise<T> {
    const waiter = { caller };
    this.waiters.add(waiter);
    this.result ??= this.begin(caller);
    return unlessAborted(this.result, caller.signal).finally(() => {
      this.waiters.delete(waiter);
      if (this.waiters.size > 0) return;
      this.over();
      if (!this.isDone) this.controller.abort();
    });
  }

  private async begin(first: Caller): Promise<T> {
    const { waiters } = this;
    try {
      return await this.load({
        signal: this.controller.signal,
        ledger: first.ledger,
        enqueue: (waitMs) => first.enqueue?.(waitMs),
        // As patient as the most patient of those who wait.
        get deadline() {
          return Math.max(...[...waiters].map(({ caller }) => caller.deadline), -Infinity);
        },
        report(error) {
          const operations = new Map([...waiters].map(({ caller }) => [caller.ledger, caller]));
          for (const caller of operations.values()) caller.report(error);
        },
      });
    } finally {
      // Before anybody hears of it, so that who asks again begins anew.
      this.isDone = true;
      this.over();
    }
  }
}

/** Whether another operation, asking for the same, might fare better. */
function isOfOneCaller(error: unknown): boolean {
  return error instanceof AtsError && (error.code === "CALL_BUDGET_EXCEEDED" || error.code === "OVERLOADED");
}
