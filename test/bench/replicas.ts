import { ask, timed } from "./graphql-client.js";
import { loadEach } from "./load.js";
import { type Lever, NotStarted, type Server, startLever, startSubgraph } from "./processes.js";
import { lists, numbered } from "./queries.js";
import { redisCost } from "./redis-cost.js";
import { idealSeconds } from "./rate-limit.js";
import { hasRedis, startRedisServer } from "../support/redis-server.js";
import { table } from "./table.js";

const replicas = 3;
const rate = 10;
const burst = 20;
const sharingMs = 15_000;

/** Measures three replicas with one Redis: within a rate limit, and under load. */
export async function run(): Promise<string> {
  await using redis = hasRedis ? await startRedisServer() : undefined;
  if (redis === undefined) return "Skipped: there is no redis-server here.";
  const limited = await withinLimit(redis.url);
  await using lever = await startLever({ data: "seeded", candidates: 250 });
  return [limited, await redisCost(lever, redis.url, replicas)].join("\n\n");
}

/** The calls in the busiest period, how much of the limit is used, and the answers of each replica. */
async function withinLimit(redisUrl: string): Promise<string> {
  await using lever = await startLever({ data: "simple", candidates: 60, limited: true });
  const servers: Server[] = [];
  try {
    while (servers.length < replicas) servers.push(await startSubgraph(lever, { REDIS_URL: redisUrl }));
    return [await measure(lever, servers), await share(lever, servers)].join("\n\n");
  } catch (error) {
    if (error instanceof NotStarted) return `Not available: ${error.message}`;
    throw error;
  } finally {
    await Promise.all(servers.map((server) => server[Symbol.asyncDispose]()));
  }
}

async function measure(lever: Lever, servers: readonly Server[]): Promise<string> {
  const { ms } = await timed(() => Promise.all(servers.map(({ graphql }) => ask(graphql, lists.offers))));
  const log = await lever.received();
  const refused = log.filter(({ status }) => status === 429).length;
  const ideal = idealSeconds(log.length);
  const excess = mostAbove(log.map(({ at }) => at));
  return [
    `${replicas} replicas with one Redis each read 60 candidates with their offers at the same time. All share ${rate} calls a`,
    `second and a burst of ${burst}. Excess: the calls of the busiest period of t seconds, minus ${burst} + ${rate}t. It must not exceed 0.\n`,
    table(
      ["calls", "429s", "excess", "ideal s", "s", "s / ideal", "utilisation"],
      [[log.length, refused, excess, ideal, ms / 1000, ms / 1000 / ideal, ideal / (ms / 1000)]],
    ),
  ].join("\n");
}

/** Each replica gets small queries from three clients, one after another. */
async function share(lever: Lever, servers: readonly Server[]): Promise<string> {
  const loads = await Promise.all(
    servers.map(({ graphql }) => loadEach(graphql, [lists.names, lists.names, lists.names].map(numbered), sharingMs)),
  );
  const counts = loads.map(({ answers }) => answers);
  const log = await lever.received();
  const refused = log.filter(({ status }) => status === 429).length;
  const excess = mostAbove(log.map(({ at }) => at));
  return [
    "Then each gets small queries from three clients. Least / most: the answers of the replica with the fewest, divided by",
    "those of the one with the most.\n",
    table(
      ["answers of each", "least / most", "calls", "429s", "excess"],
      [[counts.join(", "), Math.min(...counts) / Math.max(...counts), log.length, refused, excess]],
    ),
  ].join("\n");
}

/** By how many calls the fullest window goes beyond what a full bucket and its refill allow. */
function mostAbove(times: readonly number[]): number {
  let most = -Infinity;
  for (let first = 0; first < times.length; first += 1) {
    for (let last = first; last < times.length; last += 1) {
      const seconds = ((times[last] ?? 0) - (times[first] ?? 0)) / 1000;
      most = Math.max(most, last - first + 1 - burst - rate * seconds);
    }
  }
  return most;
}
