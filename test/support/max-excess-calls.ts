import type { Sandbox } from "../../src/lever-sandbox/index.js";

/** By how many calls any period exceeds the rate limit, at most. 0 or less means that the limit was kept. */
export function maxExcessCalls({ log }: Sandbox, { rate, burst }: { rate: number; burst: number }): number {
  const excesses = log.flatMap((first, from) =>
    log.slice(from).map((last, more) => more + 1 - burst - (rate * (last.at - first.at)) / 1000),
  );
  return Math.max(-Infinity, ...excesses);
}
