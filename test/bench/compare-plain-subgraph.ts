import { type Operation, ask, timed } from "./graphql-client.js";
import { type Lever, type Server, startLever, startServer, startSubgraph, unlimited } from "./processes.js";
import { findIds, lists, references } from "./queries.js";
import { type Cell, table } from "./table.js";

/** The calls and the time of an operation. */
interface Cost {
  readonly calls: number;
  readonly refused: number;
  readonly ms: number;
}

/** Compares calls and times of this subgraph with those of a subgraph that fetches data for each field. */
export async function run(): Promise<string> {
  const unlimitedRows = await withoutLimit();
  const limited = await Promise.all([
    withinLimit("+ applications, stage, job, rejection", lists.applications),
    withinLimit("+ offer", lists.offers),
  ]);
  const head = ["cold", "calls", "plain", "plain / ours", "429s", "plain", "s", "plain", "plain / ours"];
  return [
    "A plain subgraph fetches data for each field, without loaders or cache, and retries after a 429. Without a rate limit:\n",
    table(head, unlimitedRows),
    "\nWith a rate limit of 10 calls a second and a burst of 20:\n",
    table(head, limited),
  ].join("\n");
}

async function withoutLimit(): Promise<readonly Cell[][]> {
  await using lever = await startLever({ data: "simple", candidates: 100 });
  await using scout = await startSubgraph(lever, unlimited);
  const { candidates, applications, jobs } = await findIds(scout.graphql);
  await using plain = await startServer("plain-subgraph.ts", { lever: lever.url });
  // Both run an operation before the measurement, so that the time to start does not count.
  await ask(plain.graphql, references("Job", jobs.slice(0, 1), "id"));
  const operations: [string, Operation][] = [
    ["100 candidates: names, mails, phones", lists.names],
    ["+ applications, stage, job, rejection", lists.applications],
    ["+ offer", lists.offers],
    ["100 Candidates by reference: names", references("Candidate", candidates, "fullName")],
    ["50 Jobs by reference", references("Job", jobs, "id name status")],
    ["100 Applications by reference", references("Application", applications, "id status stage { name }")],
  ];
  const rows: Cell[][] = [];
  for (const [name, operation] of operations) {
    await using ours = await startSubgraph(lever, unlimited);
    await ask(ours.graphql, { query: "{ providerSupport { field } }" });
    rows.push(row(name, await costOf(lever, ours, operation), await costOf(lever, plain, operation)));
  }
  return rows;
}

/** Each server has its own Lever, so that both can run at the same time. */
async function withinLimit(name: string, operation: Operation): Promise<Cell[]> {
  const measure = async (start: (lever: Lever) => Promise<Server>) => {
    await using lever = await startLever({ data: "simple", candidates: 100, limited: true });
    await using server = await start(lever);
    return await costOf(lever, server, operation);
  };
  const [ours, plain] = await Promise.all([
    measure((lever) => startSubgraph(lever, {})),
    measure((lever) => startServer("plain-subgraph.ts", { lever: lever.url })),
  ]);
  return row(name, ours, plain);
}

async function costOf(lever: Lever, { graphql }: Server, operation: Operation): Promise<Cost> {
  await lever.received();
  const { ms } = await timed(() => ask(graphql, operation));
  const log = await lever.received();
  return { calls: log.length, refused: log.filter(({ status }) => status === 429).length, ms };
}

function row(name: string, ours: Cost, plain: Cost): Cell[] {
  return [
    name,
    ours.calls,
    plain.calls,
    plain.calls / ours.calls,
    ours.refused,
    plain.refused,
    ours.ms / 1000,
    plain.ms / 1000,
    plain.ms / ours.ms,
  ];
}
