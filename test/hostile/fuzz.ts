import { propertyRuns, randomRuns } from "../support/property-runs.js";

const { FUZZ_SEED } = process.env;

/**
 * The runs of a fuzz test: the same `few` or `full` runs each time, or FUZZ_RUNS runs with FUZZ_SEED or a random seed.
 */
export function fuzzRuns(few: number, full: number) {
  const runs = randomRuns === undefined ? { numRuns: propertyRuns(few, full), seed: 6 } : { numRuns: randomRuns };
  const seed = FUZZ_SEED === undefined ? {} : { seed: Number(FUZZ_SEED) };
  // Shrinking is off: each run is a request to a server, and the failing run itself is printed.
  return { ...runs, ...seed, endOnFailure: true };
}

/** How long a fuzz test may take, in milliseconds. */
export const fuzzTimeoutMs = randomRuns === undefined ? 120_000 : 3_600_000;

/** The properties that an attack added to the prototypes of all objects. There must be none. */
export function pollution(): readonly string[] {
  const added = [Object.prototype, Array.prototype, Function.prototype].flatMap((each) => Object.keys(each));
  return "polluted" in {} ? [...added, "polluted"] : added;
}
