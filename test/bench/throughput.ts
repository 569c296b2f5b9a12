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

/** Answers a second and p99 for 100 candidates with applications, jobs and stages, with no rate limit. */
export async function run(): Promise<string> {
  await using lever = await startLever({ data: "simple", candidates: 100 });
  const live = await measureLive(lever);
  const remembered = await measureRemembered(lever);
  return [
    "100 candidates with their applications, jobs and stages, no rate limit; the median of three rounds taken in turns.\n",
    "Live: every answer read from Lever. The bare script makes the same calls and parses them, and does nothing else: for",
    "whole records, as Lever sends them unless asked, and for no more than the fields that the subgraph asks for.\n",
    live,
    "\nWith RECORD_TTL_MS=60000, compared with a stock Apollo Server that has the same data in memory.\n",
    remembered,
  ].join("\n");
}

/** Something to measure, by the number of its clients. */
type Contender = (clients: number) => Promise<Load>;

async function measureLive(lever: Lever): Promise<string> {
  await using subgraph = await startSubgraph(lever, unlimited);
  const bare =
    (sameFields: boolean): Contender =>
    async (clients) => {
      const options = { lever: lever.url, clients, ms: roundMs, sameFields };
      return JSON.parse(await outputOf(benchFile("bare-script.ts", options))) as Load;
    };
  return await compare({
    "bare script": bare(false),
    "bare script, same fields": bare(true),
    ours: (clients) => loaded(subgraph, clients),
  });
}

async function measureRemembered(lever: Lever): Promise<string> {
  await using subgraph = await startSubgraph(lever, { ...unlimited, RECORD_TTL_MS: "60000" });
  await ask(subgraph.graphql, operation);
  const { extensions } = await ask(subgraph.graphql, operation);
  if (extensions?.upstream?.calls !== 0) return "Not available: the setting does not spare the calls.";
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
 * All servers in turn, with one client and with ten, compared with the first server. The warm-up round does not count.
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
