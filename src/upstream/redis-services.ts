import type { FastifyBaseLogger } from "fastify";
import { asError } from "../ats/errors.js";
import { AnswersRedis } from "./cache/optional-redis.js";
import { ForgottenListener, type ForgottenListenerOptions } from "./cache/invalidation-listener.js";
import { RedisAnswerStore } from "./cache/redis-cache-store.js";
import { RedisBudget } from "./rate-limit/redis-rate-limiter.js";
import type { Seal } from "./redis/encryption.js";
import { SharedRedis } from "./redis/required-redis.js";
import type { RateLimit } from "../ats/rate-limit.js";

/** What replicas share through Redis, over two connections, however many accounts there are. */
export class RedisSharing {
  readonly redis: SharedRedis;
  private readonly answers: AnswersRedis;
  private readonly lost = new Set<string>();

  constructor(
    private readonly url: string,
    private readonly log: FastifyBaseLogger,
    /** Keeps what is there from whoever else can read it. */
    readonly seal: Seal | undefined,
  ) {
    this.redis = new SharedRedis(url);
    this.answers = new AnswersRedis(url);
  }

  /** An account's rate budget. That Redis is lost, and back, is logged once for all of them. */
  budget(account: string, limit: RateLimit): RedisBudget {
    return new RedisBudget({
      redis: this.redis,
      account,
      limit,
      onLost: (cause) => {
        // Its message alone: the error holds the command that failed, and AUTH's is the password.
        const fields = { cause: asError(cause).message };
        if (this.lost.size === 0) {
          this.log.warn(fields, "Redis is lost: each replica keeps to its share of the rate limit");
        }
        this.lost.add(account);
      },
      onFound: () => {
        this.forget(account);
      },
    });
  }

  /** Where an account's answers are kept. */
  store(account: string): RedisAnswerStore {
    return new RedisAnswerStore({ redis: this.answers, account, seal: this.seal });
  }

  /** Hears what is to be forgotten of an account's answers, on a connection of its own. */
  listener(account: string, forget: ForgottenListenerOptions["forget"]): ForgottenListener {
    return new ForgottenListener({ url: this.url, account, seal: this.seal, forget });
  }

  /** An account is read no more, or has found Redis again. */
  forget(account: string): void {
    if (this.lost.delete(account) && this.lost.size === 0) {
      this.log.info("Redis is back: the rate limit is shared again");
    }
  }

  close(): void {
    this.redis.close();
    this.answers.close();
  }
}
