import { ask } from "./graphql-client.js";
import { type Load, load, median } from "./load.js";
import {
  type Lever,
  type Server,
  benchFile,
  cpuOf,
  outputOf,
  startLever,
  startServer,
  startSubgraph,
  unlimited,
} from "./processes.js";
import { lists } from "./queries.js";
import { table } from "./table.js";

const rounds = 3;
const roundMs = 2000;
const operation = lists.jobsAndStages;

/** Measures answers per second and p99 for 100 candidates with applications, jobs and stages, without a rate limit. */
export async function run(): Promise<string> {
  await using lever = await startLever({ data: "simple", candidates: 100 });
  const live = await measureLive(lever);
  const cached = await measureCached(lever);
  return [
    "100 candidates with their applications, jobs and stages, without a rate limit. Median of three rounds, in turns.\n",
    "Live: each answer is read from Lever. The baseline script makes the same calls, parses the responses and does nothing",
    "else. It reads whole records, or the same fields as the subgraph.\n",
    live,
    "\nWith RECORD_TTL_MS=60000, compared with a stock Apollo Server that has the same data in memory.\n",
    cached,
  ].join("\n");
}

/** Measures a program with this number of clients. */
type Contender = (clients: number) => Promise<Load>;

async function measureLive(lever: Lever): Promise<string> {
  await using subgraph = await startSubgraph(lever, unlimited);
  const baseline =
    (sameFields: boolean): Contender =>
    async (clients) => {
      const options = { lever: lever.url, clients, ms: roundMs, sameFields };
      return JSON.parse(await outputOf(benchFile("baseline-script.ts", options))) as Load;
    };
  return await compare({
    "baseline script": baseline(false),
    "baseline script, same fields": baseline(true),
    ours: (clients) => loaded(subgraph, clients),
  });
}

async function measureCached(lever: Lever): Promise<string> {
  await using subgraph = await startSubgraph(lever, { ...unlimited, RECORD_TTL_MS: "60000" });
  await ask(subgraph.graphql, operation);
  const { extensions } = await ask(subgraph.graphql, operation);
  if (extensions?.upstream?.calls !== 0) return "Not available: the second answer still takes calls.";
  await using stock = await startServer("stock-server.ts", { subgraph: subgraph.graphql });
  return await compare({
    "stock server": (clients) => loaded(stock, clients),
    ours: (clients) => loaded(subgraph, clients),
  });
}

async function loaded(server: Server, clients: number): Promise<Load> {
  const before = cpuOf(server);
  const result = await load(server.graphql, operation, clients, roundMs);
  const after = cpuOf(server);
  return {
    ...result,
    cpuMs: before === undefined || after === undefined ? undefined : (after - before) / result.answers,
  };
}

/**
 * Measures all programs in turn, with one client and with ten, and compares them with the first. The first round is for
 * warming up and does not count.
 */
async function compare(contenders: Readonly<Record<string, Contender>>): Promise<string> {
  const measured = Object.entries(contenders).flatMap(([name, contender]) =>
    [1, 10].map((clients) => ({ name, clients, contender, loads: [] as Load[] })),
  );
  for (let round = 0; round <= rounds; round += 1) {
    for (const { clients, contender, loads } of measured) {
      const measuredLoad = await contender(clients);
      if (round > 0) loads.push(measuredLoad);
    }
  }
  const medians = measured.map(({ name, clients, loads }) => ({ name, clients, ...median(loads) }));
  const first = medians[0]!;
  const rateOfFirst = (clients: number) =>
    medians.find((each) => each.name === first.name && each.clients === clients)!.perSecond;
  return table(
    ["", "clients", "a second", "p50 ms", "p99 ms", "CPU ms each", `/ ${first.name}`, `/ ${first.name}, 1 client`],
    medians.map(({ name, clients, perSecond, p50, p99, cpuMs }) => [
      name,
      clients,
      perSecond,
      p50,
      p99,
      cpuMs,
      perSecond / rateOfFirst(clients),
      perSecond / first.perSecond,
    ]),
  );
}
