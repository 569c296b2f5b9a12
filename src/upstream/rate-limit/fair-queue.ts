import type { CallStats } from "../../ats/call-context.js";
import { asError } from "../../ats/errors.js";
import { onAbort } from "../../ats/abort-signal.js";
import type { Clock } from "../clock.js";
import type { OperationPriority, QueuedCall } from "./rate-limiter.js";

/** How many `reference` calls go for one `walk` call while both wait. The quick calls go first, and walks still progress. */
const referencesPerWalk = 2;

interface Waiter {
  readonly call: QueuedCall;
  /** Resolves the call's promise. False if the call did not use the token, because its `onDequeue` threw. */
  release(): boolean;
}

/** The calls that wait, and the order in which they go. The rate limiter decides when they go. */
export class FairQueue {
  private readonly queues: Record<OperationPriority, RoundRobin> = {
    reference: new RoundRobin(),
    walk: new RoundRobin(),
  };
  private referencesInARow = 0;

  constructor(private readonly clock: Clock) {}

  get size(): number {
    return this.queues.reference.size + this.queues.walk.size;
  }

  /** How many calls go before the first call of an operation that would join the queue now. */
  callsAhead(priority: OperationPriority): number {
    const { reference, walk } = this.queues;
    if (priority === "reference") {
      const walks = Math.floor((this.referencesInARow + reference.waitingOperations) / referencesPerWalk);
      return reference.waitingOperations + Math.min(walk.size, walks);
    }
    const references = referencesPerWalk * (walk.waitingOperations + 1) - this.referencesInARow;
    return walk.waitingOperations + Math.min(reference.size, references);
  }

  /** Resolves when `dequeue` reaches this call. Rejects as `RateLimiter.acquire` does. */
  enqueue(call: QueuedCall & { readonly priority: OperationPriority }): Promise<void> {
    const { signal, stats } = call.context;
    const queue = this.queues[call.priority];
    return new Promise((resolve, reject) => {
      signal.throwIfAborted();
      const leaveQueue = () => {
        removeListener();
        stats.endWait(this.clock.now());
      };
      const release = () => {
        leaveQueue();
        try {
          call.onDequeue();
        } catch (error) {
          reject(asError(error));
          return false;
        }
        resolve();
        return true;
      };
      const waiting: Waiter = { call, release };
      const removeListener = onAbort(signal, () => {
        queue.remove(waiting);
        leaveQueue();
        reject(asError(signal.reason));
      });
      queue.add(waiting);
      stats.startWait(this.clock.now());
    });
  }

  /** Releases one call. Skips calls that do not use their token. False if no call used it. */
  dequeue(): boolean {
    for (;;) {
      const { reference, walk } = this.queues;
      const walkIsDue = walk.size > 0 && (reference.size === 0 || this.referencesInARow >= referencesPerWalk);
      const queue = walkIsDue ? walk : reference;
      const waiting = queue.first();
      if (waiting === undefined) return false;
      queue.remove(waiting);
      // The operation stays first in the order: if it may send no calls, all its calls fail now, without a wait.
      if (!waiting.release()) continue;
      queue.rotate(waiting);
      this.referencesInARow = walkIsDue || walk.size === 0 ? 0 : this.referencesInARow + 1;
      return true;
    }
  }
}

/** Round robin between operations, first in first out within one. */
class RoundRobin {
  // Maps and sets keep the order of insertion. The first operation, and its first call, go next.
  private readonly operations = new Map<CallStats, Set<Waiter>>();
  size = 0;

  get waitingOperations(): number {
    return this.operations.size;
  }

  add(waiting: Waiter): void {
    const { stats } = waiting.call.context;
    const calls = this.operations.get(stats);
    if (calls === undefined) this.operations.set(stats, new Set([waiting]));
    else calls.add(waiting);
    this.size += 1;
  }

  remove(waiting: Waiter): void {
    const { stats } = waiting.call.context;
    const calls = this.operations.get(stats);
    if (calls?.delete(waiting) !== true) return;
    this.size -= 1;
    if (calls.size === 0) this.operations.delete(stats);
  }

  first(): Waiter | undefined {
    for (const calls of this.operations.values()) for (const waiting of calls) return waiting;
    return undefined;
  }

  /** Puts the operation of this call last. */
  rotate({ call }: Waiter): void {
    const { stats } = call.context;
    const calls = this.operations.get(stats);
    if (calls === undefined) return;
    this.operations.delete(stats);
    this.operations.set(stats, calls);
  }
}
