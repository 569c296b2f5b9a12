import { ConfigError } from "../../src/ats/errors.js";
import { startSubgraph } from "../../src/app.js";
import { composeSupergraph } from "./composition.js";
import { startGateway } from "./gateway.js";
import { startNotesSubgraph } from "./notes-subgraph.js";
import { seedNotes } from "./seeded-notes.js";
import type { SupergraphSettings } from "./settings.js";

/** A running supergraph: two subgraphs and a gateway. */
export interface RunningSupergraph {
  /** The address of the gateway: its page is at `/`, GraphQL at `/graphql`. */
  readonly url: string;
  /** The GraphQL address of ats. */
  readonly atsUrl: string;
  /** The GraphQL address of notes. */
  readonly notesUrl: string;
  /** The composed schema. */
  readonly sdl: string;
  readonly close: () => Promise<void>;
}

/** Starts ats, notes and a gateway in front of both. Throws a `ConfigError` if a port is in use. */
export async function startSupergraph({ ats, notesPort, gatewayPort }: SupergraphSettings): Promise<RunningSupergraph> {
  const running: { close(): Promise<void> }[] = [];
  const close = async () => {
    // The gateway first, because its operations in progress need the subgraphs.
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
      { name: "ats", url: atsUrl, routerSecret: ats.guards.routerSecrets[0] },
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
    throw new ConfigError(`Port ${port} is in use. Set ${setting} to another port, or stop the process that uses it.`);
  }
}
