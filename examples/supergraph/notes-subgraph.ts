import { readFileSync } from "node:fs";
import { ApolloServer } from "@apollo/server";
import {
  ApolloServerPluginInlineTraceDisabled,
  ApolloServerPluginLandingPageDisabled,
} from "@apollo/server/plugin/disabled";
import { buildSubgraphSchema } from "@apollo/subgraph";
import { fastifyApolloHandler } from "@as-integrations/fastify";
import fastify from "fastify";
import { parse } from "graphql";

/** A note of an interviewer. It stores the ids of ats, so it needs no call to ats for them. */
export interface Note {
  readonly id: string;
  readonly text: string;
  readonly author: string;
  /** `<opportunity UID>:<application UID>`, with Lever's UIDs. */
  readonly applicationId: string;
  /** The UID of a Lever Contact. */
  readonly candidateId: string;
}

const typeDefs = parse(readFileSync(new URL("notes.graphql", import.meta.url), "utf8"));

/** Starts the second subgraph of the example with these notes. Rejects when it cannot listen. */
export async function startNotesSubgraph(notes: readonly Note[], { port }: { port: number }) {
  const ofApplication = (id: string) => notes.filter(({ applicationId }) => applicationId === id);
  const ofCandidate = (id: string) => notes.filter(({ candidateId }) => candidateId === id);
  const resolvers = {
    Query: {
      notes: (_: unknown, { first }: { first: number }) => notes.slice(0, first),
    },
    Note: {
      application: ({ applicationId }: Note) => ({ id: applicationId }),
      candidate: ({ candidateId }: Note) => ({ id: candidateId }),
    },
    Application: {
      notes: ({ id }: { id: string }) => ofApplication(id),
      // If ats failed, some gateways send null for the required field. Hive Gateway sends the error instead of the value.
      debriefDue: ({ id, status }: { id: string; status?: unknown }) =>
        typeof status === "string" ? status !== "ACTIVE" && ofApplication(id).length === 0 : null,
    },
    Candidate: {
      notes: ({ id }: { id: string }) => ofCandidate(id),
    },
  };
  const apollo = new ApolloServer({
    schema: buildSubgraphSchema([{ typeDefs, resolvers }]),
    plugins: [ApolloServerPluginLandingPageDisabled(), ApolloServerPluginInlineTraceDisabled()],
    stopOnTerminationSignals: false,
  });
  await apollo.start();
  const server = fastify({ forceCloseConnections: "idle" });
  server.addHook("onClose", () => apollo.stop());
  server.route({ method: ["GET", "POST"], url: "/graphql", handler: fastifyApolloHandler(apollo) });
  return {
    url: await server.listen({ host: "127.0.0.1", port }),
    close: () => server.close(),
  };
}
