import { createHash } from "node:crypto";
import type { FastifyBaseLogger } from "fastify";
import { asError } from "./ats/errors.js";
import type { Config } from "./config.js";
import { AnswerCache } from "./http/answer-cache.js";
import { LocalBudget } from "./http/local-budget.js";
import type { RateBudget } from "./http/rate-budget.js";
import { RedisAnswerStore } from "./http/redis-answer-store.js";
import { RedisBudget } from "./http/redis-budget.js";
import type { Limit } from "./http/token-bucket.js";
import { createTransport } from "./http/transport.js";
import { leverAccount } from "./lever/account.js";
import type { ProviderMetrics } from "./metrics/provider-metrics.js";

/** The Lever account, how it fares, and what has to be let go of in the end. */
export function connectLever({ lever, redisUrl }: Config, metrics: ProviderMetrics, log: FastifyBaseLogger) {
  const apiKey = lever.apiKey ?? "";
  const limit = { rate: lever.rate, burst: lever.burst };
  const account = createHash("sha256")
    .update(JSON.stringify([apiKey, lever.baseUrl]))
    .digest("hex");
  const shared = redisUrl === undefined ? undefined : connectRedis(redisUrl, account, limit, log);
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
  metrics.watch({
    budget: () => budget.state(),
    forecastMs: () => budget.forecastMs("walk"),
    health: () => transport.health(),
    ratePerSecond: lever.rate,
  });
  return {
    baseUrl: lever.baseUrl,
    transport,
    account: leverAccount(lever, transport, {
      // Never in Redis: candidates are in them.
      records: new AnswerCache({
        ttlMs: lever.recordTtlMs,
        strict: true,
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
    }),
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
    notes: () =>
      budget.state().sharing === "lost"
        ? ["Redis is lost: until it is back, this replica keeps to its share of the rate limit."]
        : [],
    close() {
      shared?.budget.close();
      shared?.store.close();
    },
  };
}

/** What replicas share: the rate limit, and reference data. */
function connectRedis(url: string, account: string, limit: Limit, log: FastifyBaseLogger) {
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
  return { budget, store: new RedisAnswerStore({ url, account }) };
}
