import type { FastifyBaseLogger } from "fastify";
import type { Config } from "./config/config.js";
import { costLimit } from "./graphql/limits/cost-limit.js";
import { sealWith } from "./upstream/redis/encryption.js";
import { type OAuthSurroundings, apiKeyCredentials, oauthCredentials } from "./lever/credentials.js";
import { leverProvider } from "./lever/provider.js";
import { leverWebhook } from "./lever/webhook.js";
import { type Sandbox, startSandbox } from "./lever-sandbox/index.js";
import { Metrics } from "./telemetry/metrics.js";
import { RedisSharing } from "./upstream/redis/shared-state.js";
import { type ServerOptions, createServer } from "./server/server.js";
import { Shutdown } from "./server/shutdown.js";
import { singleAccount } from "./accounts/single-account.js";
import { Tenants } from "./accounts/tenants.js";
import { startTracing } from "./telemetry/tracing.js";
import type { Upstream } from "./accounts/account-source.js";

/** A running subgraph. */
export interface RunningSubgraph {
  /** Where it listens, e.g. `http://127.0.0.1:4001`. */
  readonly url: string;
  /** The embedded Lever, when no credentials were given. */
  readonly sandbox: Sandbox | undefined;
  /** The account it reads, where that is one: calls made here take their turns in the same rate budget. */
  readonly upstream: Upstream["only"];
  /** For what is to be said of the process. */
  readonly log: FastifyBaseLogger;
  /** Stops listening, lets running operations finish for as long as the settings say, and stops the sandbox. */
  close(): Promise<void>;
}

/** Starts the subgraph by its settings, over a real Lever account, those of its callers, or an embedded sandbox. */
export async function startSubgraph(config: Config, logStream?: ServerOptions["logStream"]): Promise<RunningSubgraph> {
  const { lever } = config;
  const tracing = config.tracing
    ? await startTracing((isSent) => {
        if (isSent) server.log.info("Traces are sent again");
        else server.log.warn("Traces cannot be sent: see whether the collector is there");
      })
    : undefined;
  const isByRequest = lever.credentials === "header";
  // The sandbox stands in for the account, and so has the account's rate limit.
  const sandbox =
    lever.apiKey === undefined && lever.oauth === undefined && !isByRequest
      ? await startSandbox({ ...config.sandbox, port: 0, rate: lever.rate, burst: lever.burst })
      : undefined;
  const metrics = new Metrics();
  const shutdown = new Shutdown(config.shutdown);
  const server = await createServer({
    ...config,
    shutdown,
    logStream,
    metrics,
    referenceTtlMs: lever.referenceTtlMs,
    privateAnswers: isByRequest,
    rateLimit: { rate: lever.rate, burst: lever.burst },
    costLimit: costLimit(config.maxOperationCost, lever, config.queryDeadlineMs),
    lease: (request, reply) => upstream.lease(request, reply),
    provider: ({ account }, operation) => leverProvider(account, operation),
    generation: () => upstream.only?.account.generation() ?? 0,
    webhook: leverWebhook(lever.webhookTokens, {
      subjectsOf: (named) => upstream.only?.account.subjectsOf(named) ?? [],
      forget: async (...what) => upstream.only?.forget(...what) ?? false,
    }),
    checks: () => upstream.checks(),
    troubles: () => upstream.troubles(),
    notes: () => upstream.notes(),
  });
  const { redisUrl, cacheKey } = config;
  const seal = cacheKey === undefined ? undefined : sealWith(cacheKey);
  const sharing = redisUrl === undefined ? undefined : new RedisSharing(redisUrl, server.log, seal);
  const upstream = openUpstream(
    { ...config, lever: { ...lever, ...(sandbox && { apiKey: sandbox.apiKey, baseUrl: sandbox.url }) } },
    { sharing, metrics: metrics.provider, log: server.log },
  );
  const close = async () => {
    await shutdown.stop(server);
    await upstream.close();
    sharing?.close();
    await Promise.all([sandbox?.close(), tracing?.close()]);
  };
  try {
    await upstream.check();
    const url = await server.listen({ host: config.host, port: config.port });
    return { url, sandbox, upstream: upstream.only, log: server.log, close };
  } catch (error) {
    await close();
    throw error;
  }
}

function openUpstream({ lever, maxTenants }: Config, surroundings: OAuthSurroundings): Upstream {
  const options = { ...surroundings, lever };
  if (lever.credentials === "header") return new Tenants({ ...options, maxTenants });
  const credentials =
    lever.oauth === undefined
      ? apiKeyCredentials(lever.apiKey ?? "", lever.baseUrl)
      : oauthCredentials(lever.oauth, lever, surroundings);
  return singleAccount(credentials, options);
}
