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

/** How many calls each reading may take: of Lever, of the subgraph, and of Lever once more where they differ. */
const maxCalls = 100;

/** How long each may take, in milliseconds. */
const deadlineMs = 120_000;

// `npm run conformance`: holds what a subgraph answers against what Lever holds. It only reads.
await exitOnStartError(async () => {
  const config = readConfig();
  const routerSecret = randomUUID();
  let connection: LeverConnection | undefined;
  const settings: Config = {
    ...config,
    host: "127.0.0.1",
    port: 0,
    guards: { ...config.guards, routerSecrets: [routerSecret], jwt: undefined, maxRequestsPerMinute: undefined },
    trustedDocuments: undefined,
    graphiql: false,
    logLevel: "silent",
    queryDeadlineMs: deadlineMs,
    upstreamExtension: true,
  };
  const subgraph = await startSubgraph(settings, {
    createAdapter(lever, services) {
      const adapter = leverAdapter(lever, services);
      return { ...adapter, connect: () => (connection = adapter.connect()) };
    },
  });
  const account = subgraph.sandbox === undefined ? "a Lever account" : "the embedded Lever sandbox";
  console.log(`What the subgraph answers beside what ${account} holds, in ${3 * maxCalls} calls at most`);
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

/** Prints what was found. The exit code: 1 when something contradicts the matrix. */
async function run(
  url: string,
  connection: LeverConnection | undefined,
  config: Config,
  routerSecret: string,
): Promise<number> {
  if (connection === undefined) {
    throw new ConfigError("LEVER_CREDENTIALS: must be settings here, for an account to compare with.");
  }
  const readings: Operation[] = [];
  let calls = 0;
  const checked = checkConformance(readTypeDefs(), {
    settings: config.lever,
    lever() {
      const reading = startOperation(deadlineMs, { requestedCalls: maxCalls });
      readings.push(reading);
      return new LeverReads(connection.baseUrl, reader(connection, reading));
    },
    async ask(query, variables) {
      const response = await fetch(`${url}/graphql`, {
        method: "POST",
        headers: {
          "content-type": "application/json",
          "router-authorization": routerSecret,
          "x-max-upstream-calls": String(maxCalls),
        },
        body: JSON.stringify({ query, variables }),
      });
      const answer = (await response.json()) as { extensions?: { upstream?: { calls: number } } };
      calls += answer.extensions?.upstream?.calls ?? 0;
      return answer;
    },
  });
  const found = await checked.finally(() => {
    for (const reading of readings) reading.finish();
  });
  for (const { stats } of readings) calls += stats.cost().calls;
  console.log(`It took ${calls} calls.\n\n${conformanceReport(found)}`);
  return found.some(({ contradictions }) => contradictions.length > 0) ? 1 : 0;
}

/** Reads in the subgraph's own rate budget. What the key may not read is as if it were not there. */
function reader({ transport }: LeverConnection, reading: Operation): Get {
  return async ({ url, endpoint }) => {
    try {
      const answer = await transport.get({ url, endpoint, priority: "reference" }, reading);
      return answer.found ? answer.body : undefined;
    } catch (error) {
      if (error instanceof AtsError && error.code === "UPSTREAM_FORBIDDEN") return undefined;
      throw error;
    }
  };
}
