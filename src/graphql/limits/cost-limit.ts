import { requestError } from "../request-error.js";
import { costAdvice } from "./cost-advice.js";
import type { OperationCost } from "./operation-cost.js";

/** The most that operations may cost, in provider calls. */
export interface CostLimit {
  readonly any: number;
  /** Of operations that look entities up. */
  readonly entities: number;
}

/** What the provider's rate limit allows for: calls a second, and calls at once. */
interface Rate {
  readonly rate: number;
  readonly burst: number;
}

// Any page of 100 with everything selected (up to 520), and 1,000 representations with everything (up to 5,008): most
// take a fraction of what they could, so these are only refused where an operator says so.
const minLimit: CostLimit = { any: 1000, entities: 6000 };

/** `set`, or else as many calls as can be made within the deadline, and never too few for a page of 100. */
export function costLimit(set: number | undefined, { rate, burst }: Rate, deadlineMs: number): CostLimit {
  if (set !== undefined) return { any: set, entities: set };
  const inTime = Math.floor(burst + (rate * deadlineMs) / 1000);
  return { any: Math.max(inTime, minLimit.any), entities: Math.max(inTime, minLimit.entities) };
}

/** How many objects an answer may come to: 100 jobs, each with 100 applications and all they hold, stay well below. */
const maxObjects = 500_000;

/**
 * Throws QUERY_TOO_COMPLEX for an operation that could take more provider calls than the limit, or whose answer could
 * come to more objects than a process can put together in time: lists within lists multiply.
 */
export function checkCost(cost: OperationCost, limit: CostLimit): void {
  const { calls, objects, selections } = cost;
  if (objects > maxObjects) {
    throw requestError(
      "QUERY_TOO_COMPLEX",
      `The answer could come to ${objects} objects, and ${maxObjects} is the most. Ask for a smaller first, or nest fewer lists.`,
    );
  }
  const max = selections.some(({ field }) => field === "_entities") ? limit.entities : limit.any;
  if (calls > max) {
    throw requestError(
      "QUERY_TOO_COMPLEX",
      `The operation could take ${calls} provider calls, and ${max} is the most. ${costAdvice(selections, calls - max)}`,
    );
  }
}
