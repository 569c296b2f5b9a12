import { ask, timed } from "./graphql-client.js";
import { startLever, startSubgraph } from "./processes.js";
import { lists } from "./queries.js";
import { table } from "./table.js";

/** The shortest time in seconds that so many calls take at 10 a second after a burst of 20. */
export const idealSeconds = (calls: number) => Math.max(0, calls - 20) / 10;

/** The time of 100 candidates with their offers at the rate limit of Lever, and the ideal time for these calls. */
export async function run(): Promise<string> {
  await using lever = await startLever({ data: "simple", candidates: 100, limited: true });
  await using subgraph = await startSubgraph(lever, {});
  const { ms } = await timed(() => ask(subgraph.graphql, lists.offers));
  const log = await lever.received();
  const refused = log.filter(({ status }) => status === 429).length;
  const ideal = idealSeconds(log.length);
  return [
    "100 candidates with their applications and offers, cold, at 10 calls a second and 20 at once.\n",
    table(["calls", "429s", "ideal s", "s", "s / ideal"], [[log.length, refused, ideal, ms / 1000, ms / 1000 / ideal]]),
  ].join("\n");
}
