import type { CallStats } from "../../ats/call-context.js";
import { asError } from "../../ats/errors.js";
import { onAbort } from "../../ats/abort-signal.js";
import type { Clock } from "../clock.js";
import type { Priority, QueuedCall } from "./rate-limiter.js";

/** How many by-id reads go for one page of a walk while both wait: quick things first, and nobody starves. */
const referencesPerWalk = 2;

interface Waiter {
  readonly call: QueuedCall;
  /** Lets the turn go. False when it was not used after all. */
  admit(): boolean;
}

/** Turns that wait, and whose turn it is next; knows nothing of rates. */
export class FairQueue {
  private readonly queues: Record<Priority, RoundRobin> = { reference: new RoundRobin(), walk: new RoundRobin() };
  private referencesInARow = 0;

  constructor(private readonly clock: Clock) {}

  get size(): number {
    return this.queues.reference.size + this.queues.walk.size;
  }

  /** How many turns go before the first of an operation that would begin to wait now. */
  callsAhead(priority: Priority): number {
    const { reference, walk } = this.queues;
    if (priority === "reference") {
      const walks = Math.floor((this.referencesInARow + reference.waitingOperations) / referencesPerWalk);
      return reference.waitingOperations + Math.min(walk.size, walks);
    }
    const references = referencesPerWalk * (walk.waitingOperations + 1) - this.referencesInARow;
    return walk.waitingOperations + Math.min(reference.size, references);
  }

  /** Waits until `dequeue` comes to this turn. Rejects as `RateLimiter.acquire` does. */
  enqueue(call: QueuedCall): Promise<void> {
    const { signal, stats } = call.context;
    const queue = this.queues[call.priority];
    const since = this.clock.now();
    return new Promise((resolve, reject) => {
      signal.throwIfAborted();
      const leaveQueue = () => {
        removeListener();
        const waitedMs = this.clock.now() - since;
        if (waitedMs > 0) stats.addWait(waitedMs);
      };
      const admit = () => {
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
      const waiting: Waiter = { call, admit };
      const removeListener = onAbort(signal, () => {
        queue.remove(waiting);
        leaveQueue();
        reject(asError(signal.reason));
      });
      queue.add(waiting);
    });
  }

  /** Lets one turn go, passing over those that are not used after all. False when there was none to let go. */
  dequeue(): boolean {
    for (;;) {
      const { reference, walk } = this.queues;
      const walkIsDue = walk.size > 0 && (reference.size === 0 || this.referencesInARow >= referencesPerWalk);
      const queue = walkIsDue ? walk : reference;
      const waiting = queue.first();
      if (waiting === undefined) return false;
      queue.remove(waiting);
      // A turn that is not used leaves its operation first in the line: who may not spend hears so without waiting.
      if (!waiting.admit()) continue;
      queue.rotate(waiting);
      this.referencesInARow = walkIsDue || walk.size === 0 ? 0 : this.referencesInARow + 1;
      return true;
    }
  }
}

/** Round robin between operations, first in first out within one. */
class RoundRobin {
  // Both keep the order of insertion: whose turn it is comes first.
  private readonly operations = new Map<CallStats, Set<Waiter>>();
  size = 0;

  get waitingOperations(): number {
    return this.operations.size;
  }

  add(waiting: Waiter): void {
    const { stats } = waiting.call.context;
    const turns = this.operations.get(stats);
    if (turns === undefined) this.operations.set(stats, new Set([waiting]));
    else turns.add(waiting);
    this.size += 1;
  }

  remove(waiting: Waiter): void {
    const { stats } = waiting.call.context;
    const turns = this.operations.get(stats);
    if (turns?.delete(waiting) !== true) return;
    this.size -= 1;
    if (turns.size === 0) this.operations.delete(stats);
  }

  first(): Waiter | undefined {
    for (const turns of this.operations.values()) for (const waiting of turns) return waiting;
    return undefined;
  }

  /** After a turn of this operation, the others come first. */
  rotate({ call }: Waiter): void {
    const { stats } = call.context;
    const turns = this.operations.get(stats);
    if (turns === undefined) return;
    this.operations.delete(stats);
    this.operations.set(stats, turns);
  }
}
