import type { ProviderConnection } from "../ats/provider-connection.js";
import { type RateLimit, usableBurst } from "../ats/rate-limit.js";
import type { ProviderMetrics } from "../telemetry/provider-metrics.js";
import { invalidateOnce } from "../upstream/cache/invalidate.js";
import { ResponseCache } from "../upstream/cache/response-cache.js";
import { type Transport, createTransport } from "../upstream/http/transport.js";
import { LocalRateLimiter } from "../upstream/rate-limit/local-rate-limiter.js";
import type { RateLimiter } from "../upstream/rate-limit/rate-limiter.js";
import type { RedisServices } from "../upstream/redis-services.js";
import { type LeverSettings, leverAccount } from "./account.js";
import type { LeverCredentials } from "./credentials.js";
import { lever as labels } from "./labels.js";
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
  /** State that is shared with other processes. Undefined without Redis. */
  readonly redis: RedisServices | undefined;
  readonly metrics: ProviderMetrics;
  /** The approximate size of each of the two caches, in bytes. By default the cache's own default. */
  readonly cacheBytes?: number;
}

/** A connection to one Lever account. */
export interface LeverConnection extends ProviderConnection {
  readonly baseUrl: string;
  /** Sends calls within the account's rate limit. */
  readonly transport: Transport;
}

/** Connects to one Lever account, with its own rate limiter and caches. Makes no call. */
export function connectLever(credentials: LeverCredentials, options: LeverConnectionOptions): LeverConnection {
  const { lever, redis, metrics } = options;
  const limit = { rate: lever.rate, burst: lever.burst };
  const redisRateLimiter = redis?.rateLimiter(credentials.account, limit);
  const rateLimiter: RateLimiter = redisRateLimiter ?? new LocalRateLimiter(limit);
  const transport = createTransport({
    ...labels,
    credentialSetting: credentials.setting,
    baseUrlSetting: "LEVER_BASE_URL",
    authorization: () => credentials.authorization(),
    ...(credentials.onUnauthorized && { onUnauthorized: credentials.onUnauthorized }),
    ...(credentials.onAuthorized && { onAuthorized: credentials.onAuthorized }),
    rateLimiter,
    timeoutMs: lever.timeoutMs,
    observe: (call, { stats }) => {
      metrics.countCall(call);
      stats.recordCall(call);
    },
  });
  const store = redis?.cacheStore(credentials.account);
  const listener =
    lever.webhookTokens.length === 0
      ? undefined
      : redis?.invalidationListener(credentials.account, (tags) => {
          account.invalidate(tags);
        });
  const account = leverAccount(lever, transport, {
    records: new ResponseCache({
      ...cacheOptions("records", options),
      ttlMs: lever.recordTtlMs,
      strict: true,
      // Records contain personal data. Without encryption they are not shared.
      store: redis?.encryption === undefined ? undefined : store,
      receivesInvalidations: () => listener?.isListening ?? true,
    }),
    reference: new ResponseCache({ ...cacheOptions("reference", options), ttlMs: lever.referenceTtlMs, store }),
  });
  return {
    baseUrl: lever.baseUrl,
    transport,
    accountName: credentials.account,
    provider: (operation) => leverProvider(account, operation),
    recordsEpoch: () => account.epoch(),
    webhook: leverWebhook(lever.webhookTokens, {
      tagsOf: (records) => account.tagsFor(records),
      invalidate: invalidateOnce(account, store),
    }),
    state() {
      const health = transport.health();
      const isRejected = health.credentials === "rejected" || credentials.isRevoked();
      return {
        limiter: rateLimiter.state(),
        forecastMs: rateLimiter.forecastMs("walk"),
        health: isRejected ? { ...health, credentials: "rejected" } : health,
      };
    },
    isReplaceable() {
      const { queued, sharing, ratePerSecond, tokens } = rateLimiter.state();
      if (queued > 0) return false;
      return sharing !== "no" || (ratePerSecond >= limit.rate && tokens >= usableBurst(limit.burst));
    },
    warnings() {
      const isRejected = transport.health().credentials === "rejected" || credentials.isRevoked();
      return [
        ...(isRejected ? [credentials.unauthorizedMessage] : []),
        ...credentials.warnings(),
        ...account.confidentiality.warnings(),
        ...(listener?.isListening === false
          ? ["This replica does not receive the invalidations of others. Until it does, it caches no candidates."]
          : []),
      ];
    },
    check: () => credentials.checkUsable(),
    async close() {
      listener?.close();
      redisRateLimiter?.close();
      redis?.releaseAccount(credentials.account);
      await credentials.close();
    },
  };
}

function cacheOptions(kind: "records" | "reference", { cacheBytes, metrics }: LeverConnectionOptions) {
  return {
    ...(cacheBytes === undefined ? {} : { maxBytes: cacheBytes }),
    observe: (source: Parameters<ProviderMetrics["countResponse"]>[1]) => {
      metrics.countResponse(kind, source);
    },
  };
}
