import type { FastifyBaseLogger } from "fastify";
import type { CallEnd } from "../ats/call-context.js";
import type { ProviderConnection, ProviderHealth } from "../ats/provider-connection.js";
import { type RateLimit, usableBurst } from "../ats/rate-limit.js";
import type { ProviderMetrics } from "../telemetry/provider-metrics.js";
import { invalidateOnce } from "../upstream/cache/invalidate.js";
import type { CacheStore } from "../upstream/cache/cache-store.js";
import type { MemoryPool } from "../upstream/cache/memory-pool.js";
import { ResponseCache } from "../upstream/cache/response-cache.js";
import type { ResponseCacheOptions } from "../upstream/cache/response-cache-options.js";
import { RunningOperations } from "../upstream/cache/running-operations.js";
import type { CredentialTrial } from "../upstream/http/credential-trial.js";
import { type Transport, createTransport } from "../upstream/http/transport.js";
import { LocalRateLimiter } from "../upstream/rate-limit/local-rate-limiter.js";
import type { RateLimiter } from "../upstream/rate-limit/rate-limiter.js";
import type { RedisServices } from "../upstream/redis-services.js";
import { type LeverAccount, type LeverCaches, type LeverSettings, leverAccount } from "./account.js";
import type { LeverCredentials } from "./credentials.js";
import type { OnUnreadable } from "./records.js";
import { KnownContacts } from "./known-contacts.js";
import { lever as labels } from "./labels.js";
import { isMissingObject } from "./not-found.js";
import { leverProvider } from "./provider.js";
import { leverWebhook } from "./webhook.js";

export interface LeverConnectionOptions {
  readonly lever: LeverSettings &
    RateLimit & {
      /** For one call, in milliseconds. */
      readonly timeoutMs: number;
      /** Verify Lever's events. If there are any, this process receives the invalidations of other processes too. */
      readonly webhookTokens: readonly string[];
    };
  /** The memory of the two caches. Connections may share it. */
  readonly memory: Readonly<Record<keyof LeverCaches, MemoryPool>>;
  /** Holds calls back until the credentials are proven. Undefined if they need no proof. */
  readonly trial?: CredentialTrial | undefined;
  /** State that is shared with other processes. Undefined without Redis. */
  readonly redis: RedisServices | undefined;
  readonly metrics: ProviderMetrics;
  readonly log: FastifyBaseLogger;
  /** Called with the name of the account whenever cached records are invalidated. */
  readonly onInvalidation?: (account: string) => void;
}

/** A connection to one Lever account. */
export interface LeverConnection extends ProviderConnection {
  readonly baseUrl: string;
  /** Sends calls within the account's rate limit. */
  readonly transport: Transport;
  readonly account: LeverAccount;
}

