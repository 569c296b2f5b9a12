/** Whether property tests make all their runs, as in CI. */
export const isFull = process.env.FUZZ_RUNS === "full";

/** The number of runs of a property test: `few` by default, `full` with FUZZ_RUNS=full. */
export function propertyRuns(few: number, full: number): number {
  return isFull ? full : few;
}

/** The accounts or seeds that a property is checked with: the first `few` by default, all with FUZZ_RUNS=full. */
export function propertySeeds<T>(few: number, all: readonly T[]): readonly T[] {
  return isFull ? all : all.slice(0, few);
}
