import { createHash } from "node:crypto";
import type { FastifyBaseLogger } from "fastify";
import { asError } from "./ats/errors.js";
import type { Config } from "./config.js";
import { AnswerCache } from "./http/answer-cache.js";
import { ForgottenListener } from "./http/forgotten-listener.js";
import { LocalBudget } from "./http/local-budget.js";
import type { RateBudget } from "./http/rate-budget.js";
import { RedisAnswerStore } from "./http/redis-answer-store.js";
import { RedisBudget } from "./http/redis-budget.js";
import { sealWith } from "./http/seal.js";
import type { Limit } from "./http/token-bucket.js";
import { createTransport } from "./http/transport.js";
import { leverAccount } from "./lever/account.js";
import { forgetting } from "./webhooks/forgetting.js";
import type { ProviderMetrics } from "./metrics/provider-metrics.js";

/** The Lever account, how it fares, and what has to be let go of in the end. */
export function connectLever({ lever, redisUrl, cacheKey }: Config, metrics: ProviderMetrics, log: FastifyBaseLogger) {
  const apiKey = lever.apiKey ?? "";
  const limit = { rate: lever.rate, burst: lever.burst };
  const account = createHash("sha256")
    .update(JSON.stringify([apiKey, lever.baseUrl]))
    .digest("hex");
  const shared = redisUrl === undefined ? undefined : connectRedis(redisUrl, account, limit, log, cacheKey);
  const budget: RateBudget = shared?.budget ?? new LocalBudget(limit);
  const transport = createTransport({
    provider: "LEVER",
    label: "Lever",
    credentialSetting: "LEVER_API_KEY",
    authorization: async () => `Basic ${Buffer.from(`${apiKey}:`).toString("base64")}`,
    budget,
    timeoutMs: lever.timeoutMs,
    observe: (call, { ledger }) => {
      metrics.called(call);
      ledger.done(call);
    },
  });
  metrics.watch({ budget: () => budget.state(), health: () => transport.health(), ratePerSecond: lever.rate });
  const listener =
    redisUrl === undefined || lever.webhookTokens.length === 0
      ? undefined
      : new ForgottenListener({
          url: redisUrl,
          account,
          seal: shared?.seal,
          forget: (subjects) => {
            leverData.forget(subjects);
          },
        });
  const leverData = leverAccount(lever, transport, {
    records: new AnswerCache({
      ttlMs: lever.recordTtlMs,
      strict: true,
      // Candidates are in them: shared sealed, or not at all.
      store: shared?.seal === undefined ? undefined : shared.store,
      isInformed: () => listener?.isListening ?? true,
      observe: (source) => {
        metrics.answered("records", source);
      },
    }),
    reference: new AnswerCache({
      ttlMs: lever.referenceTtlMs,
      store: shared?.store,
      observe: (source) => {
        metrics.answered("reference", source);
      },
    }),
  });
  return {
    baseUrl: lever.baseUrl,
    transport,
    account: leverData,
    forget: forgetting(leverData, shared?.store),
    checks() {
      const { credentials, down } = transport.health();
      const { sharing } = budget.state();
      return {
        provider: down ? "down" : "up",
        credentials,
        ...(sharing !== "no" && { redis: sharing === "yes" ? "up" : "lost" }),
      };
    },
    troubles() {
      const { credentials, down } = transport.health();
      return [
        ...(credentials === "rejected" ? ["Lever refuses the API key: check LEVER_API_KEY."] : []),
        ...(down ? ["Lever keeps failing, and is not asked for a moment."] : []),
      ];
    },
    notes: () => [
      ...leverData.confidentiality.notes(),
      ...(budget.state().sharing === "lost"
        ? ["Redis is lost: until it is back, this replica keeps to its share of the rate limit."]
        : []),
      ...(listener?.isListening === false
        ? ["This replica does not hear of events that others receive: until it does, it keeps no candidates."]
        : []),
    ],
    close() {
      listener?.close();
      shared?.budget.close();
      shared?.store.close();
    },
  };
}

/** What replicas share: the rate limit, and answers. */
function connectRedis(url: string, account: string, limit: Limit, log: FastifyBaseLogger, cacheKey?: Buffer) {
  const seal = cacheKey === undefined ? undefined : sealWith(cacheKey);
  const budget = new RedisBudget({
    url,
    account,
    limit,
    onLost(cause) {
      // Its message alone: the error holds the command that failed, and AUTH's is the password.
      log.warn({ cause: asError(cause).message }, "Redis is lost: each replica keeps to its share of the rate limit");
    },
    onFound() {
      log.info("Redis is back: the rate limit is shared again");
    },
  });
  return { budget, seal, store: new RedisAnswerStore({ url, account, seal }) };
}
