import type { IncomingHttpHeaders } from "node:http";
import { ApolloServer } from "@apollo/server";
import { startStandaloneServer } from "@apollo/server/standalone";
import { ApolloGateway, type GraphQLDataSourceProcessOptions, RemoteGraphQLDataSource } from "@apollo/gateway";
import { GraphQLError } from "graphql";

interface Context {
  readonly headers?: IncomingHttpHeaders;
}

type FetchedResponse = Parameters<RemoteGraphQLDataSource["errorFromResponse"]>[0];

/** Starts @apollo/gateway over this supergraph, the text of supergraph.graphql. It has no command: call it from your program. */
export async function startApolloGateway(supergraphSdl: string, { port }: { port: number }) {
  const server = new ApolloServer<Context>({
    gateway: new ApolloGateway({ supergraphSdl, buildService: ({ name, url }) => new DataSource(name, url) }),
    includeStacktraceInErrorResponses: false,
    stopOnTerminationSignals: false,
  });
  const { url } = await startStandaloneServer(server, {
    listen: { host: "127.0.0.1", port },
    context: async ({ req: { headers } }) => ({ headers }),
  });
  return { url, close: () => server.stop() };
}

/** The connection of the gateway to one subgraph. */
class DataSource extends RemoteGraphQLDataSource<Context> {
  readonly #name: string;

  constructor(name: string, url = "") {
    super({ url });
    this.#name = name;
  }

  override willSendRequest({ request, context }: GraphQLDataSourceProcessOptions<Context>): void {
    const setHeader = (name: string, value: string | string[] | undefined) => {
      if (typeof value === "string") request.http?.headers.set(name, value);
    };
    if (this.#name === "ats") setHeader("router-authorization", process.env.ROUTER_SECRET);
    // Empty without a client, for example for health checks.
    const { headers = {} } = context as Context;
    for (const name of ["traceparent", "tracestate"]) setHeader(name, headers[name]);
    if (this.#name === "ats") setHeader("x-max-upstream-calls", headers["x-max-upstream-calls"]);
  }

  /** The error of the subgraph. Apollo's default error contains the subgraph's address, and not its code. */
  override async errorFromResponse(response: FetchedResponse): Promise<GraphQLError> {
    const body = (await this.parseBody(response)) as { errors?: { message: string; extensions: object }[] };
    const { message, extensions } = body.errors?.[0] ?? {
      message: `${this.#name} responded with HTTP ${response.status}.`,
    };
    return new GraphQLError(message, { extensions: { serviceName: this.#name, ...extensions } });
  }
}
