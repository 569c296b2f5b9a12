import { ask, timed } from "./graphql-client.js";
import { load } from "./load.js";
import { type Server, memoryOf, startLever, startSubgraph, unlimited } from "./processes.js";
import { type NamesPage, lists, namesAfter } from "./queries.js";
import { type Cell, table } from "./table.js";

/** How long the first walk may take; then it is broken off, which the table says. */
const longestWalkMs = 60_000;

const shortWalks = 9;
const pagesOfShortWalk = 60;

/** Resident memory of the subgraph under load, in a walk through 100,000 opportunities, and over repeated walks. */
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
  const rows: Cell[][] = [];
  const measure = async (name: string, mostPages: number) => {
    const { ms, value } = await timed(() => walk(subgraph, mostPages));
    const memory = memoryOf(subgraph);
    const above = memory === undefined || start === undefined ? undefined : memory.now - start;
    rows.push([name, value, ms / 1000, memory?.now, above, memory?.peak]);
    await lever.received();
  };
  await measure("first walk", Infinity);
  for (let count = 2; count <= shortWalks + 1; count += 1) await measure(`walk ${count}`, pagesOfShortWalk);
  return [
    `\nA walk through 100,000 opportunities by 100, names only (broken off after ${longestWalkMs / 1000} s), and then ${shortWalks}`,
    `walks through the first ${pagesOfShortWalk} pages; ${start?.toFixed(0) ?? "?"} MB at start:\n`,
    table(["", "pages", "s", "MB at end", "above start", "peak so far"], rows),
  ].join("\n");
}

/** Reads pages until the end of the list, of the number, or of the time; gives how many. */
async function walk({ graphql }: Server, mostPages: number): Promise<number> {
  const until = performance.now() + longestWalkMs;
  let pages = 0;
  let after: string | null = null;
  do {
    const { data: found } = await ask(graphql, namesAfter(after));
    const { pageInfo } = found.candidates as NamesPage;
    pages += 1;
    after = pageInfo.hasNextPage ? pageInfo.endCursor : null;
  } while (after !== null && pages < mostPages && performance.now() < until);
  return pages;
}
