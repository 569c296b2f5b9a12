import type { Ledger } from "../../ats/caller.js";
import { asError } from "../../ats/errors.js";
import { onAbort } from "../../ats/abort-signal.js";
import type { Clock } from "../clock.js";
import type { Priority, Turn } from "./rate-limiter.js";

/** How many by-id reads go for one page of a walk while both wait: quick things first, and nobody starves. */
const referencesPerWalk = 2;

interface Waiting {
  readonly turn: Turn;
  /** Lets the turn go. False when it was not used after all. */
  grant(): boolean;
}

/** Turns that wait, and whose turn it is next; knows nothing of rates. */
export class TurnQueue {
  private readonly rings: Record<Priority, Ring> = { reference: new Ring(), walk: new Ring() };
  private referencesInARow = 0;

  constructor(private readonly clock: Clock) {}

  get size(): number {
    return this.rings.reference.size + this.rings.walk.size;
  }

  /** How many turns go before the first of an operation that would begin to wait now. */
  turnsAhead(priority: Priority): number {
    const { reference, walk } = this.rings;
    if (priority === "reference") {
      const walks = Math.floor((this.referencesInARow + reference.waitingOperations) / referencesPerWalk);
      return reference.waitingOperations + Math.min(walk.size, walks);
    }
    const references = referencesPerWalk * (walk.waitingOperations + 1) - this.referencesInARow;
    return walk.waitingOperations + Math.min(reference.size, references);
  }

  /** Waits until `grantNext` comes to this turn. Rejects as `RateBudget.take` does. */
  wait(turn: Turn): Promise<void> {
    const { signal, ledger } = turn.caller;
    const ring = this.rings[turn.priority];
    const since = this.clock.now();
    return new Promise((resolve, reject) => {
      signal.throwIfAborted();
      const leave = () => {
        stay();
        const waitedMs = this.clock.now() - since;
        if (waitedMs > 0) ledger.wait(waitedMs);
      };
      const grant = () => {
        leave();
        try {
          turn.admit();
        } catch (error) {
          reject(asError(error));
          return false;
        }
        resolve();
        return true;
      };
      const waiting: Waiting = { turn, grant };
      const stay = onAbort(signal, () => {
        ring.remove(waiting);
        leave();
        reject(asError(signal.reason));
      });
      ring.add(waiting);
    });
  }

  /** Lets one turn go, passing over those that are not used after all. False when there was none to let go. */
  grantNext(): boolean {
    for (;;) {
      const { reference, walk } = this.rings;
      const walkIsDue = walk.size > 0 && (reference.size === 0 || this.referencesInARow >= referencesPerWalk);
      const ring = walkIsDue ? walk : reference;
      const waiting = ring.first();
      if (waiting === undefined) return false;
      ring.remove(waiting);
      // A turn that is not used leaves its operation first in the line: who may not spend hears so without waiting.
      if (!waiting.grant()) continue;
      ring.moveOn(waiting);
      this.referencesInARow = walkIsDue || walk.size === 0 ? 0 : this.referencesInARow + 1;
      return true;
    }
  }
}

/** Round robin between operations, first in first out within one. */
class Ring {
  // Both keep the order of insertion: whose turn it is comes first.
  private readonly operations = new Map<Ledger, Set<Waiting>>();
  size = 0;

  get waitingOperations(): number {
    return this.operations.size;
  }

  add(waiting: Waiting): void {
    const { ledger } = waiting.turn.caller;
    const turns = this.operations.get(ledger);
    if (turns === undefined) this.operations.set(ledger, new Set([waiting]));
    else turns.add(waiting);
    this.size += 1;
  }

  remove(waiting: Waiting): void {
    const { ledger } = waiting.turn.caller;
    const turns = this.operations.get(ledger);
    if (turns?.delete(waiting) !== true) return;
    this.size -= 1;
    if (turns.size === 0) this.operations.delete(ledger);
  }

  first(): Waiting | undefined {
    for (const turns of this.operations.values()) for (const waiting of turns) return waiting;
    return undefined;
  }

  /** After a turn of this operation, the others come first. */
  moveOn({ turn }: Waiting): void {
    const { ledger } = turn.caller;
    const turns = this.operations.get(ledger);
    if (turns === undefined) return;
    this.operations.delete(ledger);
    this.operations.set(ledger, turns);
  }
}
