import { type Operation, ask, timed } from "./graphql-client.js";
import { startLever, startSubgraph } from "./processes.js";
import { lists, references } from "./queries.js";
import { type Cell, table } from "./table.js";

// How long the large query is under way before the first small one comes: its burst is spent by then.
const headStartMs = 3000;

/** The time of a query of 3 calls while one of 300 is under way in the same process, at Lever's own rate limit. */
export async function run(): Promise<string> {
  await using lever = await startLever({ data: "simple", candidates: 300, limited: true });
  const large = await largeQuery(lever);
  // By then the bucket is full again.
  await new Promise((resolve) => setTimeout(resolve, 2500));
  await using subgraph = await startSubgraph(lever, {});
  await lever.received();
  const start = performance.now();
  const whole = timed(() => ask(subgraph.graphql, large));
  await new Promise((resolve) => setTimeout(resolve, headStartMs));
  const rows: Cell[][] = [];
  for (let round = 1; round <= 3; round += 1) {
    const began = performance.now();
    const { ms, value } = await timed(() => ask(subgraph.graphql, lists.names));
    rows.push([`small query ${round}`, (began - start) / 1000, value.extensions?.upstream?.calls, ms / 1000]);
  }
  const { ms, value } = await whole;
  rows.push(["large query", 0, value.extensions?.upstream?.calls, ms / 1000]);
  const refused = (await lever.received()).filter(({ status }) => status === 429).length;
  return [
    `100 names while the offers of 294 candidates are being read, at 10 calls a second and 20 at once. 429s: ${refused}.\n`,
    table(["", "began at s", "calls", "s"], rows),
  ].join("\n");
}

/** 294 people, 50 to a call, and a call for the offers of each: 300 calls. */
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
