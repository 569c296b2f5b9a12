import { ask, timed } from "./graphql-client.js";
import { type Lever, NotStarted, type Server, startLever, startSubgraph } from "./processes.js";
import { lists } from "./queries.js";
import { idealSeconds } from "./rate-limit.js";
import { hasRedis, startRedisServer } from "../support/redis-server.js";
import { table } from "./table.js";

const replicas = 3;
const rate = 10;
const burst = 20;

/** Measures three replicas that share a rate limit: the calls in the busiest period, and how much of the limit is used. */
export async function run(): Promise<string> {
  await using redis = hasRedis ? await startRedisServer() : undefined;
  if (redis === undefined) return "Skipped: there is no redis-server here.";
  await using lever = await startLever({ data: "simple", candidates: 60, limited: true });
  const servers: Server[] = [];
  try {
    while (servers.length < replicas) servers.push(await startSubgraph(lever, { REDIS_URL: redis.url }));
    return await measure(lever, servers);
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
