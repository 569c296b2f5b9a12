import { soak } from "./soak.js";

const minutes = Number(process.env.SOAK_MINUTES ?? 10);
const seed = Number(process.env.SOAK_SEED ?? 1);
if (!(minutes > 0) || !Number.isInteger(seed)) {
  console.error("SOAK_MINUTES must be more than 0, and SOAK_SEED a whole number.");
  process.exit(1);
}

/** By how much more a process may hold at the end than after its first minute. */
const maxGrowth = 1.1;

// `npm run soak`.
const { errands, faults, wrong, holdings } = await soak({
  minutes,
  seed,
  say: (line) => {
    console.log(line);
  },
});
console.table(errands);
console.table(faults);
const problems = [...wrong];
const [first = [], last = []] = [holdings[0], holdings.at(-1)];
for (const [i, early] of first.entries()) {
  const late = last[i] ?? early;
  const growth = late.heapMb / early.heapMb;
  console.log(
    `Replica ${i + 1}: ${early.heapMb.toFixed(1)} MB of heap after a minute, ${late.heapMb.toFixed(1)} at the end ` +
      `(${growth.toFixed(3)}); held at the end: ${JSON.stringify(late.handles)}, after a minute: ${JSON.stringify(early.handles)}`,
  );
  if (growth > maxGrowth) problems.push(`Replica ${i + 1} holds ${growth.toFixed(2)} times as much as after a minute.`);
  const count = (handles: Readonly<Record<string, number>>) =>
    Object.values(handles).reduce((sum, each) => sum + each, 0);
  if (count(late.handles) > count(early.handles) + 5) problems.push(`Replica ${i + 1} holds more and more handles.`);
}
for (const problem of problems) console.error(problem);
console.log(problems.length === 0 ? "Nothing went wrong." : `${problems.length} things went wrong.`);
process.exit(problems.length === 0 ? 0 : 1);
