import { availableParallelism, cpus, loadavg } from "node:os";
import { parseArgs } from "node:util";

/** The benchmarks by letter. `run` returns a report in Markdown. */
const benches: Record<string, { title: string; load: () => Promise<{ run: () => Promise<string> }> }> = {
  a: { title: "Calls to Lever", load: () => import("./calls.js") },
  b: { title: "Wall time within the rate limit", load: () => import("./rate-limit.js") },
  c: { title: "Compared with a plain subgraph", load: () => import("./compare-plain-subgraph.js") },
  d: { title: "Throughput", load: () => import("./throughput.js") },
  e: { title: "Memory", load: () => import("./memory.js") },
  f: { title: "A small query during a large one", load: () => import("./fairness.js") },
  g: { title: "Three replicas on one Redis", load: () => import("./replicas.js") },
  h: { title: "Cold start", load: () => import("./cold-start.js") },
  i: { title: "Attacks", load: () => import("./hostile.js") },
};

// `npm run bench` runs all of them, `npm run bench -- a f` runs two.
const { positionals } = parseArgs({ allowPositionals: true });
const unknown = positionals.filter((letter) => !(letter in benches));
if (unknown.length > 0) {
  console.error(`There is no benchmark ${unknown.join(", ")}. There are:`);
  for (const [letter, { title }] of Object.entries(benches)) console.error(`  ${letter}  ${title}`);
  process.exit(1);
}
const machine = `${availableParallelism()} x ${cpus()[0]?.model.trim() ?? "an unknown processor"}`;
const busy = (loadavg()[0] ?? 0).toFixed(1);
console.log(`${new Date().toISOString().slice(0, 10)}, Node ${process.version}, ${machine}, load average ${busy}`);
for (const letter of positionals.length > 0 ? positionals : Object.keys(benches)) {
  const { title, load } = benches[letter]!;
  const { run } = await load();
  console.log(`\n## (${letter}) ${title}\n`);
  const start = performance.now();
  console.log(await run());
  console.log(`\n${((performance.now() - start) / 1000).toFixed(0)} s\n`);
}
process.exit(0);
