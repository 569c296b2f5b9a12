import { writeFile } from "node:fs/promises";
import { exitOnStartError, stopOnSignal } from "../../src/server/process.js";
import { readSettings } from "./settings.js";
import { startSupergraph } from "./supergraph.js";

// Fields of both subgraphs. `debriefDue` of notes requires `status` of ats.
const query = `{ applications(first: 3, filter: { status: REJECTED }) {
  nodes { candidate { fullName } job { name } rejectedReason { text } notes { author text } debriefDue }
} }`;

// `npm run supergraph`.
await exitOnStartError(async () => {
  const { url, atsUrl, notesUrl, sdl, close } = await startSupergraph(readSettings());
  stopOnSignal(close);
  // For the routers with a configuration in this folder.
  await writeFile(new URL("supergraph.graphql", import.meta.url), sdl);
  console.log(`
ats, over the embedded Lever sandbox: ${atsUrl}
notes, a second subgraph:             ${notesUrl}
the gateway in front of both:         ${url}/graphql
its page, GraphiQL:                   ${url}/

A federated query to try:

curl ${url}/graphql -H 'content-type: application/json' -d '${JSON.stringify({ query: query.replace(/\s+/g, " ") })}'
`);
});
