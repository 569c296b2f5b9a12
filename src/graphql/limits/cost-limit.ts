import { requestError } from "../request-error.js";
import type { RateLimit } from "../../ats/rate-limit.js";
import { costAdvice } from "./cost-advice.js";
import type { OperationCost } from "./operation-cost.js";

/** The highest cost of an operation, in provider calls. */
export interface CostLimit {
  readonly any: number;
  /** For operations that select `_entities`. */
  readonly entities: number;
}

// These admit any page of 100 with all fields (cost up to 520, and 300 for what is
// counted), and 1,000 representations with all fields (up to 5,008, and 300).
// Most such operations need a small part of their cost, so only a limit of the operator's refuses them.
const minLimit: CostLimit = { any: 1000, entities: 6000 };

/**
 * Returns the limit that the operator has set. By default it is the number of calls that fit into the deadline, and at
 * least enough for a page of 100.
 */
export function costLimit(configured: number | undefined, { rate, burst }: RateLimit, deadlineMs: number): CostLimit {
  if (configured !== undefined) return { any: configured, entities: configured };
  const withinDeadline = Math.floor(burst + (rate * deadlineMs) / 1000);
  return { any: Math.max(withinDeadline, minLimit.any), entities: Math.max(withinDeadline, minLimit.entities) };
}

/** The highest number of objects in a result. 100 jobs with 100 applications each and all fields stay well below it. */
const maxObjects = 500_000;

/**
 * Throws QUERY_TOO_COMPLEX for an operation that could need more provider calls than the limit. Also throws it if the
 * result could have more objects than a process can build in time: nested lists multiply.
 */
export function checkCost(cost: OperationCost, limit: CostLimit): void {
  const { calls, objects, selections } = cost;
  if (objects > maxObjects) {
    throw requestError(
      "QUERY_TOO_COMPLEX",
      `The result could have ${objects} objects, and ${maxObjects} is the limit. Ask for a smaller first, or nest fewer lists.`,
    );
  }
  const max = selections.some(({ field }) => field === "_entities") ? limit.entities : limit.any;
  if (calls > max) {
    throw requestError(
      "QUERY_TOO_COMPLEX",
      `The operation could need ${calls} provider calls, and ${max} is the limit. ${costAdvice(selections, calls - max)}`,
    );
  }
}
