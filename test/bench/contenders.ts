import { type Load, type LoadOperation, loadEach, median, quantile } from "./load.js";
import { type Server, cpuOf } from "./processes.js";
import { table } from "./table.js";

/** Measures a program for `ms` milliseconds. */
export type Contender = (ms: number) => Promise<Load>;

/** How often and how long each program is measured. */
export interface Turns {
  readonly rounds: number;
  readonly roundMs: number;
}

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
export async function compare(
  contenders: Readonly<Record<string, Contender>>,
  { rounds, roundMs }: Turns = { rounds: 3, roundMs: 2000 },
): Promise<string> {
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

const slices = 40;
const sliceMs = 250;

/**
 * Compares how much longer the slowest answers of servers take, with those of the first server. The servers take turns of a
 * quarter of a second, so that other programs on the machine disturb all of them in the same way.
 */
export async function compareSlowest(
  servers: Readonly<Record<string, Server>>,
  operations: readonly LoadOperation[],
): Promise<string> {
  const measured = Object.entries(servers).map(([name, server]) => ({ name, server, times: [] as number[] }));
  // The first slices are for warming up and do not count.
  for (let slice = -4; slice < slices; slice += 1) {
    for (const { server, times } of measured) {
      const load = await loadEach(server.graphql, operations, sliceMs);
      if (slice >= 0) for (const time of load.times) times.push(time);
    }
  }
  const rows = measured.map(({ name, times }) => {
    times.sort((a, b) => a - b);
    const [p50, p99] = [quantile(times, 0.5), quantile(times, 0.99)];
    return { name, answers: times.length, p50, p99, tail: p99 / p50 };
  });
  const first = rows[0]!;
  return table(
    ["", "answers", "p50 ms", "p99 ms", "p99 / p50", `/ ${first.name}`],
    rows.map(({ name, answers, p50, p99, tail }) => [name, answers, p50, p99, tail, tail / first.tail]),
  );
}
