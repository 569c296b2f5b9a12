import type { Config } from "./config.js";
import { costLimit } from "./cost/cost-limit.js";
import type { Transport } from "./http/transport.js";
import { connectLever } from "./lever-connection.js";
import { leverProvider } from "./lever/provider.js";
import { leverWebhook } from "./lever-webhook.js";
import { type Sandbox, startSandbox } from "./lever-sandbox/index.js";
import { Metrics } from "./metrics/metrics.js";
import { type ServerOptions, createServer } from "./server.js";

/** A running subgraph. */
export interface RunningSubgraph {
  /** Where it listens, e.g. `http://127.0.0.1:4001`. */
  readonly url: string;
  /** The embedded Lever, when no credentials were given. */
  readonly sandbox: Sandbox | undefined;
  /** The account it reads: calls made here take their turns in the same rate budget. */
  readonly upstream: { readonly baseUrl: string; readonly transport: Transport };
  /** Stops listening, lets running operations finish, and stops the sandbox. */
  close(): Promise<void>;
}

/** Starts the subgraph by its settings, over a real Lever account or over an embedded sandbox. */
export async function startSubgraph(config: Config, logStream?: ServerOptions["logStream"]): Promise<RunningSubgraph> {
  const { lever } = config;
  // The sandbox stands in for the account, and so has the account's rate limit.
  const sandbox =
    lever.apiKey === undefined
      ? await startSandbox({ ...config.sandbox, port: 0, rate: lever.rate, burst: lever.burst })
      : undefined;
  const metrics = new Metrics();
  const server = await createServer({
    ...config,
    logStream,
    metrics,
    referenceTtlMs: lever.referenceTtlMs,
    rateLimit: { rate: lever.rate, burst: lever.burst },
    costLimit: costLimit(config.maxOperationCost, lever, config.queryDeadlineMs),
    provider: (operation) => leverProvider(upstream.account, operation),
    generation: () => upstream.account.generation(),
    webhook: leverWebhook(lever.webhookTokens, {
      subjectsOf: (named) => upstream.account.subjectsOf(named),
      forget: (subjects, occasion, rememberMs) => upstream.forget(subjects, occasion, rememberMs),
    }),
    checks: () => upstream.checks(),
    troubles: () => upstream.troubles(),
    notes: () => upstream.notes(),
  });
  const upstream = connectLever(
    {
      ...config,
      lever: { ...lever, ...(sandbox === undefined ? {} : { apiKey: sandbox.apiKey, baseUrl: sandbox.url }) },
    },
    metrics.provider,
    server.log,
  );
  const close = async () => {
    await server.close();
    upstream.close();
    await sandbox?.close();
  };
  try {
    return { url: await server.listen({ host: config.host, port: config.port }), sandbox, upstream, close };
  } catch (error) {
    await close();
    throw error;
  }
}
