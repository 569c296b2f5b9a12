import { mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { load, loadEach } from "./load.js";
import { ask } from "./graphql-client.js";
import { startLever, startSubgraph, unlimited } from "./processes.js";
import { lists, variants } from "./queries.js";
import {
  type Frame,
  type Profile,
  SourceNames,
  lastPart,
  readFrames,
  selfTimeByFolder,
  selfTimeByFunction,
} from "./profile-frames.js";
import { flameGraph } from "./flame-graph.js";
import { table } from "./table.js";

// `npm run profile` profiles live answers, `npm run profile -- kept` answers from memory. It loads the built subgraph, and
// writes to `profile/`: flame.html for a browser, self-time.md, and a .cpuprofile for speedscope or Chrome's DevTools.
const scenarios: Record<string, Readonly<Record<string, string>>> = { live: {}, kept: { RECORD_TTL_MS: "60000" } };
const { positionals, values } = parseArgs({
  allowPositionals: true,
  options: { seconds: { type: "string", default: "10" }, same: { type: "boolean", default: false } },
});
const [scenario = "live"] = positionals;
const env = scenarios[scenario];
if (env === undefined)
  throw new Error(`There is no scenario ${scenario}. There are: ${Object.keys(scenarios).join(", ")}`);

const directory = fileURLToPath(new URL("../../profile/", import.meta.url));
rmSync(directory, { recursive: true, force: true });
mkdirSync(directory);

await using lever = await startLever({ data: "seeded", candidates: 250 });
{
  const flags = ["--cpu-prof", `--cpu-prof-dir=${directory}`, "--cpu-prof-interval=500"];
  await using subgraph = await startSubgraph(lever, { ...unlimited, ...env }, flags);
  const ms = Number(values.seconds) * 1000;
  await ask(subgraph.graphql, lists.applications);
  const measured = values.same
    ? await load(subgraph.graphql, lists.applications, 10, ms)
    : await loadEach(subgraph.graphql, variants(10), ms);
  console.log(`${measured.perSecond.toFixed(0)} answers a second, p50 ${measured.p50.toFixed(1)} ms`);
}

const file = readdirSync(directory).find((name) => name.endsWith(".cpuprofile"));
if (file === undefined) throw new Error("The subgraph wrote no profile.");
const profile = JSON.parse(readFileSync(`${directory}${file}`, "utf8")) as Profile;
const root: Frame = readFrames(lastPart(profile, Number(values.seconds) * 800), new SourceNames());
const report = [
  "Self time, idle time left out.\n",
  table(["folder", "%"], selfTimeByFolder(root)),
  "",
  table(["function", "where", "%"], selfTimeByFunction(root).slice(0, 60)),
].join("\n");
writeFileSync(`${directory}self-time.md`, report);
writeFileSync(`${directory}flame.html`, flameGraph(root));
console.log(report);
console.log(`\nOpen ${directory}flame.html in a browser.`);
process.exit(0);
