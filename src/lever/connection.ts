import { AnswerCache } from "../upstream/cache/response-cache.js";
import { LocalBudget } from "../upstream/rate-limit/local-rate-limiter.js";
import type { BudgetState, RateBudget } from "../upstream/rate-limit/rate-limiter.js";
import { usableBurst } from "../upstream/rate-limit/token-bucket.js";
import { type Health, createTransport } from "../upstream/http/transport.js";
import { type LeverSettings, leverAccount } from "./account.js";
import type { LeverCredentials } from "./credentials.js";
import type { ProviderMetrics } from "../telemetry/provider-metrics.js";
import type { RedisSharing } from "../upstream/redis/shared-state.js";
import { forgetting } from "../upstream/cache/invalidate.js";

export interface LeverConnectionOptions {
  readonly lever: LeverSettings & {
    readonly rate: number;
    readonly burst: number;
    readonly timeoutMs: number;
    /** With some, what other processes are told of is heard. */
    readonly webhookTokens: readonly string[];
  };
  /** With other processes; undefined: with none. */
  readonly sharing: RedisSharing | undefined;
  readonly metrics: ProviderMetrics;
  /** About how much each of the two caches keeps, in bytes; undefined: as much as is usual for one. */
  readonly cacheBytes?: number;
}

/** One Lever account as a process sees it: nothing in it serves another account. */
export type LeverConnection = ReturnType<typeof connectLever>;

/** A connection with a rate budget and caches of its own. It makes no call by itself. */
export function connectLever(credentials: LeverCredentials, options: LeverConnectionOptions) {
  const { lever, sharing, metrics, cacheBytes } = options;
  const limit = { rate: lever.rate, burst: lever.burst };
  const { account } = credentials;
  const sharedBudget = sharing?.budget(account, limit);
  const budget: RateBudget = sharedBudget ?? new LocalBudget(limit);
  const transport = createTransport({
    provider: "LEVER",
    label: "Lever",
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
  const maxBytes = cacheBytes === undefined ? {} : { maxBytes: cacheBytes };
  const listener =
    lever.webhookTokens.length === 0
      ? undefined
      : sharing?.listener(account, (subjects) => {
          leverData.forget(subjects);
        });
  const store = sharing?.store(account);
  const leverData = leverAccount(lever, transport, {
    records: new AnswerCache({
      ...maxBytes,
      ttlMs: lever.recordTtlMs,
      strict: true,
      // Candidates are in them: shared sealed, or not at all.
      store: sharing?.seal === undefined ? undefined : store,
      isInformed: () => listener?.isListening ?? true,
      observe: (source) => {
        metrics.answered("records", source);
      },
    }),
    reference: new AnswerCache({
      ...maxBytes,
      ttlMs: lever.referenceTtlMs,
      store,
      observe: (source) => {
        metrics.answered("reference", source);
      },
    }),
  });
  return {
    /** Names the account; nothing secret can be got from it. */
    name: account,
    baseUrl: lever.baseUrl,
    transport,
    account: leverData,
    /** Has every replica forget these subjects. */
    forget: forgetting(leverData, store),
    /** How it stands, for metrics and readiness. */
    state(): { readonly budget: BudgetState; readonly forecastMs: number; readonly health: Health } {
      const health = transport.health();
      const state = credentials.isRefused() ? { ...health, credentials: "rejected" as const } : health;
      return { budget: budget.state(), forecastMs: budget.forecastMs("walk"), health: state };
    },
    /**
     * Whether another connection to the account could take its place now, without calling faster than the two of them
     * may: nothing waits, and what is known of the limit is known to Redis, or is nothing but that it is all there.
     */
    isReplaceable(): boolean {
      const { queued, sharing, ratePerSecond, tokens } = budget.state();
      if (queued > 0) return false;
      return sharing !== "no" || (ratePerSecond >= limit.rate && tokens >= usableBurst(limit.burst));
    },
    /** What is amiss and does not keep calls from being made, each in a sentence. */
    notes: () => [
      ...leverData.confidentiality.notes(),
      ...(listener?.isListening === false
        ? ["This replica does not hear of events that others receive: until it does, it keeps no candidates."]
        : []),
    ],
    close() {
      listener?.close();
      sharedBudget?.close();
      sharing?.forget(account);
    },
  };
}
