import { setTimeout as sleep } from "node:timers/promises";
import {
  type Account,
  addOpportunity,
  advance,
  archive,
  removeOpportunity,
  startSandbox,
  unarchive,
} from "../../src/lever-sandbox/index.js";
import { Random } from "../../src/lever-sandbox/seed/random.js";
import { hasRedis, startRedisServer } from "../support/redis-server.js";
import { irregularAccount, truthOf } from "../support/truth/index.js";
import type { Holdings } from "./probe.js";
import { spoilSome } from "./random-faults.js";
import { type Replica, startReplica } from "./replica.js";
import { WrongAnswer } from "./answers.js";
import { errands } from "./traffic.js";

export interface SoakOptions {
  readonly minutes: number;
  readonly seed: number;
  /** Told of each round, in a line. */
  say(line: string): void;
}

/** What a soak found. */
export interface SoakReport {
  /** How many errands were run, by name. */
  readonly errands: Readonly<Record<string, number>>;
  /** How many faults were asked for, by name. */
  readonly faults: Readonly<Record<string, number>>;
  /** What clients were told that may not be told, and what the processes complained of; empty when all is well. */
  readonly wrong: readonly string[];
  /** What each replica holds when all is quiet: after about a minute, and then every minute. */
  readonly holdings: readonly (readonly Holdings[])[];
}

const clients = 8;
const deadlineMs = 5000;
const roundMs = 10_000;

// Longer than the client keeps a connection that is not used.
const untilQuietMs = 6000;

const limit = { rate: 400, burst: 800 };

/**
 * Mixed traffic against two replicas that share a Redis, if there is one, over a Lever that fails in every way at random
 * and whose records move between rounds. Every answer is held against the truth.
 */
export async function soak({ minutes, seed, ...options }: SoakOptions): Promise<SoakReport> {
  const random = new Random(`soak ${seed}`);
  const counts = { errands: {} as Record<string, number>, faults: {} as Record<string, number> };
  const wrong: string[] = [];
  const holdings: Holdings[][] = [];
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

  const begun = performance.now();
  const elapsedMs = () => performance.now() - begun;
  for (let round = 1; elapsedMs() < minutes * 60_000; round += 1) {
    const until = performance.now() + roundMs;
    const truth = truthOf(lever.account);
    const client = async (number: number) => {
      const own = random.fork(`${round} ${number}`);
      while (performance.now() < until) {
        const name = own.pick(Object.keys(errands));
        counts.errands[name] = (counts.errands[name] ?? 0) + 1;
        const ground = { url: () => own.pick(replicas).url, truth, random: own, deadlineMs };
        await errands[name]?.(ground).catch((error: unknown) => {
          const what = error instanceof WrongAnswer ? error.message : String((error as Error).stack);
          wrong.push(`round ${round}, ${name}: ${what}`);
        });
      }
    };
    const spoiler = async () => {
      // Every fourth round is a good one.
      while (round % 4 !== 0 && performance.now() < until) {
        await sleep(random.between(50, 500));
        const name = spoilSome(lever, random);
        counts.faults[name] = (counts.faults[name] ?? 0) + 1;
      }
      lever.faults.clear();
    };
    const redisTrouble = async () => {
      if (redis === undefined || round % 3 !== 0) return;
      counts.faults["Redis lost"] = (counts.faults["Redis lost"] ?? 0) + 1;
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
    };
    await Promise.all([...Array(clients).keys()].map(client).concat(spoiler(), redisTrouble()));
    for (const replica of replicas) if (replica.died) wrong.push(`A replica died: ${replica.complaints.join("\n")}`);
    if (replicas.some(({ died }) => died)) break;
    if (elapsedMs() >= (holdings.length + 1) * 60_000) {
      await sleep(untilQuietMs);
      holdings.push(await Promise.all(replicas.map((replica) => replica.holdings())));
    }
    options.say(roundLine(round, counts.errands, wrong, lever.log.splice(0).length, holdings));
    change(lever.account, random, lever.account.now + round * roundMs);
  }
  for (const { complaints } of replicas) wrong.push(...complaints.map((line) => `logged: ${line}`));
  return { ...counts, wrong, holdings };
}

function roundLine(
  round: number,
  errandCounts: Readonly<Record<string, number>>,
  wrong: readonly string[],
  calls: number,
  holdings: readonly (readonly Holdings[])[],
): string {
  const total = Object.values(errandCounts).reduce((sum, count) => sum + count, 0);
  const latest = holdings.at(-1) ?? [];
  const heaps = latest.map(({ heapMb, residentMb }) => `${heapMb.toFixed(1)} of ${residentMb.toFixed(0)}`).join(", ");
  return `round ${round}: ${total} errands so far, ${calls} calls, ${wrong.length} wrong; heap MB ${heaps || "-"}`;
}

/** What recruiters do between two rounds. */
function change(account: Account, random: Random, since: number): void {
  for (let count = 0; count < 10; count += 1) {
    const at = since + count;
    const { id, archived } = random.pick(account.opportunities);
    const listed = account.stages.filter(({ standing }) => standing === "listed");
    const what = random.pick(["advance", "archive", "unarchive", "add", "remove"] as const);
    if (what === "advance") advance(account, id, random.pick(listed).id, at);
    else if (what === "archive") archive(account, id, random.pick(account.archiveReasons).id, at);
    else if (what === "unarchive" && archived !== null) unarchive(account, id, at);
    else if (what === "add") {
      addOpportunity(account, {
        name: `Somebody ${random.uuid()}`,
        emails: [`${random.uuid()}@example.com`],
        stageId: random.pick(listed).id,
        postingId: random.pick(account.postings).id,
        at,
      });
    } else if (what === "remove" && account.opportunities.length > 100) removeOpportunity(account, id);
  }
}
