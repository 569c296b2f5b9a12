import { randomUUID } from "node:crypto";
import { AtsError, ConfigError } from "../src/ats/errors.js";
import { type Config, readConfig } from "../src/config/config.js";
import { checkConformance } from "./conformance/check-conformance.js";
import { conformanceReport } from "./conformance/conformance-report.js";
import { type Get, LeverReads } from "./conformance/lever-reads.js";
import { type Operation, startOperation } from "../src/graphql/operation/operation.js";
import { exitOnStartError } from "../src/server/process.js";
import { readTypeDefs } from "../src/graphql/schema.js";
import { startSubgraph } from "../src/app.js";
import { leverAdapter } from "../src/lever/adapter.js";
import type { LeverConnection } from "../src/lever/connection.js";

/** The most calls for each of three steps: a read of Lever, a query to the subgraph, and a second read of Lever. */
const maxCalls = 100;

/** The most time for each step, in milliseconds. */
const deadlineMs = 120_000;

// `npm run conformance` compares the results of the subgraph with the data in Lever. It only reads.
await exitOnStartError(async () => {
  const config = readConfig();
  const routerSecret = randomUUID();
  let connection: LeverConnection | undefined;
  const settings: Config = {
    ...config,
    host: "127.0.0.1",
    port: 0,
    guards: { ...config.guards, routerSecrets: [routerSecret], jwt: undefined, maxRequestsPerMinute: undefined },
    // The survey makes calls of its own.
    lever: { ...config.lever, accountSurvey: false },
    trustedDocuments: undefined,
    graphiql: false,
    logLevel: "silent",
    queryDeadlineMs: deadlineMs,
    upstreamExtension: true,
  };
  const subgraph = await startSubgraph(settings, {
    createAdapter({ lever }, services) {
      const adapter = leverAdapter(lever, services);
      return { ...adapter, connect: () => (connection = adapter.connect()) };
    },
  });
  const account = subgraph.sandbox === undefined ? "a Lever account" : "the embedded Lever sandbox";
  console.log(`Comparing the results of the subgraph with the data in ${account}, with at most ${3 * maxCalls} calls`);
  try {
    process.exitCode = await run(subgraph.url, connection, config, routerSecret);
  } catch (error) {
    if (!(error instanceof AtsError)) throw error;
    console.error(`${error.code}: ${error.message}`);
    process.exitCode = 1;
  } finally {
    await subgraph.close();
  }
});

/** Prints the report. Resolves with the exit code: 1 if a result contradicts the matrix. */
async function run(
  url: string,
  connection: LeverConnection | undefined,
  config: Config,
  routerSecret: string,
): Promise<number> {
  if (connection === undefined) {
    throw new ConfigError(
      "LEVER_CREDENTIALS: conformance needs the credential in the settings, such as LEVER_API_KEY.",
    );
  }
  const operations: Operation[] = [];
  let calls = 0;
  const checked = checkConformance(readTypeDefs(), {
    settings: config.lever,
    lever() {
      const operation = startOperation(deadlineMs, { requestedCalls: maxCalls });
      operations.push(operation);
      return new LeverReads(connection.baseUrl, get(connection, operation));
    },
    async query(query, variables) {
      const response = await fetch(`${url}/graphql`, {
        method: "POST",
        headers: {
          "content-type": "application/json",
          "router-authorization": routerSecret,
          "x-max-upstream-calls": String(maxCalls),
        },
        body: JSON.stringify({ query, variables }),
      });
      const result = (await response.json()) as { extensions?: { upstream?: { calls: number } } };
      calls += result.extensions?.upstream?.calls ?? 0;
      return result;
    },
  });
  const found = await checked.finally(() => {
    for (const operation of operations) operation.finish();
  });
  for (const { stats } of operations) calls += stats.cost().calls;
  console.log(`Calls to Lever: ${calls}\n\n${conformanceReport(found)}`);
  return found.some(({ contradictions }) => contradictions.length > 0) ? 1 : 0;
}

/** Reads Lever through the rate limiter of the subgraph. Returns undefined if the key may not read the record. */
function get({ transport }: LeverConnection, operation: Operation): Get {
  return async ({ url, endpoint }) => {
    try {
      const response = await transport.get({ url, endpoint, priority: "reference" }, operation);
      return response.found ? response.body : undefined;
    } catch (error) {
      if (error instanceof AtsError && error.code === "UPSTREAM_FORBIDDEN") return undefined;
      throw error;
    }
  };
}
