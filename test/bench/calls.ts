import { type Operation, ask } from "./graphql-client.js";
import { type Lever, type Server, startLever, startSubgraph, unlimited } from "./processes.js";
import { type NamesPage, findIds, lists, namesAfter, references } from "./queries.js";
import { type Cell, table } from "./table.js";

/** A query, and the fewest calls with which Lever's API lets a subgraph answer it, in the simple account. */
interface Case {
  readonly name: string;
  readonly operation: Operation;
  /** With nothing remembered. */
  readonly cold: number;
  /** With reference data remembered, and opportunities read afresh. */
  readonly warm: number;
  /** What is asked before, by the same subgraph. */
  readonly before?: Operation;
}

/** Calls of the canonical queries, cold and warm, with the lowest possible number. */
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
  // A page of Lever's list holds 100 opportunities, which is 1 call. Which of a person's opportunities the person is
  // given on takes all of them: only `contact_id` finds those, 50 to a URL of a safe length, which is 2 calls.
  { name: "100 candidates: names, mails, phones", operation: lists.names, cold: 3, warm: 3 },
  // Applications and stages come expanded. Jobs: a page of 100 postings. Reasons: one list.
  { name: "+ applications, stage, job, rejection", operation: lists.applications, cold: 5, warm: 3 },
  // Offers are found opportunity by opportunity.
  { name: "+ offer", operation: lists.offers, cold: 105, warm: 103 },
];

async function cases(lever: Lever): Promise<readonly Case[]> {
  await using scout = await startSubgraph(lever, unlimited);
  const ids = await findIds(scout.graphql);
  const byReference = references("Application", ids.applications, "id status stage { name }");
  return [
    ...listCases,
    // Nothing but what the gateway holds already. To find out whether Lever has them would be 2 calls.
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
    // 60 postings are one page.
    { name: "50 Jobs by reference", operation: references("Job", ids.jobs, "id name status"), cold: 1, warm: 0 },
    // No filter finds opportunities by their ids: read one by one, and the reasons that tell rejections from hires. By
    // then it is known whose they are, and their people find them: 50 to a call.
    { name: "100 Applications by reference", operation: byReference, cold: 101, warm: 2 },
    // A list has told the same.
    {
      name: "100 Applications by reference, after a list",
      operation: byReference,
      before: { query: "{ applications(first: 100) { nodes { id status } } }" },
      cold: 2,
      warm: 2,
    },
  ];
}

/** A walk through 5,000 opportunities, and the same query from 20 clients at once. */
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
  const walked = `a walk by 100, names only (${people} people): calls a page`;

  // From 20 clients: as from one, if what is asked at the same time is asked once.
  await using fresh = await startSubgraph(lever, unlimited);
  const cold = await callsOf(lever, fresh, Array<Operation>(20).fill(lists.applications));
  const warm = await callsOf(lever, fresh, Array<Operation>(20).fill(lists.applications));
  const crowd = "100 candidates + applications, …: 20 clients at once";
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
