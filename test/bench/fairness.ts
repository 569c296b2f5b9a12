import { type Operation, ask, timed } from "./graphql-client.js";
import { startLever, startSubgraph } from "./processes.js";
import { lists, references } from "./queries.js";
import { type Cell, table } from "./table.js";

// The small queries start this long after the large one, when the large one has used up the burst.
const headStartMs = 3000;

/** Measures a query of 3 calls while a query of 300 calls runs in the same process, at Lever's rate limit. */
export async function run(): Promise<string> {
  await using lever = await startLever({ data: "simple", candidates: 300, limited: true });
  const large = await largeQuery(lever);
  // Then the bucket is full again.
  await new Promise((resolve) => setTimeout(resolve, 2500));
  await using subgraph = await startSubgraph(lever, {});
  await lever.received();
  const start = performance.now();
  const whole = timed(() => ask(subgraph.graphql, large));
  await new Promise((resolve) => setTimeout(resolve, headStartMs));
  const rows: Cell[][] = [];
  for (let round = 1; round <= 3; round += 1) {
    const startedAt = performance.now();
    const { ms, value } = await timed(() => ask(subgraph.graphql, lists.names));
    rows.push([`small query ${round}`, (startedAt - start) / 1000, value.extensions?.upstream?.calls, ms / 1000]);
  }
  const { ms, value } = await whole;
  rows.push(["large query", 0, value.extensions?.upstream?.calls, ms / 1000]);
  const refused = (await lever.received()).filter(({ status }) => status === 429).length;
  return [
    `100 names during a query for the offers of 294 candidates, at 10 calls a second and a burst of 20. 429s: ${refused}.\n`,
    table(["", "started at s", "calls", "s"], rows),
  ].join("\n");
}

/** A query of 300 calls: 294 people take 6 calls, 50 per call, and the offers of each take one more. */
async function largeQuery(lever: Parameters<typeof startSubgraph>[0]): Promise<Operation> {
  await using scout = await startSubgraph(lever, {});
  const ids = new Set<string>();
  for (let after: string | null = null; ids.size < 294;) {
    const { data } = await ask(scout.graphql, {
      query: `query ($after: String) { candidates(first: 100, after: $after) { nodes { id } pageInfo { endCursor } } }`,
      variables: { after },
    });
    for (const { id } of data.candidates.nodes) if (ids.size < 294) ids.add(id);
    after = data.candidates.pageInfo.endCursor;
  }
  return references("Candidate", [...ids], "fullName applications { offer { id status } }");
}
