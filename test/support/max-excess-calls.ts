import type { RateLimit } from "../../src/ats/rate-limit.js";

/**
 * By how many calls any period exceeds the rate limit, at most. 0 or less means that the limit was kept. `at` is in
 * milliseconds.
 */
export function maxExcessCalls(calls: readonly { readonly at: number }[], { rate, burst }: RateLimit): number {
  let most = -Infinity;
  for (const [from, first] of calls.entries()) {
    for (const [more, last] of calls.slice(from).entries()) {
      most = Math.max(most, more + 1 - burst - (rate * (last.at - first.at)) / 1000);
    }
  }
  return most;
}
