import { readFileSync } from "node:fs";
import type { FastifyBaseLogger } from "fastify";
import type { DocumentNode } from "graphql";
import type { AccountSource } from "./accounts/account-source.js";
import { singleAccount } from "./accounts/single-account.js";
import { Tenants } from "./accounts/tenants.js";
import type { ProviderAdapter } from "./ats/provider-adapter.js";
import type { Config } from "./config/config.js";
import { AnswerCache } from "./graphql/answers/answer-cache.js";
import { costLimit } from "./graphql/limits/cost-limit.js";
import { type LeverServices, credentialHeader, leverAdapter } from "./lever/adapter.js";
import type { Sandbox } from "./lever-sandbox/index.js";
import { type LoggerOptions, createLogger } from "./server/logging/logger.js";
import { createServer } from "./server/server.js";
import { Shutdown } from "./server/shutdown.js";
import { Metrics } from "./telemetry/metrics.js";
import { startTracing } from "./telemetry/tracing.js";
import { encryptionWith } from "./upstream/redis/encryption.js";
import type { RedisServices } from "./upstream/redis-services.js";
import { RouterPurger } from "./upstream/router-purger.js";

/** A running subgraph. */
export interface RunningSubgraph {
  /** Where it listens, e.g. `http://127.0.0.1:4001`. */
  readonly url: string;
  /** The embedded Lever, when no credentials were given. */
  readonly sandbox: Sandbox | undefined;
  readonly log: FastifyBaseLogger;
  /** Stops listening, waits for running operations as long as the settings allow, and stops the sandbox. */
  close(): Promise<void>;
}

export interface StartOptions {
  /** Receives the log. Standard output by default. */
  readonly logStream?: LoggerOptions["stream"];
  /** Creates the provider. By default the one that the settings choose. */
  readonly createAdapter?: typeof adapterOf;
  /** The schema. By default that of the package. */
  readonly typeDefs?: DocumentNode | undefined;
}

/** Starts the subgraph with these settings. It reads one account, the accounts of its clients, or the sandbox. */
export async function startSubgraph(
  config: Config,
  { logStream, createAdapter = adapterOf, typeDefs }: StartOptions = {},
): Promise<RunningSubgraph> {
  const version = packageVersion();
  const metrics = new Metrics();
  const sandbox = await startEmbeddedSandbox(config);
  const lever = { ...config.lever, ...(sandbox && { apiKey: sandbox.apiKey, baseUrl: sandbox.url }) };
  const log = createLogger({ level: config.logLevel, secretHeaders: [credentialHeader], stream: logStream });
  for (const [name, problem] of config.ignoredVariables) log.warn(`${name} is ignored: it ${problem}`);
  const tracing = config.tracing && (await startTracing(config.tracing, log));
  const encryption = config.cacheKey === undefined ? undefined : encryptionWith(config.cacheKey);
  const redis = config.redisUrl === undefined ? undefined : await openRedis(config.redisUrl, log, encryption);
  const answers = config.answerCacheBytes === 0 ? undefined : new AnswerCache(config.answerCacheBytes);
  const onInvalidation = (account: string) => answers?.invalidate(account);
  const provider = createAdapter({ ...config, lever }, { redis, metrics: metrics.provider, log, onInvalidation });
  const accounts = openAccounts(provider, { ...config, sharesLimiter: redis !== undefined }, metrics);
  const shutdown = new Shutdown(config.shutdown);
  const purger = config.routerPurge && new RouterPurger({ ...config.routerPurge, metrics: metrics.purges, log });
  const server = await createServer({
    ...config,
    ...provider,
    typeDefs,
    accounts,
    answers,
    log,
    metrics,
    shutdown,
    pageFacts: () => ({
      version,
      account: accountText(provider, sandbox),
      provider: provider.label,
      docsUrl: provider.docsUrl,
    }),
    purge: (recordTags) => purger?.purge(recordTags),
    privateResponses: provider.credentialHeader !== undefined,
    costLimit: costLimit(config.maxOperationCost, provider.rateLimit, config.queryDeadlineMs),
  });
  const close = async () => {
    await shutdown.stop(server);
    await purger?.close();
    await accounts.close();
    redis?.close();
    await Promise.all([sandbox?.close(), tracing?.close()]);
  };
  try {
    await accounts.check();
    const url = await server.listen({ host: config.host, port: config.port });
    return { url, sandbox, log, close };
  } catch (error) {
    await close();
    throw error;
  }
}

/** The provider that the settings choose: the place to choose between providers. */
function adapterOf({ lever }: Config, services: LeverServices): ProviderAdapter {
  return leverAdapter(lever, services);
}

/** The version in `package.json`, which is one level above this file in src/ and above the bundle in dist/. */
function packageVersion(): string {
  return (JSON.parse(readFileSync(new URL("../package.json", import.meta.url), "utf8")) as { version: string }).version;
}

/** What GraphiQL says about the account. */
function accountText({ credentialHeader }: ProviderAdapter, sandbox: Sandbox | undefined): string {
  if (sandbox !== undefined) {
    return `Embedded sandbox: ${sandbox.account.opportunities.length.toLocaleString("en")} made-up opportunities`;
  }
  return credentialHeader === undefined ? "Live account" : `Live accounts, chosen by the header ${credentialHeader}`;
}

/** Starts the sandbox in place of an account, with the account's rate limit. */
async function startEmbeddedSandbox({ embedsSandbox, lever, sandbox }: Config): Promise<Sandbox | undefined> {
  if (!embedsSandbox) return undefined;
  const { startSandbox } = await import("./lever-sandbox/index.js");
  return startSandbox({ ...sandbox, port: 0, rate: lever.rate, burst: lever.burst });
}

/** Connects to Redis. Its client is loaded only here. */
async function openRedis(...options: ConstructorParameters<typeof RedisServices>): Promise<RedisServices> {
  const { RedisServices } = await import("./upstream/redis-services.js");
  return new RedisServices(...options);
}

interface AccountOptions {
  readonly maxTenants: number;
  readonly maxUnprovenTenants: number;
  readonly sharesLimiter: boolean;
}

function openAccounts(
  provider: ProviderAdapter,
  options: AccountOptions,
  { providerGauges: gauges }: Metrics,
): AccountSource {
  const { label, rateLimit } = provider;
  if (provider.credentialHeader === undefined) {
    return singleAccount({ connection: provider.connect(), label, rateLimit, gauges });
  }
  return new Tenants({
    ...options,
    label,
    rateLimit,
    gauges,
    accountName: (credential) => provider.accountName(credential),
    connect: (credential, tenant) => provider.connectWith(credential, tenant),
  });
}
