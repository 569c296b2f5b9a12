import { ask, timed } from "./graphql-client.js";
import { type Lever, NotStarted, type Server, startLever, startSubgraph } from "./processes.js";
import { lists } from "./queries.js";
import { idealSeconds } from "./rate-limit.js";
import { hasRedis, startRedisServer } from "../support/redis-server.js";
import { table } from "./table.js";

const replicas = 3;
const rate = 10;
const burst = 20;

/** Three replicas that share one budget: what Lever receives in any window of time, and how much of the budget is used. */
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
    `${replicas} replicas on one Redis, each asked at once for 60 candidates with their offers, at ${rate} calls a second and`,
    `${burst} at once for all. The fullest window: its calls less ${burst} + ${rate}t; more than 0 would be too many.\n`,
    table(
      ["calls", "429s", "the fullest window", "ideal s", "s", "s / ideal", "utilisation"],
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