/** Connects to one Lever account, with its own rate limiter and caches. Makes no call. */
export function connectLever(credentials: LeverCredentials, options: LeverConnectionOptions): LeverConnection {
  const { lever, redis } = options;
  const limit = { rate: lever.rate, burst: lever.burst };
  const redisRateLimiter = redis?.rateLimiter(credentials.account, limit);
  const rateLimiter: RateLimiter = redisRateLimiter ?? new LocalRateLimiter(limit);
  const transport = leverTransport(credentials, rateLimiter, options);
  const store = redis?.cacheStore(credentials.account);
  const listener =
    lever.webhookTokens.length === 0
      ? undefined
      : redis?.invalidationListener(credentials.account, (tags) => {
          invalidate(tags);
        });
  const operations = new RunningOperations();
  const caches = responseCaches(store, operations, () => listener?.isListening ?? true, options);
  const knownContacts = new KnownContacts(options.memory.records.part());
  const { metrics, log } = options;
  const observer = {
    onUnreadable: unreadableValues(options),
    onHalved: (filter: string) => {
      metrics.countValueLimitHalving(filter);
    },
  };
  const survey = {
    log,
    observe: (end: CallEnd) => {
      metrics.countSurveyCall(end);
    },
  };
  const account = leverAccount(lever, transport, caches, knownContacts, observer, survey, store);
  const invalidate = (tags?: readonly string[]) => {
    account.invalidate(tags);
    options.onInvalidation?.(credentials.account);
  };
  const health = (): ProviderHealth => {
    const seen = transport.health();
    return credentials.isRevoked() ? { ...seen, credentials: "rejected" } : seen;
  };
  return {
    baseUrl: lever.baseUrl,
    transport,
    account,
    accountName: credentials.account,
    provider(operation) {
      operations.add(operation);
      return leverProvider(account, operation);
    },
    recordsEpoch: () => account.epoch(),
    webhook: leverWebhook(lever.webhookTokens, {
      tagsOf: (records) => account.tagsFor(records),
      invalidate: invalidateOnce({ invalidate }, store),
    }),
    state: () => ({ limiter: rateLimiter.state(), forecastMs: rateLimiter.forecastMs("walk"), health: health() }),
    isProven: () => options.trial?.isProven ?? true,
    isReplaceable() {
      const { queued, sharing, ratePerSecond, tokens } = rateLimiter.state();
      if (queued > 0) return false;
      return sharing !== "no" || (ratePerSecond >= limit.rate && tokens >= usableBurst(limit.burst));
    },
    warnings: () => [
      ...(health().credentials === "rejected" ? [credentials.unauthorizedMessage] : []),
      ...credentials.warnings(),
      ...account.confidentiality.warnings(),
      ...account.refusedEndpoints.warnings(),
      ...(listener?.isListening === false
        ? ["This replica does not receive the invalidations of others. Until it does, it caches no candidates."]
        : []),
    ],
    check: () => credentials.checkUsable(),
    async close() {
      account.survey.close();
      // Other accounts use the memory.
      for (const cache of [caches.records, caches.reference]) cache.invalidate();
      knownContacts.forgetAll();
      listener?.close();
      redisRateLimiter?.close();
      redis?.releaseAccount(credentials.account);
      await credentials.close();
    },
  };
}

/** Counts each value that cannot be read, and logs the first one of each field. */
function unreadableValues({ metrics, log }: LeverConnectionOptions): OnUnreadable {
  const logged = new Set<string>();
  return (record, field) => {
    metrics.countUnreadable(record, field);
    if (logged.has(`${record} ${field}`)) return;
    logged.add(`${record} ${field}`);
    log.warn({ record, field }, "Lever sent a value that cannot be read: it is null, or left out of its list");
  };
}

function leverTransport(
  credentials: LeverCredentials,
  rateLimiter: RateLimiter,
  { lever, metrics, trial }: LeverConnectionOptions,
): Transport {
  return createTransport({
    ...labels,
    credentialSetting: credentials.setting,
    baseUrlSetting: "LEVER_BASE_URL",
    isMissingObject,
    authorization: () => credentials.authorization(),
    ...(credentials.onUnauthorized && { onUnauthorized: credentials.onUnauthorized }),
    ...(credentials.onAuthorized && { onAuthorized: credentials.onAuthorized }),
    rateLimiter,
    trial,
    timeoutMs: lever.timeoutMs,
    observe: (call, { stats }) => {
      metrics.countCall(call, stats.isBackground);
    },
  });
}

function responseCaches(
  store: CacheStore | undefined,
  operations: RunningOperations,
  receivesInvalidations: () => boolean,
  { lever, memory, redis, metrics }: LeverConnectionOptions,
): LeverCaches {
  const cache = (
    kind: keyof LeverCaches,
    cacheOptions: Omit<ResponseCacheOptions, "observe" | "operations" | "memory">,
  ) =>
    new ResponseCache({
      ...cacheOptions,
      operations,
      memory: memory[kind],
      observe: (source) => {
        metrics.countResponse(kind, source);
      },
    });
  return {
    records: cache("records", {
      ttlMs: lever.recordTtlMs,
      strict: true,
      // Records contain personal data. Without encryption they are not shared.
      store: redis?.encryption === undefined ? undefined : store,
      receivesInvalidations,
    }),
    reference: cache("reference", { ttlMs: lever.referenceTtlMs, store }),
  };
}
