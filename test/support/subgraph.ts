import type { DocumentNode } from "graphql";
import { readConfig } from "../../src/config/config.js";
import { type Sandbox, type SandboxOptions, startSandbox } from "../../src/lever-sandbox/index.js";
import type { CallPlan } from "../../src/graphql/explain/call-plan.js";
import type { OperationStats } from "../../src/graphql/operation/operation-stats.js";
import { startSubgraph as start } from "../../src/app.js";
import { leaksIn, markPeople, markedKey, secretsIn } from "./leaks.js";

/** What a GraphQL response holds, as far as tests look at it. */
export interface Answer {
  readonly data: any;
  readonly errors: readonly {
    message: string;
    path?: (string | number)[];
    extensions: { code: string; provider?: string };
  }[];
  readonly upstream: {
    calls: number;
    cached: number;
    oldestMs: number;
    waitedMs: number;
    byEndpoint: Record<string, number>;
  };
  /** What `x-explain` asked for. */
  readonly explain:
    { readonly plan: CallPlan; readonly run?: ReturnType<OperationStats["executionReport"]> } | undefined;
  readonly status: number;
}

export interface TestSubgraph extends AsyncDisposable {
  readonly url: string;
  /** The Lever behind it: its data, its log, its faults. */
  readonly lever: Sandbox;
  query(query: string, variables?: object, headers?: Record<string, string>): Promise<Answer>;
  /** The calls Lever has received since the last time this was asked, e.g. `GET /opportunities`. */
  newCalls(): string[];
}

export interface TestSettings extends SandboxOptions {
  /** Settings of the subgraph beyond those that point it at its Lever. */
  readonly env?: Record<string, string>;
  /** The schema. By default that of the package. */
  readonly typeDefs?: DocumentNode;
  /** A Lever to share, in place of one of its own. */
  readonly lever?: Sandbox;
}

/** What a request cost that never became an operation. */
const nothing = { calls: 0, cached: 0, oldestMs: 0, waitedMs: 0, byEndpoint: {} };

/**
 * Starts a subgraph over a Lever sandbox, both without a rate limit unless asked for, over real HTTP. Whatever is personal
 * in the account is marked; disposing of it fails when a mark, the key or a secret has got into the log, the metrics or a
 * message.
 */
export async function startSubgraph({
  env = {},
  lever: shared,
  typeDefs,
  ...options
}: TestSettings = {}): Promise<TestSubgraph> {
  const lever = shared ?? (await startSandbox({ rate: Infinity, apiKey: markedKey, ...options }));
  if (shared === undefined) {
    markPeople(lever.account);
    lever.changed();
  }
  const told: string[] = [];
  const subgraph = await start(
    readConfig({
      PORT: "0",
      LOG_LEVEL: "trace",
      LEVER_BASE_URL: lever.url,
      LEVER_API_KEY: lever.apiKey,
      LEVER_RATE: "100000",
      LEVER_BURST: "100000",
      ...env,
    }),
    { logStream: { write: (line) => void told.push(line) }, typeDefs },
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
        errors?: Answer["errors"];
        extensions?: { upstream: Answer["upstream"]; explain?: Answer["explain"] };
      };
      told.push(JSON.stringify(errors ?? []));
      return {
        data,
        errors: errors ?? [],
        upstream: extensions?.upstream ?? nothing,
        explain: extensions?.explain,
        status: response.status,
      };
    },
    newCalls() {
      const calls = lever.log.slice(seen).map(({ method, endpoint }) => `${method} ${endpoint}`);
      seen = lever.log.length;
      return calls;
    },
    async [Symbol.asyncDispose]() {
      // A test may have ended it before, to see what others make of that.
      if (ended) return;
      ended = true;
      told.push(await (await fetch(`${subgraph.url}/metrics`)).text());
      await subgraph.close();
      if (shared === undefined) await lever.close();
      const leaks = leaksIn(told.join("\n"), lever, secretsIn(env));
      if (leaks.length > 0) throw new Error(`Personal data, or a secret, where none may be:\n${leaks.join("\n")}`);
    },
  };
}
