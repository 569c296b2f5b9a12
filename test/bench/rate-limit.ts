import { ask, timed } from "./graphql-client.js";
import { startLever, startSubgraph } from "./processes.js";
import { lists } from "./queries.js";
import { table } from "./table.js";

/** The shortest time in seconds for this number of calls at 10 calls a second after a burst of 20. */
export const idealSeconds = (calls: number) => Math.max(0, calls - 20) / 10;

/** Measures 100 candidates with their offers at Lever's rate limit, next to the shortest possible time. */
export async function run(): Promise<string> {
  await using lever = await startLever({ data: "simple", candidates: 100, limited: true });
  await using subgraph = await startSubgraph(lever, {});
  const { ms } = await timed(() => ask(subgraph.graphql, lists.offers));
  const log = await lever.received();
  const refused = log.filter(({ status }) => status === 429).length;
  const ideal = idealSeconds(log.length);
  return [
    "100 candidates with their applications and offers, cold, at 10 calls a second and a burst of 20.\n",
    table(["calls", "429s", "ideal s", "s", "s / ideal"], [[log.length, refused, ideal, ms / 1000, ms / 1000 / ideal]]),
  ].join("\n");
}
