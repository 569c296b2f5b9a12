import { Redis } from "ioredis";
import { type LoadOperation, loadEach } from "./load.js";
import { type Lever, type Server, cpuOf, startSubgraph, unlimited } from "./processes.js";
import { lists, numbered } from "./queries.js";
import { type Cell, table } from "./table.js";

const loadMs = 6000;
const clients = 4;

/**
 * Measures replicas under load with and without Redis: what Redis adds to an answer, and whether each replica gets its
 * part. There is no rate limit.
 */
export async function redisCost(lever: Lever, redisUrl: string, replicas: number): Promise<string> {
  const rows: Cell[][] = [];
  for (const [name, settings, operation] of [
    ["live", {}, lists.applications],
    ["kept records, each answer new", { RECORD_TTL_MS: "600000" }, numbered(lists.applications)],
    ["kept answers", { RECORD_TTL_MS: "600000" }, lists.applications],
  ] as const) {
    for (const redis of [undefined, redisUrl]) {
      const env = { ...unlimited, ...settings, ...(redis !== undefined && { REDIS_URL: redis }) };
      rows.push([
        name,
        redis === undefined ? "no" : "yes",
        ...(await underLoad(lever, env, operation, replicas, redis)),
      ]);
    }
  }
  return [
    `${replicas} replicas, ${clients} clients each, 100 candidates with applications, stages, jobs and rejections, without a`,
    "rate limit. Least / most: the answers of the replica with the fewest, divided by those of the one with the most.\n",
    table(
      ["", "Redis", "a second", "least / most", "p50 ms", "p99 ms", "CPU ms each", "commands", "KB", "CPU ms of Redis"],
      rows,
    ),
  ].join("\n");
}

async function underLoad(
  lever: Lever,
  env: Readonly<Record<string, string>>,
  operation: LoadOperation,
  replicas: number,
  redisUrl: string | undefined,
): Promise<Cell[]> {
  const servers: Server[] = [];
  const redis = redisUrl === undefined ? undefined : new Redis(redisUrl);
  try {
    while (servers.length < replicas) servers.push(await startSubgraph(lever, env));
    const load = (ms: number) =>
      Promise.all(
        servers.map(({ graphql }) =>
          loadEach(
            graphql,
            Array.from({ length: clients }, () => operation),
            ms,
          ),
        ),
      );
    await load(loadMs / 3);
    const before = await usage(servers, redis);
    const loads = await load(loadMs);
    const after = await usage(servers, redis);
    const counts = loads.map(({ answers }) => answers);
    const answers = counts.reduce((sum, each) => sum + each, 0);
    const [cpu, commands, kb, redisCpu] = after.map((each, i) => (each - before[i]!) / answers);
    return [
      loads.reduce((sum, { perSecond }) => sum + perSecond, 0),
      Math.min(...counts) / Math.max(...counts),
      Math.max(...loads.map(({ p50 }) => p50)),
      Math.max(...loads.map(({ p99 }) => p99)),
      cpu,
      ...(redis === undefined ? [undefined, undefined, undefined] : [commands, kb, redisCpu]),
    ];
  } finally {
    redis?.disconnect();
    await Promise.all(servers.map((server) => server[Symbol.asyncDispose]()));
  }
}

/** Processor time of the replicas in ms; commands, KB on the network and processor time of Redis. Redis docs: INFO. */
async function usage(servers: readonly Server[], redis: Redis | undefined): Promise<number[]> {
  const cpu = servers.reduce((sum, server) => sum + (cpuOf(server) ?? NaN), 0);
  if (redis === undefined) return [cpu];
  const info = await redis.info();
  const of = (name: string) => Number(new RegExp(`^${name}:([\\d.]+)`, "m").exec(info)?.[1]);
  return [
    cpu,
    of("total_commands_processed"),
    (of("total_net_input_bytes") + of("total_net_output_bytes")) / 1024,
    (of("used_cpu_user") + of("used_cpu_sys")) * 1000,
  ];
}
