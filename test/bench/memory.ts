import { ask, timed } from "./graphql-client.js";
import { load } from "./load.js";
import { type Server, memoryOf, startLever, startSubgraph, unlimited } from "./processes.js";
import { type NamesPage, lists, namesAfter } from "./queries.js";
import { type Cell, table } from "./table.js";

const walks = 10;

/** Measures the resident memory of the subgraph under load, and during walks through 100,000 opportunities. */
export async function run(): Promise<string> {
  return [await underLoad(), await overWalks()].join("\n");
}

async function underLoad(): Promise<string> {
  await using lever = await startLever({ data: "simple", candidates: 100 });
  const rows: Cell[][] = [];
  for (const [name, env] of [
    ["live", {}],
    ["RECORD_TTL_MS=60000", { RECORD_TTL_MS: "60000" }],
  ] as const) {
    await using subgraph = await startSubgraph(lever, { ...unlimited, ...env });
    const atStart = memoryOf(subgraph);
    const { answers } = await load(subgraph.graphql, lists.jobsAndStages, 10, 5000);
    const atEnd = memoryOf(subgraph);
    rows.push([name, answers, atStart?.now, atEnd?.now, atEnd?.peak]);
  }
  return [
    "Resident memory in MB. 100 candidates with applications, jobs and stages, 10 connections, for 5 s:\n",
    table(["", "answers", "at start", "at end", "peak"], rows),
  ].join("\n");
}

async function overWalks(): Promise<string> {
  await using lever = await startLever({ data: "simple", candidates: 100_000 });
  await using subgraph = await startSubgraph(lever, unlimited);
  const start = memoryOf(subgraph)?.now;
  // The first time starts the measurement.
  await longestDelayMs(subgraph);
  const rows: Cell[][] = [];
  for (let count = 1; count <= walks; count += 1) {
    const { ms, value: pages } = await timed(() => walk(subgraph));
    const memory = memoryOf(subgraph);
    const above = memory === undefined || start === undefined ? undefined : memory.now - start;
    rows.push([count, pages, ms / 1000, memory?.now, above, memory?.peak, await longestDelayMs(subgraph)]);
    // Empties the sandbox's log, which grows with each walk.
    await lever.received();
  }
  return [
    `\nWalks through 100,000 opportunities in pages of 100, names only; ${start?.toFixed(0) ?? "?"} MB at start. The longest`,
    "delay is that of the subgraph's event loop during the walk.\n",
    table(["walk", "pages", "s", "MB at end", "above start", "peak so far", "longest delay ms"], rows),
  ].join("\n");
}

/** The longest delay of the event loop since the previous call, in ms. Undefined if there is none. */
async function longestDelayMs({ urls: [url = ""] }: Server): Promise<number | undefined> {
  const metrics = await (await fetch(`${url}/metrics`)).text();
  const seconds = /^nodejs_eventloop_lag_max_seconds (\S+)$/m.exec(metrics)?.[1];
  return seconds === undefined ? undefined : Number(seconds) * 1000;
}

/** Reads the whole list and returns the number of its pages. */
async function walk({ graphql }: Server): Promise<number> {
  let pages = 0;
  let after: string | null = null;
  do {
    const { data: found } = await ask(graphql, namesAfter(after));
    const { pageInfo } = found.candidates as NamesPage;
    pages += 1;
    after = pageInfo.hasNextPage ? pageInfo.endCursor : null;
  } while (after !== null);
  return pages;
}
