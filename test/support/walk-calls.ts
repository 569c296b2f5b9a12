import type { Account, Sandbox } from "../../src/lever-sandbox/index.js";
import { startSubgraph, type TestSubgraph } from "./subgraph.js";
import { type ListOptions, type OrderedConnection, pages } from "./truth/index.js";

/** What a walk read and took. */
export interface WalkCalls {
  readonly calls: number;
  readonly pages: number;
  readonly nodes: number;
}

/** Reads a list to its end, or at most `maxPages`, and counts the calls that Lever received. */
export async function callsOfWalk<C extends OrderedConnection>(
  subgraph: TestSubgraph,
  connection: C,
  { maxPages = Infinity, ...options }: ListOptions<C> & { maxPages?: number },
): Promise<WalkCalls> {
  subgraph.newCalls();
  let [count, nodes] = [0, 0];
  for await (const page of pages(subgraph, connection, { fields: "id", excluded: false, ...options })) {
    count += 1;
    nodes += page.nodes.length;
    if (count === maxPages) break;
  }
  return { calls: subgraph.newCalls().length, pages: count, nodes };
}

/** Starts a subgraph that knows the account: its stages are cached, and its archived rows have been surveyed. */
export async function startKnowing(lever: Sandbox): Promise<TestSubgraph> {
  const subgraph = await startSubgraph({ lever, env: { ACCOUNT_SURVEY: "true", REFERENCE_TTL_MS: "3600000" } });
  await subgraph.query("{ candidates(first: 10) { nodes { id } } }");
  await subgraph.logLines("The survey of archived opportunities is made", 1);
  return subgraph;
}

/** How many pages of 100 of Lever's, and how many look-ups of 50 people, have all applications of an account. */
export function leastCalls({ opportunities, archiveReasons }: Account): number {
  const hired = new Set(archiveReasons.filter(({ type }) => type === "hired").map(({ id }) => id));
  const rows = opportunities.filter(
    ({ stage, archived }) => !stage.startsWith("lead-") || hired.has(archived?.reason ?? ""),
  );
  const people = new Set(rows.map(({ contact }) => contact)).size;
  return Math.ceil(rows.length / 100) + Math.ceil(people / 50);
}
