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
import { type Cell, table } from "./table.js";

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
    "Live: every answer read from Lever. The bare script makes the same calls and parses them, and does nothing else.\n",
    live,
    "\nWith RECORD_TTL_MS=60000, beside a stock Apollo Server that has the same data in memory.\n",
    remembered,
  ].join("\n");
}

async function measureLive(lever: Lever): Promise<string> {
  await using subgraph = await startSubgraph(lever, unlimited);
  const bare = async (clients: number) =>
    JSON.parse(await outputOf(benchFile("bare-script.ts", { lever: lever.url, clients, ms: roundMs }))) as Load;
  return await compare("bare script", bare, subgraph);
}

async function measureRemembered(lever: Lever): Promise<string> {
  await using subgraph = await startSubgraph(lever, { ...unlimited, RECORD_TTL_MS: "60000" });
  await ask(subgraph.graphql, operation);
  const { extensions } = await ask(subgraph.graphql, operation);
  if (extensions?.upstream?.calls !== 0) return "Not available: the setting does not spare the calls.";
  await using stock = await startServer("stock-server.ts", { subgraph: subgraph.graphql });
  await load(stock.graphql, operation, 10, roundMs);
  return await compare("stock server", (clients) => loaded(stock, clients), subgraph);
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

/** Both in turns, with one client and with ten. */
async function compare(name: string, other: (clients: number) => Promise<Load>, subgraph: Server): Promise<string> {
  await load(subgraph.graphql, operation, 10, roundMs);
  const clients = [1, 10] as const;
  const theirs = new Map<number, Load[]>(clients.map((count) => [count, []]));
  const ours = new Map<number, Load[]>(clients.map((count) => [count, []]));
  for (let round = 0; round < rounds; round += 1) {
    for (const count of clients) {
      theirs.get(count)!.push(await other(count));
      ours.get(count)!.push(await loaded(subgraph, count));
    }
  }
  const base = median(theirs.get(1)!).perSecond;
  const rows = clients.flatMap((count): Cell[][] => {
    const [their, our] = [median(theirs.get(count)!), median(ours.get(count)!)];
    return [
      [name, count, their.perSecond, their.p50, their.p99, their.cpuMs, undefined, their.perSecond / base],
      [
        "ours",
        count,
        our.perSecond,
        our.p50,
        our.p99,
        our.cpuMs,
        our.perSecond / their.perSecond,
        our.perSecond / base,
      ],
    ];
  });
  return table(
    ["", "clients", "a second", "p50 ms", "p99 ms", "CPU ms each", `ours / ${name}`, `/ ${name}, 1 client`],
    rows,
  );
}
