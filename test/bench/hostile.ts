import type { Attack, Target } from "../hostile/attack.js";
import { documents } from "../hostile/attacks/documents.js";
import { wires } from "../hostile/attacks/wire.js";
import { ask } from "../hostile/client.js";
import { problemsOf } from "../hostile/response-problems.js";
import { startLever, startServer, startSubgraph, unlimited } from "./processes.js";
import { table } from "./table.js";

/** Those that any GraphQL server has to meet; the rest of the list is about ids, headers and paths of this one. */
const attacks: readonly Attack[] = [...documents, ...wires];

/** What is wrong with how a server meets each attack, beside a stock Apollo Server of the same schema. */
export async function run(): Promise<string> {
  await using lever = await startLever({ data: "simple" });
  await using subgraph = await startSubgraph(lever, { ...unlimited, MAX_OPERATION_COST: "1000" });
  await using stock = await startServer("stock-server.ts", { subgraph: subgraph.graphql });
  const here = await openAt(subgraph.urls[0] ?? "");
  const there = await openAt(stock.urls[0] ?? "");
  const rows = attacks
    .filter(({ name }) => here.has(name) || there.has(name))
    .map(({ name }) => [name, here.get(name) ?? "", there.get(name) ?? ""]);
  return [
    `Of ${attacks.length} attacks ${here.size} are open here, and ${there.size} at a stock Apollo Server.\n`,
    table(["attack", "here", "stock server"], rows),
  ].join("\n");
}

/** What is wrong, by the name of the attack; how many calls a server makes is not looked at. */
async function openAt(url: string): Promise<ReadonlyMap<string, string>> {
  const target: Target = { url, entry: {}, known: { cursor: "" } };
  const open = new Map<string, string>();
  for (const attack of attacks) {
    const startedAt = performance.now();
    const replies = [await attack.send(target)].flat();
    const faults = problemsOf(attack, replies, performance.now() - startedAt, 0);
    const { status } = await ask(url, "/graphql?query=%7B__typename%7D", {
      headers: { "apollo-require-preflight": "1" },
    });
    if (status !== 200) faults.push("It no longer answers.");
    if (faults.length > 0) open.set(attack.name, (faults[0] ?? "").replace(/\s+/g, " ").slice(0, 80));
  }
  return open;
}
