import { type Note, startNotesSubgraph } from "../../examples/supergraph/notes-subgraph.js";
import { seedNotes } from "../../examples/supergraph/seeded-notes.js";
import { type PassedRequest, startRecordingProxy } from "../support/recording-proxy.js";
import { startSubgraph, type TestSettings, type TestSubgraph } from "../support/subgraph.js";
import { type GatewayName, gateways } from "./gateways.js";

/** The response that a client of the gateway gets. */
export interface FederatedAnswer {
  /** The unparsed body. */
  readonly text: string;
  readonly status: number;
  readonly data: any;
  readonly errors: readonly { message: string; path?: (string | number)[]; extensions: { code: string } }[];
}

export interface TestSupergraph extends AsyncDisposable {
  readonly ats: TestSubgraph;
  readonly notes: readonly Note[];
  /** Sends a query to the gateway. */
  query(query: string, headers?: Record<string, string>): Promise<FederatedAnswer>;
  /** The requests of the gateway to each subgraph since the last call of this function. */
  newRequests(): Record<"ats" | "notes", PassedRequest[]>;
}

export interface SupergraphSettings extends TestSettings {
  /** The notes of the second subgraph. The default is the example's notes. */
  readonly notes?: (ats: TestSubgraph) => readonly Note[];
}

/** Starts a Lever sandbox, this subgraph, the example's second subgraph and a gateway, all over real HTTP. */
export async function startSupergraph(
  gateway: GatewayName,
  { notes: notesOf = ({ lever }) => seedNotes(lever.account.opportunities), ...settings }: SupergraphSettings = {},
): Promise<TestSupergraph> {
  const ats = await startSubgraph(settings);
  const notes = notesOf(ats);
  const notesSubgraph = await startNotesSubgraph(notes, { port: 0 });
  const toAts = await startRecordingProxy(ats.url);
  const toNotes = await startRecordingProxy(notesSubgraph.url);
  const running = await gateways[gateway]([
    { name: "ats", url: `${toAts.url}/graphql`, routerSecret: settings.env?.ROUTER_SECRET },
    { name: "notes", url: `${toNotes.url}/graphql` },
  ]);
  const newRequests = () => ({ ats: toAts.passed.splice(0), notes: toNotes.passed.splice(0) });
  newRequests();
  return {
    ats,
    notes,
    newRequests,
    async query(query, headers) {
      const response = await fetch(running.url, {
        method: "POST",
        headers: { "content-type": "application/json", ...headers },
        body: JSON.stringify({ query }),
      });
      const text = await response.text();
      const { data, errors = [] } = JSON.parse(text);
      return { text, status: response.status, data, errors };
    },
    async [Symbol.asyncDispose]() {
      await running.close();
      await notesSubgraph.close();
      await toAts[Symbol.asyncDispose]();
      await toNotes[Symbol.asyncDispose]();
      await ats[Symbol.asyncDispose]();
    },
  };
}

/** One note about each application, in the account's order. */
export function noteOnEach({ lever }: TestSubgraph): Note[] {
  return lever.account.opportunities.map(({ id, contact, applications }, at) => ({
    id: `note-${at}`,
    text: `On person ${at}.`,
    author: "Mei Tanaka",
    applicationId: `${id}:${applications.join()}`,
    candidateId: contact,
  }));
}
