import type { Sandbox } from "../../src/lever-sandbox/index.js";

/** The most by which the calls in any window, as Lever saw them, were more than its bucket allows; 0 or less: it was kept. */
export function maxExcessCalls({ log }: Sandbox, { rate, burst }: { rate: number; burst: number }): number {
  const excesses = log.flatMap((first, from) =>
    log.slice(from).map((last, more) => more + 1 - burst - (rate * (last.at - first.at)) / 1000),
  );
  return Math.max(-Infinity, ...excesses);
}
