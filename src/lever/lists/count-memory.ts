import { LRUCache } from "lru-cache";
import type { CallContext } from "../../ats/call-context.js";
import { AtsError } from "../../ats/errors.js";
import { type RateLimit, rateLimitedMs } from "../../ats/rate-limit.js";
import { isOverBudget } from "../errors.js";

// The lists of an account that are counted again and again.
const maxLists = 500;

/** A list may have become shorter after this time, in milliseconds. */
const ttlMs = 10 * 60_000;

/** A count that had no time to end needs at least so many times its calls. */
const unfinishedFactor = 1.1;

/** What counting the lists of an account takes at least, in calls. */
export class CountMemory {
  private readonly least = new LRUCache<string, number>({ max: maxLists, ttl: ttlMs });

  constructor(private readonly limit: RateLimit) {}

  /**
   * Counts a list. `calls` is called at the end, also of a count that fails: the calls that its rows take at least, and
   * those that were started. Throws CALL_BUDGET_EXCEEDED before the first call if the last count shows that too few calls or
   * too little time is left, and if the deadline passes.
   */
  async count<T>(list: string, context: CallContext, count: () => Promise<T>, calls: () => CountCalls): Promise<T> {
    this.assertAffordable(list, context);
    try {
      const counted = await count();
      this.least.set(list, calls().needed);
      return counted;
    } catch (error) {
      const isLate = error instanceof AtsError && error.code === "DEADLINE_EXCEEDED";
      if (!isLate && !isOverBudget(error)) throw error;
      const { needed, made } = calls();
      const least = isLate ? Math.ceil(made * unfinishedFactor) : needed;
      this.least.set(list, Math.max(least, this.least.get(list) ?? 0));
      throw isLate ? tooLate() : error;
    }
  }

  private assertAffordable(list: string, { stats, deadline }: CallContext): void {
    const least = this.least.get(list) ?? 0;
    if (least > stats.callsLeft) {
      const message = `Counting takes at least ${least} provider calls, and only ${stats.callsLeft} are left. Use a narrower filter.`;
      throw new AtsError("CALL_BUDGET_EXCEEDED", message);
    }
    if (performance.now() + rateLimitedMs(this.limit, least, this.limit.burst) > deadline) throw tooLate();
  }
}

/** The calls of a count. */
export interface CountCalls {
  readonly needed: number;
  readonly made: number;
}

function tooLate(): AtsError {
  const message = "Counting takes more provider calls than can be made before the deadline. Use a narrower filter.";
  return new AtsError("CALL_BUDGET_EXCEEDED", message);
}
