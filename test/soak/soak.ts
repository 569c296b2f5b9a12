import { setTimeout as sleep } from "node:timers/promises";
import {
  type Account,
  addOpportunity,
  advance,
  archive,
  removeOpportunity,
  type Sandbox,
  startSandbox,
  unarchive,
} from "../../src/lever-sandbox/index.js";
import { Random } from "../../src/lever-sandbox/seed/random.js";
import { hasRedis, type RedisServer, startRedisServer } from "../support/redis-server.js";
import { irregularAccount, truthOf } from "../support/truth/index.js";
import type { ResourceUsage } from "./resource-probe.js";
import { addRandomFault } from "./random-faults.js";
import { type Replica, startReplica } from "./replica.js";
import { WrongResult } from "./graphql-client.js";
import { scenarios } from "./scenarios.js";

export interface SoakOptions {
  readonly minutes: number;
  /** How long a round takes, in milliseconds. */
  readonly roundMs: number;
  readonly seed: number;
  /** Receives one line after each round. */
  onRound(line: string): void;
}

/** The result of a soak. */
export interface SoakReport {
  /** How often each scenario ran. */
  readonly scenarios: Readonly<Record<string, number>>;
  /** How often each fault was added. */
  readonly faults: Readonly<Record<string, number>>;
  /** Wrong results and logged errors; empty if there are none. */
  readonly problems: readonly string[];
  /** The resource usage of each replica without traffic, about once per minute. */
  readonly usage: readonly (readonly ResourceUsage[])[];
}

const clients = 8;
const deadlineMs = 5000;

// Longer than an HTTP client keeps an idle connection.
const idleMs = 6000;

const limit = { rate: 400, burst: 800 };

/**
 * Runs random scenarios against two replicas, which share a Redis if it is installed. Lever has random faults, and its
 * records change between rounds. Every result is compared with the data in Lever.
 */
export async function soak({ minutes, roundMs, seed, ...options }: SoakOptions): Promise<SoakReport> {
  const random = new Random(`soak ${seed}`);
  const counts = { scenarios: {} as Record<string, number>, faults: {} as Record<string, number> };
  const problems: string[] = [];
  const usage: ResourceUsage[][] = [];
  await using lever = await startSandbox({ account: irregularAccount({ seed, candidates: 120 }), ...limit });
  await using redis = hasRedis ? await startRedisServer() : undefined;
  const env = {
    LEVER_BASE_URL: lever.url,
    LEVER_API_KEY: lever.apiKey,
    LEVER_RATE: String(limit.rate),
    LEVER_BURST: String(limit.burst),
    LEVER_TIMEOUT_MS: "700",
    REFERENCE_TTL_MS: "2000",
    QUERY_DEADLINE_MS: String(deadlineMs),
    ...(redis !== undefined && { REDIS_URL: redis.url }),
  };
  await using first = await startReplica(env);
  await using second = await startReplica(env);
  const replicas: readonly Replica[] = [first, second];

  const startedAt = performance.now();
  const elapsedMs = () => performance.now() - startedAt;
  for (let round = 1; elapsedMs() < minutes * 60_000; round += 1) {
    const until = performance.now() + roundMs;
    const truth = truthOf(lever.account);
    const client = async (number: number) => {
      const clientRandom = random.fork(`${round} ${number}`);
      while (performance.now() < until) {
        const name = clientRandom.pick(Object.keys(scenarios));
        count(counts.scenarios, name);
        const context = { url: () => clientRandom.pick(replicas).url, truth, random: clientRandom, deadlineMs };
        await scenarios[name]?.(context).catch((error: unknown) => {
          const message = error instanceof WrongResult ? error.message : String((error as Error).stack);
          problems.push(`round ${round}, ${name}: ${message}`);
        });
      }
    };
    const hasFaults = round % 4 !== 0;
    const hasRedisFault = round % 3 === 0;
    await Promise.all([
      ...[...Array(clients).keys()].map(client),
      hasFaults && addFaults(lever, random, counts.faults, until),
      hasRedisFault && redis !== undefined && interruptRedis(redis, random, counts.faults),
    ]);
    for (const replica of replicas) if (replica.died) problems.push(`A replica died: ${replica.errorLines.join("\n")}`);
    if (replicas.some(({ died }) => died)) break;
    if (elapsedMs() >= (usage.length + 1) * 60_000) {
      await sleep(idleMs);
      usage.push(await Promise.all(replicas.map((replica) => replica.usage())));
    }
    options.onRound(roundLine(round, counts.scenarios, problems, lever.log.splice(0).length, usage));
    changeRecords(lever.account, random, lever.account.now + round * roundMs);
  }
  for (const { errorLines } of replicas) problems.push(...errorLines.map((line) => `logged: ${line}`));
  return { ...counts, problems, usage };
}

/** Adds random faults to Lever until a time, and then removes them. */
async function addFaults(lever: Sandbox, random: Random, counts: Record<string, number>, until: number): Promise<void> {
  while (performance.now() < until) {
    await sleep(random.between(50, 500));
    count(counts, addRandomFault(lever, random));
  }
  lever.faults.clear();
}

/** Stops or suspends Redis for some seconds. */
async function interruptRedis(redis: RedisServer, random: Random, counts: Record<string, number>): Promise<void> {
  count(counts, "Redis lost");
  await sleep(random.between(1000, 3000));
  if (random.chance(0.5)) {
    await redis.kill();
    await sleep(random.between(500, 3000));
    await redis.start();
  } else {
    redis.hang();
    await sleep(random.between(500, 3000));
    redis.resume();
  }
}

function count(counts: Record<string, number>, name: string): void {
  counts[name] = (counts[name] ?? 0) + 1;
}

function roundLine(
  round: number,
  scenarioCounts: Readonly<Record<string, number>>,
  problems: readonly string[],
  calls: number,
  usage: readonly (readonly ResourceUsage[])[],
): string {
  const total = Object.values(scenarioCounts).reduce((sum, count) => sum + count, 0);
  const latest = usage.at(-1) ?? [];
  const heaps = latest.map(({ heapMb, residentMb }) => `${heapMb.toFixed(1)} of ${residentMb.toFixed(0)}`).join(", ");
  return `round ${round}: ${total} scenarios so far, ${calls} calls, ${problems.length} problems; heap MB ${heaps || "-"}`;
}

/** Changes records as recruiters do. */
function changeRecords(account: Account, random: Random, since: number): void {
  for (let count = 0; count < 10; count += 1) {
    const at = since + count;
    const { id, archived } = random.pick(account.opportunities);
    const listed = account.stages.filter(({ standing }) => standing === "listed");
    const action = random.pick(["advance", "archive", "unarchive", "add", "remove"] as const);
    if (action === "advance") advance(account, id, random.pick(listed).id, at);
    else if (action === "archive") archive(account, id, random.pick(account.archiveReasons).id, at);
    else if (action === "unarchive" && archived !== null) unarchive(account, id, at);
    else if (action === "add") {
      addOpportunity(account, {
        name: `Person ${random.uuid()}`,
        emails: [`${random.uuid()}@example.com`],
        stageId: random.pick(listed).id,
        postingId: random.pick(account.postings).id,
        at,
      });
    } else if (action === "remove" && account.opportunities.length > 100) removeOpportunity(account, id);
  }
}
