import type { DocumentNode } from "graphql";
import { readConfig } from "../../src/config/config.js";
import { type Sandbox, type SandboxOptions, startSandbox } from "../../src/lever-sandbox/index.js";
import type { CallPlan } from "../../src/graphql/explain/call-plan.js";
import type { OperationStats } from "../../src/graphql/operation/operation-stats.js";
import { type StartOptions, startSubgraph as start } from "../../src/app.js";
import { leaksIn, markPeople, markedKey, secretsIn } from "./leaks.js";
import { logLines } from "./log-lines.js";
import { type SentCause, type SentError, type ToldError, toldErrors } from "./told-errors.js";

/** A GraphQL response: the parts that tests check. */
export interface Answer {
  readonly data: any;
  /** Those that have a cause are as a client sees them that looks the cause up: with its message and provider. */
  readonly errors: readonly ToldError[];
  /** As they are in the response. */
  readonly sentErrors: readonly SentError[];
  readonly causes: readonly SentCause[];
  readonly upstream: {
    calls: number;
    cached: number;
    oldestMs: number;
    waitedMs: number;
    byEndpoint: Record<string, number>;
  };
  /** The result of `x-explain`. */
  readonly explain:
    { readonly plan: CallPlan; readonly run?: ReturnType<OperationStats["executionReport"]> } | undefined;
  readonly status: number;
}

export interface TestSubgraph extends AsyncDisposable {
  readonly url: string;
  /** Its sandbox, with the data, the log and the faults. */
  readonly lever: Sandbox;
  query(query: string, variables?: object, headers?: Record<string, string>): Promise<Answer>;
  /** The calls that Lever received since the last call of this function, e.g. `GET /opportunities`. */
  newCalls(): string[];
  /** The lines of its log. */
  readonly logged: readonly string[];
  /** The lines of its log with this message, parsed, once there are at least `count`. */
  logLines(message: string, count: number): Promise<any[]>;
}

export interface TestSettings extends SandboxOptions {
  /** Settings of the subgraph. The settings for its sandbox are added. */
  readonly env?: Record<string, string>;
  /** The schema. By default that of the package. */
  readonly typeDefs?: DocumentNode;
  /** Creates the provider. By default Lever. */
  readonly createAdapter?: StartOptions["createAdapter"];
  /** A sandbox to share, instead of a new one. */
  readonly lever?: Sandbox;
}

/** The cost of a request that did not reach execution. */
const noCost = { calls: 0, cached: 0, oldestMs: 0, waitedMs: 0, byEndpoint: {} };

/**
 * Starts a subgraph over a sandbox, with real HTTP and by default without rate limits. Personal data in the account has
 * a marker. Disposal fails if the log, the metrics or an error message contains the marker, the key or a secret.
 */
export async function startSubgraph({
  env = {},
  lever: shared,
  typeDefs,
  createAdapter,
  ...options
}: TestSettings = {}): Promise<TestSubgraph> {
  const lever = shared ?? (await startSandbox({ rate: Infinity, apiKey: markedKey, ...options }));
  if (shared === undefined) {
    markPeople(lever.account);
    lever.changed();
  }
  const logged: string[] = [];
  const outputs: string[] = [];
  const subgraph = await start(
    readConfig({
      PORT: "0",
      LOG_LEVEL: "trace",
      LEVER_BASE_URL: lever.url,
      LEVER_API_KEY: lever.apiKey,
      LEVER_RATE: "100000",
      LEVER_BURST: "100000",
      // The survey makes calls of its own, and tests count calls.
      ACCOUNT_SURVEY: "false",
      ...env,
    }),
    { logStream: { write: (line) => void logged.push(line) }, typeDefs, ...(createAdapter && { createAdapter }) },
  );
  let seen = lever.log.length;
  let ended = false;
  return {
    url: subgraph.url,
    lever,
    async query(query, variables, headers) {
      const response = await fetch(`${subgraph.url}/graphql`, {
        method: "POST",
        headers: { "content-type": "application/json", ...headers },
        body: JSON.stringify({ query, variables }),
      });
      const { data, errors, extensions } = (await response.json()) as {
        data: unknown;
        errors?: readonly SentError[];
        extensions?: { upstream: Answer["upstream"]; explain?: Answer["explain"]; causes?: readonly SentCause[] };
      };
      const causes = extensions?.causes ?? [];
      outputs.push(JSON.stringify([errors ?? [], causes]));
      return {
        data,
        errors: toldErrors(errors ?? [], causes),
        sentErrors: errors ?? [],
        causes,
        upstream: extensions?.upstream ?? noCost,
        explain: extensions?.explain,
        status: response.status,
      };
    },
    newCalls() {
      const calls = lever.log.slice(seen).map(({ method, endpoint }) => `${method} ${endpoint}`);
      seen = lever.log.length;
      return calls;
    },
    logged,
    logLines: (message, count) => logLines(() => logged, message, count),
    async [Symbol.asyncDispose]() {
      // A test may have stopped it already.
      if (ended) return;
      ended = true;
      outputs.push(await (await fetch(`${subgraph.url}/metrics`)).text());
      await subgraph.close();
      if (shared === undefined) await lever.close();
      const leaks = leaksIn([...logged, ...outputs].join("\n"), lever, secretsIn(env));
      if (leaks.length > 0)
        throw new Error(`Personal data or a secret in the log, the metrics or an error message:\n${leaks.join("\n")}`);
    },
  };
}
