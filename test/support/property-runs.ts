const { FUZZ_RUNS } = process.env;

/** Whether property tests make all their runs, as in CI. */
export const isFull = FUZZ_RUNS === "full";

/** The number in FUZZ_RUNS: so many runs, each time different ones. Undefined for the same runs each time. */
export const randomRuns = FUZZ_RUNS === undefined || isFull ? undefined : Number(FUZZ_RUNS);

/** The number of runs of a property test: `few` by default, `full` with FUZZ_RUNS=full. */
export function propertyRuns(few: number, full: number): number {
  return isFull ? full : few;
}

/** The accounts or seeds that a property is checked with: the first `few` by default, all with FUZZ_RUNS=full. */
export function propertySeeds<T>(few: number, all: readonly T[]): readonly T[] {
  return isFull ? all : all.slice(0, few);
}
