import { soak } from "./soak.js";

const minutes = Number(process.env.SOAK_MINUTES ?? 10);
const seed = Number(process.env.SOAK_SEED ?? 1);
if (!(minutes > 0) || !Number.isInteger(seed)) {
  console.error("SOAK_MINUTES must be more than 0, and SOAK_SEED must be an integer.");
  process.exit(1);
}

/** The largest allowed growth of the heap between the first minute and the end. */
const maxGrowth = 1.1;

/** The largest allowed growth of the number of handles. */
const maxMoreHandles = 5;

// `npm run soak`.
const report = await soak({
  minutes,
  roundMs: 10_000,
  seed,
  onRound: (line) => {
    console.log(line);
  },
});
console.table(report.scenarios);
console.table(report.faults);
const problems = [...report.problems];
const [first = [], last = []] = [report.usage[0], report.usage.at(-1)];
for (const [i, early] of first.entries()) {
  const late = last[i] ?? early;
  const growth = late.heapMb / early.heapMb;
  console.log(
    `Replica ${i + 1}: heap ${early.heapMb.toFixed(1)} MB after a minute, ${late.heapMb.toFixed(1)} MB at the end ` +
      `(${growth.toFixed(3)}); handles ${JSON.stringify(early.handles)}, ${JSON.stringify(late.handles)}`,
  );
  if (growth > maxGrowth) problems.push(`The heap of replica ${i + 1} is ${growth.toFixed(2)} times as large.`);
  if (handleCount(late.handles) > handleCount(early.handles) + maxMoreHandles) {
    problems.push(`Replica ${i + 1} has more handles than after a minute.`);
  }
}
for (const problem of problems) console.error(problem);
console.log(problems.length === 0 ? "No problems." : `Problems: ${problems.length}`);
process.exit(problems.length === 0 ? 0 : 1);

function handleCount(handles: Readonly<Record<string, number>>): number {
  return Object.values(handles).reduce((sum, count) => sum + count, 0);
}
