/** Runs of a fuzz test: as many as the suite affords, always the same; or FUZZ_RUNS, of FUZZ_SEED or of chance. */
export function fuzzRuns(usual: number) {
  const { FUZZ_RUNS, FUZZ_SEED } = process.env;
  const asked = FUZZ_RUNS === undefined ? { numRuns: usual, seed: 6 } : { numRuns: Number(FUZZ_RUNS) };
  const seed = FUZZ_SEED === undefined ? {} : { seed: Number(FUZZ_SEED) };
  // Without shrinking: each run is a request to a server, and what is printed is the run itself.
  return { ...asked, ...seed, endOnFailure: true };
}

/** Milliseconds that so many runs may take. */
export const fuzzTimeoutMs = process.env.FUZZ_RUNS === undefined ? 120_000 : 3_600_000;

/** What has got into every object, which nothing may. */
export function pollution(): readonly string[] {
  const added = [Object.prototype, Array.prototype, Function.prototype].flatMap((each) => Object.keys(each));
  return "polluted" in {} ? [...added, "polluted"] : added;
}
