import type { BareScriptOptions } from "./bare-script.js";
import { type Contender, compare, compareSlowest, loaded } from "./contenders.js";
import { ask } from "./graphql-client.js";
import type { Load } from "./load.js";
import {
  type Lever,
  type Server,
  benchFile,
  memoryOf,
  outputOf,
  startLever,
  startServer,
  startSubgraph,
  unlimited,
} from "./processes.js";
import { lists, numbered, references, rotated, variants } from "./queries.js";
import { table } from "./table.js";

const operation = lists.applications;
const kept = { ...unlimited, RECORD_TTL_MS: "600000" };

/** Measures answers per second of the subgraph, as ratios to a script that makes the same calls. */
export async function run(): Promise<string> {
  return [await pages(), await slowestAnswers(), await entities()].join("\n\n");
}

async function pages(): Promise<string> {
  await using lever = await startLever({ data: "seeded", candidates: 250 });
  await using live = await startSubgraph(lever, unlimited);
  const script = await bareScript(lever, live);
  await using keeping = await startSubgraph(lever, kept);
  const same = (count: number) => Array.from({ length: count }, () => operation);
  const measured = await compare({
    "script, one loop": script(1),
    "script, ten loops": script(10),
    "live, 1 client": loaded(live, same(1)),
    "live, 10 clients, same operation": loaded(live, same(10)),
    "live, 10 clients, 10 operations": loaded(live, variants(10)),
    "kept, 1 client": loaded(keeping, same(1)),
    "kept, 10 clients": loaded(keeping, same(10)),
    "kept records, 10 clients, each answer new": loaded(keeping, same(10).map(numbered)),
  });
  const memory = [live, keeping].map((server) => memoryOf(server)?.peak);
  return [
    "100 candidates with applications, stages, jobs and rejections, in an account with leads, without a rate limit.",
    "Median of three rounds, in turns. The script makes the same calls as a live answer, and builds the same data. Kept is",
    "with RECORD_TTL_MS.\n",
    measured,
    "\nPeak memory in MB:\n",
    table(["live", "kept"], [memory]),
  ].join("\n");
}

/** The script, with the calls that a live answer of this subgraph makes. */
async function bareScript(lever: Lever, subgraph: Server): Promise<(clients: number) => Contender> {
  await ask(subgraph.graphql, operation);
  const first = await urls(lever);
  await ask(subgraph.graphql, operation);
  const calls = await urls(lever);
  const reference = first.filter((url) => !url.includes("/opportunities"));
  const { origin } = new URL(lever.url);
  return (clients) => async (ms) => {
    const options: BareScriptOptions = { origin, calls, reference, clients, ms };
    return JSON.parse(await outputOf(benchFile("bare-script.ts", options))) as Load;
  };
}

async function urls(lever: Lever): Promise<string[]> {
  return (await lever.received()).map(({ url }) => url);
}

/** How much of the time of the slowest kept answers is the machine's, and that of the program that measures. */
async function slowestAnswers(): Promise<string> {
  await using lever = await startLever({ data: "seeded", candidates: 250 });
  await using keeping = await startSubgraph(lever, kept);
  await ask(keeping.graphql, operation);
  await using bare = await startServer("bare-server.ts", { subgraph: keeping.graphql, operation });
  const tables: string[] = [];
  for (const clients of [1, 10]) {
    const operations = Array.from({ length: clients }, () => operation);
    tables.push(await compareSlowest({ [`bare, ${clients}`]: bare, [`kept, ${clients}`]: keeping }, operations));
  }
  return [
    "The slowest kept answers, by one client and by ten. The bare server sends the same bytes, with nothing but node:http.",
    "The two take turns of a quarter of a second.\n",
    tables.join("\n\n"),
  ].join("\n");
}

const representations = 1000;

async function entities(): Promise<string> {
  await using lever = await startLever({ data: "simple", candidates: representations });
  await using subgraph = await startSubgraph(lever, kept);
  const ids = await candidateIds(subgraph);
  const selection = "id fullName applications { id stage { id name } job { id name } }";
  const byReference = references("Candidate", ids, selection);
  const otherOrder = rotated("Candidate", ids, selection);
  const otherText = numbered(byReference);
  await using stock = await startServer("stock-server.ts", { subgraph: subgraph.graphql, operation: byReference });
  return [
    `_entities of ${representations} candidates with applications, stages and jobs, by one client. A stock Apollo Server`,
    "has the same data in memory. In requests with another order or another text each time, no answer is kept.\n",
    await compare(
      {
        "stock server, same request": loaded(stock, [byReference]),
        "stock server, other order": loaded(stock, [otherOrder]),
        "stock server, other text": loaded(stock, [otherText]),
        "kept records, other order": loaded(subgraph, [otherOrder]),
        "kept records, other text": loaded(subgraph, [otherText]),
        "kept answer, same request": loaded(subgraph, [byReference]),
      },
      { rounds: 16, roundMs: 600 },
    ),
  ].join("\n");
}

async function candidateIds({ graphql }: Server): Promise<string[]> {
  const ids: string[] = [];
  for (let after: string | null = null; ids.length < representations;) {
    const { data } = await ask(graphql, {
      query: `query ($after: String) { candidates(first: 100, after: $after) { nodes { id } pageInfo { endCursor } } }`,
      variables: { after },
    });
    const { nodes, pageInfo } = data.candidates as { nodes: { id: string }[]; pageInfo: { endCursor: string } };
    ids.push(...nodes.map(({ id }) => id));
    after = pageInfo.endCursor;
  }
  return ids;
}
