import type { FastifyBaseLogger } from "fastify";
import { asError } from "../ats/errors.js";
import { OptionalRedis } from "./cache/optional-redis.js";
import { InvalidationListener, type InvalidationListenerOptions } from "./cache/invalidation-listener.js";
import { RedisCacheStore } from "./cache/redis-cache-store.js";
import { RedisRateLimiter } from "./rate-limit/redis-rate-limiter.js";
import type { Encryption } from "./redis/encryption.js";
import { RequiredRedis } from "./redis/required-redis.js";
import type { RateLimit } from "../ats/rate-limit.js";

/** What replicas share through Redis. There are two connections for all accounts, and one per invalidation listener. */
export class RedisServices {
  readonly required: RequiredRedis;
  private readonly optional: OptionalRedis;
  private readonly disconnectedAccounts = new Set<string>();
  private readonly listeners = new Set<InvalidationListener>();

  constructor(
    private readonly url: string,
    private readonly log: FastifyBaseLogger,
    /** Without encryption, everyone who can read this Redis can read what is stored. */
    readonly encryption: Encryption | undefined,
  ) {
    this.required = new RequiredRedis(url);
    this.optional = new OptionalRedis(url);
  }

  /** The rate limiter of an account. A lost Redis is logged once for all accounts, and so is its return. */
  rateLimiter(account: string, limit: RateLimit): RedisRateLimiter {
    return new RedisRateLimiter({
      redis: this.required,
      account,
      limit,
      onDisconnected: (cause) => {
        // Only the message: the error contains the failed command, and that of AUTH has the password.
        const fields = { cause: asError(cause).message };
        if (this.disconnectedAccounts.size === 0) {
          this.log.warn(fields, "Redis is lost: each replica uses its share of the rate limit");
        }
        this.disconnectedAccounts.add(account);
      },
      onReconnected: () => {
        this.releaseAccount(account);
      },
    });
  }

  /** The shared responses of an account. */
  cacheStore(account: string): RedisCacheStore {
    return new RedisCacheStore({ redis: this.optional, account, encryption: this.encryption });
  }

  /** Receives the invalidations of an account, on its own connection. */
  invalidationListener(
    account: string,
    onInvalidation: InvalidationListenerOptions["onInvalidation"],
  ): InvalidationListener {
    const { url, encryption, listeners } = this;
    const onClose = () => void listeners.delete(listener);
    const listener = new InvalidationListener({ url, account, encryption, onInvalidation, onClose });
    listeners.add(listener);
    return listener;
  }

  /** The account is no longer used, or has reached Redis again. */
  releaseAccount(account: string): void {
    if (this.disconnectedAccounts.delete(account) && this.disconnectedAccounts.size === 0) {
      this.log.info("Redis is back: the rate limit is shared again");
      // It can be another server now. The other connections may still be with the old one, which answers too.
      this.optional.reconnect();
      for (const listener of this.listeners) listener.reconnect();
    }
  }

  close(): void {
    this.required.close();
    this.optional.close();
  }
}
