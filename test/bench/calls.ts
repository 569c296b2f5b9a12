import { type Operation, ask } from "./graphql-client.js";
import { type Lever, type Server, startLever, startSubgraph, unlimited } from "./processes.js";
import { type NamesPage, findIds, lists, namesAfter, references } from "./queries.js";
import { type Cell, table } from "./table.js";

/** A query, and the fewest calls that Lever's API allows for it in the simple account. */
interface Case {
  readonly name: string;
  readonly operation: Operation;
  /** With an empty cache. */
  readonly cold: number;
  /** With reference data in the cache. Opportunities are read again. */
  readonly warm: number;
  /** An operation that the same subgraph runs before. */
  readonly before?: Operation;
}

/** Counts the calls of common queries, cold and warm, next to the lowest possible number. */
export async function run(): Promise<string> {
  const simple = await measureAccount("simple");
  const seeded = await measureAccount("seeded");
  return [
    "100 candidates, one application each, no leads, 60 postings. Cold: the first query of a process. Warm: the same query",
    "again. Least: the fewest calls that Lever's API allows.\n",
    simple,
    "\nThe seeded account of `npm start` with 250 people: leads, people with several applications, hires among leads.\n",
    seeded,
  ].join("\n");
}

async function measureAccount(data: "simple" | "seeded"): Promise<string> {
  await using lever = await startLever({ data, candidates: data === "simple" ? 100 : 250 });
  const rows: Cell[][] = [];
  const measured = data === "simple" ? await cases(lever) : listCases;
  for (const { name, operation, cold, warm, before } of measured) {
    await using subgraph = await startSubgraph(lever, unlimited);
    if (before !== undefined) await ask(subgraph.graphql, before);
    const first = await callsOf(lever, subgraph, [operation]);
    const again = await callsOf(lever, subgraph, [operation]);
    rows.push(data === "simple" ? [name, first, cold, again, warm] : [name, first, again]);
  }
  rows.push(...(await walkAndCrowd(data)));
  return data === "simple"
    ? table(["query", "cold", "least", "warm", "least"], rows)
    : table(["query", "cold", "warm"], rows);
}

const listCases: readonly Case[] = [
  // A page of Lever's list holds 100 opportunities: 1 call. To decide on which opportunity a person appears, the subgraph
  // needs all opportunities of the person. Only `contact_id` finds these, 50 contacts per call: 2 calls.
  { name: "100 candidates: names, mails, phones", operation: lists.names, cold: 3, warm: 3 },
  // The same calls return applications and stages. Jobs take a page of 100 postings, reasons take one list.
  { name: "+ applications, stage, job, rejection", operation: lists.applications, cold: 5, warm: 3 },
  // Offers take a call per opportunity.
  { name: "+ offer", operation: lists.offers, cold: 105, warm: 103 },
];

async function cases(lever: Lever): Promise<readonly Case[]> {
  await using scout = await startSubgraph(lever, unlimited);
  const ids = await findIds(scout.graphql);
  const byReference = references("Application", ids.applications, "id status stage { name }");
  return [
    ...listCases,
    // The ids are in the request, so no call is needed. To check that Lever has them would take 2 calls.
    {
      name: "100 Candidates by reference: id",
      operation: references("Candidate", ids.candidates, "id"),
      cold: 0,
      warm: 0,
    },
    {
      name: "100 Candidates by reference: names",
      operation: references("Candidate", ids.candidates, "fullName"),
      cold: 2,
      warm: 2,
    },
    // The 60 postings fit on one page.
    { name: "50 Jobs by reference", operation: references("Job", ids.jobs, "id name status"), cold: 1, warm: 0 },
    // No filter finds opportunities by their ids, so each takes a call. The list of reasons, which separates rejections
    // from hires, takes one more. After that the contacts are known, and find the opportunities, 50 contacts per call.
    { name: "100 Applications by reference", operation: byReference, cold: 101, warm: 2 },
    // A list has returned the contacts before.
    {
      name: "100 Applications by reference, after a list",
      operation: byReference,
      before: { query: "{ applications(first: 100) { nodes { id status } } }" },
      cold: 2,
      warm: 2,
    },
  ];
}

/** Counts the calls of a walk through 5,000 opportunities, and of the same query from 20 clients at the same time. */
async function walkAndCrowd(data: "simple" | "seeded"): Promise<Cell[][]> {
  await using lever = await startLever({ data, candidates: 5000 });
  await using subgraph = await startSubgraph(lever, unlimited);
  let pages = 0;
  let people = 0;
  let after: string | null = null;
  do {
    const { data: found } = await ask(subgraph.graphql, namesAfter(after));
    const candidates = found.candidates as NamesPage;
    pages += 1;
    people += candidates.nodes.length;
    after = candidates.pageInfo.hasNextPage ? candidates.pageInfo.endCursor : null;
  } while (after !== null);
  const log = await lever.received();
  const perPage = log.length / pages;
  const walked = `a walk in pages of 100, names only (${people} people): calls per page`;

  // 20 clients take as many calls as one, if equal operations share one execution.
  await using fresh = await startSubgraph(lever, unlimited);
  const cold = await callsOf(lever, fresh, Array<Operation>(20).fill(lists.applications));
  const warm = await callsOf(lever, fresh, Array<Operation>(20).fill(lists.applications));
  const crowd = "100 candidates + applications, …: 20 clients at the same time";
  if (data === "seeded") {
    return [
      [walked, perPage, undefined],
      [crowd, cold, warm],
    ];
  }
  return [
    [walked, perPage, 3, undefined, undefined],
    [crowd, cold, 5, warm, 3],
  ];
}

async function callsOf(lever: Lever, { graphql }: Server, operations: readonly Operation[]): Promise<number> {
  await lever.received();
  await Promise.all(operations.map((operation) => ask(graphql, operation)));
  return (await lever.received()).length;
}
