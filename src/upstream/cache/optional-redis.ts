import { ReplyError } from "ioredis";
import { type Clock, systemClock } from "../clock.js";
import { createRedisClient } from "../redis/redis-client.js";
import { type CacheCommands, withCacheScripts } from "./redis-cache-scripts.js";

/** Long for Redis, and short compared with the call that a cached response saves. */
const timeoutMs = 100;

/** How long Redis is not used after a failure. */
const cooldownMs = 1000;

/** The connection to Redis for what a process can do without. While Redis is slow or lost, no read waits for it. */
export class OptionalRedis {
  private readonly redis: CacheCommands;
  private pausedUntil = -Infinity;
  private closed = false;

  /** `url` is `redis://` or `rediss://`. */
  constructor(
    url: string,
    private readonly clock: Clock = systemClock,
  ) {
    this.redis = withCacheScripts(createRedisClient(url));
  }

  /** The result of a command; undefined when Redis does not answer in time. */
  async execute<T>(command: (redis: CacheCommands) => Promise<T>): Promise<T | undefined> {
    if (this.isUnavailable()) return undefined;
    let cancel: () => void = () => undefined;
    const timeout = new Promise<never>((_, reject) => {
      cancel = this.clock.schedule(timeoutMs, () => {
        // Data that has arrived is read first: this process may be the slow one.
        setImmediate(reject, new Error("Redis did not answer in time."));
      });
    });
    try {
      return await Promise.race([command(this.redis), timeout]);
    } catch (error) {
      // A server that refuses a command, because it is full for example, may still answer others.
      if (error instanceof ReplyError || this.isUnavailable()) return undefined;
      this.pausedUntil = this.clock.now() + cooldownMs;
      // A connection that hangs is closed, with all commands that wait in it.
      this.reconnect();
      return undefined;
    } finally {
      cancel();
    }
  }

  /** Replaces the connection. */
  reconnect(): void {
    if (!this.closed) this.redis.disconnect(true);
  }

  close(): void {
    this.closed = true;
    this.redis.disconnect();
  }

  private isUnavailable(): boolean {
    return this.closed || this.clock.now() < this.pausedUntil;
  }
}
