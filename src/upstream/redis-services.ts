import type { FastifyBaseLogger } from "fastify";
import { asError } from "../ats/errors.js";
import { OptionalRedis } from "./cache/optional-redis.js";
import { InvalidationListener, type InvalidationListenerOptions } from "./cache/invalidation-listener.js";
import { RedisCacheStore } from "./cache/redis-cache-store.js";
import { RedisRateLimiter } from "./rate-limit/redis-rate-limiter.js";
import type { Encryption } from "./redis/encryption.js";
import { RequiredRedis } from "./redis/required-redis.js";
import type { RateLimit } from "../ats/rate-limit.js";

/** What replicas share through Redis, over two connections, however many accounts there are. */
export class RedisServices {
  readonly required: RequiredRedis;
  private readonly optional: OptionalRedis;
  private readonly disconnectedAccounts = new Set<string>();

  constructor(
    private readonly url: string,
    private readonly log: FastifyBaseLogger,
    /** Keeps what is there from whoever else can read it. */
    readonly encryption: Encryption | undefined,
  ) {
    this.required = new RequiredRedis(url);
    this.optional = new OptionalRedis(url);
  }

  /** An account's rate budget. That Redis is lost, and back, is logged once for all of them. */
  rateLimiter(account: string, limit: RateLimit): RedisRateLimiter {
    return new RedisRateLimiter({
      redis: this.required,
      account,
      limit,
      onDisconnected: (cause) => {
        // Its message alone: the error holds the command that failed, and AUTH's is the password.
        const fields = { cause: asError(cause).message };
        if (this.disconnectedAccounts.size === 0) {
          this.log.warn(fields, "Redis is lost: each replica keeps to its share of the rate limit");
        }
        this.disconnectedAccounts.add(account);
      },
      onReconnected: () => {
        this.releaseAccount(account);
      },
    });
  }

  /** Where an account's answers are kept. */
  cacheStore(account: string): RedisCacheStore {
    return new RedisCacheStore({ redis: this.optional, account, encryption: this.encryption });
  }

  /** Hears what is to be forgotten of an account's answers, on a connection of its own. */
  invalidationListener(
    account: string,
    onInvalidation: InvalidationListenerOptions["onInvalidation"],
  ): InvalidationListener {
    return new InvalidationListener({ url: this.url, account, encryption: this.encryption, onInvalidation });
  }

  /** An account is read no more, or has found Redis again. */
  releaseAccount(account: string): void {
    if (this.disconnectedAccounts.delete(account) && this.disconnectedAccounts.size === 0) {
      this.log.info("Redis is back: the rate limit is shared again");
    }
  }

  close(): void {
    this.required.close();
    this.optional.close();
  }
}
