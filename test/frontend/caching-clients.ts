import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { ApolloClient, gql, HttpLink, InMemoryCache } from "@apollo/client";
import { cacheExchange, type CacheExchangeOpts } from "@urql/exchange-graphcache";
import { buildSchema, introspectionFromSchema } from "graphql";
import {
  createOperationDescriptor,
  type ConcreteRequest,
  Environment,
  fetchQuery,
  type GraphQLResponse,
  Network,
  RecordSource,
  Store,
} from "relay-runtime";
import { Client, fetchExchange } from "urql";
import { typePolicies } from "../../src/clients/apollo-cache.js";
import { cacheConfig } from "../../src/clients/urql-cache.js";

/** A client with a normalized cache. It can query the server, and read from the cache only. */
export interface CachingClient {
  ask(query: string, variables?: Record<string, unknown>): Promise<unknown>;
  /** Null if the cache does not have the whole answer. */
  cached(query: string, variables?: Record<string, unknown>): any;
}

/** Connects to an endpoint. */
export type Connect = (url: string) => CachingClient;

export const apollo: Connect = (uri) => {
  const client = new ApolloClient({ link: new HttpLink({ uri }), cache: new InMemoryCache({ typePolicies }) });
  const policies = { fetchPolicy: "network-only", errorPolicy: "all" } as const;
  return {
    ask: (query, variables = {}) => client.query({ query: gql(query), variables, ...policies }),
    cached: (query, variables = {}) => client.readQuery({ query: gql(query), variables }),
  };
};

const root = new URL("../../", import.meta.url);
const apiSchema = fileURLToPath(new URL("docs/api-schema.graphql", root));

const schema = introspectionFromSchema(buildSchema(readFileSync(apiSchema, "utf8"))) as NonNullable<
  CacheExchangeOpts["schema"]
>;
export const urql: Connect = (url) => {
  const cache = cacheExchange({ ...cacheConfig, schema });
  const client = new Client({ url, exchanges: [cache, fetchExchange], preferGetMethod: false });
  return {
    ask: (query, variables = {}) => client.query(query, variables, { requestPolicy: "network-only" }).toPromise(),
    cached: (query, variables = {}) => client.readQuery(query, variables)?.data ?? null,
  };
};

/** Relay, for these anonymous queries, which its compiler compiles. */
export function relay(queries: readonly string[]): Connect {
  const compiled = compile(queries);
  const requestOf = (query: string) => {
    const request = compiled.get(query);
    if (request === undefined) throw new Error(`This query is not compiled: ${query}`);
    return request;
  };
  return (url) => {
    const network = Network.create(async ({ text }, variables) => {
      const body = JSON.stringify({ query: text, variables });
      const response = await fetch(url, { method: "POST", headers: { "content-type": "application/json" }, body });
      return (await response.json()) as GraphQLResponse;
    });
    const environment = new Environment({ network, store: new Store(new RecordSource()) });
    return {
      async ask(query, variables = {}) {
        environment.retain(createOperationDescriptor(requestOf(query), variables));
        return { data: await fetchQuery(environment, requestOf(query), variables).toPromise() };
      },
      cached(query, variables = {}) {
        const { data, isMissingData } = environment.lookup(
          createOperationDescriptor(requestOf(query), variables).fragment,
        );
        return isMissingData ? null : data;
      },
    };
  };
}

const require = createRequire(import.meta.url);

/** Compiles with `relay-compiler`, over the schema for clients. */
function compile(queries: readonly string[]): ReadonlyMap<string, ConcreteRequest> {
  const directory = mkdtempSync(join(tmpdir(), "relay-"));
  try {
    for (const part of ["src", "out"]) mkdirSync(join(directory, part));
    // Relay wants each operation to have the name of its file.
    queries.forEach((query, index) => {
      const named = query.replace(/^query/, `query part${index}Query`);
      writeFileSync(join(directory, "src", `part${index}.js`), `graphql\`${named}\``);
    });
    const config = {
      src: "src",
      schema: apiSchema,
      language: "javascript",
      eagerEsModules: false,
      artifactDirectory: "./out",
    };
    writeFileSync(join(directory, "relay.config.json"), JSON.stringify(config));
    execFileSync(process.execPath, [require.resolve("relay-compiler/cli.js"), "relay.config.json"], {
      cwd: directory,
      stdio: "pipe",
    });
    return new Map(
      queries.map((query, index) => [
        query,
        require(join(directory, "out", `part${index}Query.graphql.js`)) as ConcreteRequest,
      ]),
    );
  } finally {
    rmSync(directory, { recursive: true });
  }
}
