import type { Attack, Target } from "../hostile/attack.js";
import { documents } from "../hostile/attacks/documents.js";
import { operations } from "../hostile/attacks/operations.js";
import { wires } from "../hostile/attacks/wire.js";
import { ask } from "../hostile/client.js";
import { problemsOf } from "../hostile/response-problems.js";
import { startLever, startServer, startSubgraph, unlimited } from "./processes.js";
import { table } from "./table.js";

/** The attacks on any GraphQL server. The others use ids, headers and paths of this subgraph. */
const attacks: readonly Attack[] = [...documents, ...operations, ...wires];

/** Compares the attacks that the subgraph and a stock Apollo Server with the same schema do not resist. */
export async function run(): Promise<string> {
  await using lever = await startLever({ data: "simple" });
  await using subgraph = await startSubgraph(lever, { ...unlimited, MAX_OPERATION_COST: "1000" });
  await using stock = await startServer("stock-server.ts", { subgraph: subgraph.graphql });
  const here = await openAttacks(subgraph.urls[0] ?? "");
  const there = await openAttacks(stock.urls[0] ?? "");
  const rows = attacks
    .filter(({ name }) => here.has(name) || there.has(name))
    .map(({ name }) => [name, here.get(name) ?? "", there.get(name) ?? ""]);
  return [
    `Of ${attacks.length} attacks, ${here.size} succeed against the subgraph and ${there.size} against a stock Apollo Server.\n`,
    table(["attack", "here", "stock server"], rows),
  ].join("\n");
}

/** The first problem of each attack that a server does not resist, by its name. The number of calls is not checked. */
async function openAttacks(url: string): Promise<ReadonlyMap<string, string>> {
  const target: Target = { url, headers: {}, cursor: "" };
  const open = new Map<string, string>();
  for (const attack of attacks) {
    const startedAt = performance.now();
    const replies = [await attack.send(target)].flat();
    const problems = problemsOf(attack, replies, performance.now() - startedAt, 0);
    const { status } = await ask(url, "/graphql?query=%7B__typename%7D", {
      headers: { "apollo-require-preflight": "1" },
    });
    if (status !== 200) problems.push("The server no longer responds.");
    if (problems.length > 0) open.set(attack.name, (problems[0] ?? "").replace(/\s+/g, " ").slice(0, 80));
  }
  return open;
}
