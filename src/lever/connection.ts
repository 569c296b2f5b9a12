import type { ProviderConnection } from "../ats/provider-connection.js";
import { type RateLimit, usableBurst } from "../ats/rate-limit.js";
import type { ProviderMetrics } from "../telemetry/provider-metrics.js";
import { forgetting } from "../upstream/cache/invalidate.js";
import { AnswerCache } from "../upstream/cache/response-cache.js";
import { type Transport, createTransport } from "../upstream/http/transport.js";
import { LocalBudget } from "../upstream/rate-limit/local-rate-limiter.js";
import type { RateBudget } from "../upstream/rate-limit/rate-limiter.js";
import type { RedisSharing } from "../upstream/redis-services.js";
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
      /** Verify Lever's events. With some, this process receives the invalidations of other processes too. */
      readonly webhookTokens: readonly string[];
    };
  /** What is shared with other processes; undefined: nothing. */
  readonly sharing: RedisSharing | undefined;
  readonly metrics: ProviderMetrics;
  /** About how much each of the two caches holds, in bytes; undefined: the cache's default. */
  readonly cacheBytes?: number;
}

/** A connection to one Lever account. */
export interface LeverConnection extends ProviderConnection {
  readonly baseUrl: string;
  /** Sends calls within the account's rate limit. */
  readonly transport: Transport;
}

/** Connects to one Lever account, with a rate limiter and caches of its own. Makes no call. */
export function connectLever(credentials: LeverCredentials, options: LeverConnectionOptions): LeverConnection {
  const { lever, sharing, metrics } = options;
  const limit = { rate: lever.rate, burst: lever.burst };
  const sharedBudget = sharing?.budget(credentials.account, limit);
  const budget: RateBudget = sharedBudget ?? new LocalBudget(limit);
  const transport = createTransport({
    ...labels,
    credentialSetting: credentials.setting,
    authorization: () => credentials.authorization(),
    ...(credentials.onUnauthorized && { onUnauthorized: credentials.onUnauthorized }),
    ...(credentials.onAuthorized && { onAuthorized: credentials.onAuthorized }),
    budget,
    timeoutMs: lever.timeoutMs,
    observe: (call, { ledger }) => {
      metrics.called(call);
      ledger.done(call);
    },
  });
  const store = sharing?.store(credentials.account);
  const listener =
    lever.webhookTokens.length === 0
      ? undefined
      : sharing?.listener(credentials.account, (tags) => {
          account.forget(tags);
        });
  const account = leverAccount(lever, transport, {
    records: new AnswerCache({
      ...cacheOptions("records", options),
      ttlMs: lever.recordTtlMs,
      strict: true,
      // It holds personal data: without encryption it is not shared.
      store: sharing?.seal === undefined ? undefined : store,
      isInformed: () => listener?.isListening ?? true,
    }),
    reference: new AnswerCache({ ...cacheOptions("reference", options), ttlMs: lever.referenceTtlMs, store }),
  });
  return {
    baseUrl: lever.baseUrl,
    transport,
    accountName: credentials.account,
    provider: (operation) => leverProvider(account, operation),
    recordsEpoch: () => account.generation(),
    webhook: leverWebhook(lever.webhookTokens, {
      tagsOf: (named) => account.subjectsOf(named),
      invalidate: forgetting(account, store),
    }),
    state() {
      const health = transport.health();
      const isRefused = health.credentials === "rejected" || credentials.isRefused();
      return {
        limiter: budget.state(),
        forecastMs: budget.forecastMs("walk"),
        health: isRefused ? { ...health, credentials: "rejected" } : health,
      };
    },
    isReplaceable() {
      const { queued, sharing, ratePerSecond, tokens } = budget.state();
      if (queued > 0) return false;
      return sharing !== "no" || (ratePerSecond >= limit.rate && tokens >= usableBurst(limit.burst));
    },
    warnings() {
      const isRefused = transport.health().credentials === "rejected" || credentials.isRefused();
      return [
        ...(isRefused ? [credentials.refusal] : []),
        ...credentials.notes(),
        ...account.confidentiality.notes(),
        ...(listener?.isListening === false
          ? ["This replica does not receive the invalidations of others. Until it does, it caches no candidates."]
          : []),
      ];
    },
    check: () => credentials.check(),
    async close() {
      listener?.close();
      sharedBudget?.close();
      sharing?.forget(credentials.account);
      await credentials.close();
    },
  };
}

function cacheOptions(kind: "records" | "reference", { cacheBytes, metrics }: LeverConnectionOptions) {
  return {
    ...(cacheBytes === undefined ? {} : { maxBytes: cacheBytes }),
    observe: (source: Parameters<ProviderMetrics["answered"]>[1]) => {
      metrics.answered(kind, source);
    },
  };
}
