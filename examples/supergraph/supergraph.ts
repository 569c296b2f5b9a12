import { ConfigError } from "../../src/config.js";
import { startSubgraph } from "../../src/subgraph.js";
import { composeSupergraph } from "./composition.js";
import { startGateway } from "./gateway.js";
import { startNotesSubgraph } from "./notes-subgraph.js";
import { seedNotes } from "./seeded-notes.js";
import type { SupergraphSettings } from "./settings.js";

/** A supergraph that is running: two subgraphs and a gateway. */
export interface RunningSupergraph {
  /** Where the gateway is: its page at `/`, GraphQL at `/graphql`. */
  readonly url: string;
  /** Where ats answers GraphQL by itself. */
  readonly atsUrl: string;
  /** Where the second subgraph does. */
  readonly notesUrl: string;
  /** The composed schema. */
  readonly sdl: string;
  readonly close: () => Promise<void>;
}

/** Starts the subgraph, the second one beside it, and a gateway in front of both. Throws a `ConfigError` where a port is taken. */
export async function startSupergraph({ ats, notesPort, gatewayPort }: SupergraphSettings): Promise<RunningSupergraph> {
  const running: { close(): Promise<void> }[] = [];
  const close = async () => {
    // The gateway first: what it has begun needs the others.
    for (const server of running.reverse()) await server.close();
  };
  try {
    const first = await listen("PORT", ats.port, () => startSubgraph(ats));
    running.push(first);
    const seeded = seedNotes(first.sandbox?.account.opportunities ?? []);
    const second = await listen("NOTES_PORT", notesPort, () => startNotesSubgraph(seeded, { port: notesPort }));
    running.push(second);
    const atsUrl = `${first.url}/graphql`;
    const notesUrl = `${second.url}/graphql`;
    const sdl = await composeSupergraph([
      { name: "ats", url: atsUrl, routerSecret: ats.doors.routerSecrets[0] },
      { name: "notes", url: notesUrl },
    ]);
    const gateway = await listen("GATEWAY_PORT", gatewayPort, () => startGateway(sdl, { port: gatewayPort }));
    running.push(gateway);
    return { url: gateway.url, atsUrl, notesUrl, sdl, close };
  } catch (error) {
    await close();
    throw error;
  }
}

async function listen<Server>(setting: string, port: number, start: () => Promise<Server>): Promise<Server> {
  try {
    return await start();
  } catch (error) {
    if (!(error instanceof Error && "code" in error && error.code === "EADDRINUSE")) throw error;
    throw new ConfigError(`Port ${port} is taken: set ${setting} to another, or stop what listens there.`);
  }
}
