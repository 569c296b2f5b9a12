import { type Load, type LoadOperation, loadEach, median } from "./load.js";
import { type Server, cpuOf } from "./processes.js";
import { table } from "./table.js";

/** Measures a program for `ms` milliseconds. */
export type Contender = (ms: number) => Promise<Load>;

const rounds = 3;
const roundMs = 2000;

/** A server under the load of these operations, each on a connection of its own. */
export function loaded(server: Server, operations: readonly LoadOperation[]): Contender {
  return async (ms) => {
    const before = cpuOf(server);
    const result = await loadEach(server.graphql, operations, ms);
    const after = cpuOf(server);
    const cpuMs = before === undefined || after === undefined ? undefined : (after - before) / result.answers;
    return { ...result, cpuMs };
  };
}

/**
 * Measures all programs in turn, and compares them with the first. The first round is for warming up and does not count.
 */
export async function compare(contenders: Readonly<Record<string, Contender>>): Promise<string> {
  const measured = Object.entries(contenders).map(([name, contender]) => ({ name, contender, loads: [] as Load[] }));
  for (let round = 0; round <= rounds; round += 1) {
    for (const { contender, loads } of measured) {
      const measuredLoad = await contender(roundMs);
      if (round > 0) loads.push(measuredLoad);
    }
  }
  const medians = measured.map(({ name, loads }) => ({ name, ...median(loads) }));
  const first = medians[0]!;
  return table(
    ["", "a second", `/ ${first.name}`, "CPU ms each", "CPU ratio", "p50 ms", "p99 ms", "p99 / p50"],
    medians.map(({ name, perSecond, p50, p99, cpuMs }) => [
      name,
      perSecond,
      perSecond / first.perSecond,
      cpuMs,
      cpuMs === undefined || first.cpuMs === undefined ? undefined : cpuMs / first.cpuMs,
      p50,
      p99,
      p99 / p50,
    ]),
  );
}
