import { Redis } from "ioredis";
import { type CacheCommands, withCacheScripts } from "./redis-cache-scripts.js";
import { type Clock, systemClock } from "../clock.js";

// Long for a Redis, and little beside the call that an answer saves.
const timeoutMs = 100;

const reconnectDelayMs = 100;

/** After a failure Redis is left alone for so long. */
const cooldownMs = 1000;

/** One connection to Redis for what a process can do without. While that is slow or lost, nobody waits for it. */
export class OptionalRedis {
  private readonly redis: CacheCommands;
  private pausedUntil = -Infinity;
  private closed = false;

  /** `url` is `redis://` or `rediss://`. */
  constructor(
    url: string,
    private readonly clock: Clock = systemClock,
  ) {
    const redis = new Redis(url, {
      retryStrategy: () => reconnectDelayMs,
      maxRetriesPerRequest: 0,
      autoResendUnfulfilledCommands: false,
    });
    // Told by the commands that fail.
    redis.on("error", () => undefined);
    this.redis = withCacheScripts(redis);
  }

  /** What Redis says; undefined when it says nothing in time. */
  async execute<T>(command: (redis: CacheCommands) => Promise<T>): Promise<T | undefined> {
    if (this.isUnavailable()) return undefined;
    let cancel: () => void = () => undefined;
    const timeout = new Promise<never>((_, reject) => {
      cancel = this.clock.schedule(timeoutMs, () => {
        // Not before what has arrived is read: it may be this process that was slow.
        setImmediate(reject, new Error("Redis did not answer in time."));
      });
    });
    try {
      return await Promise.race([command(this.redis), timeout]);
    } catch {
      if (this.isUnavailable()) return undefined;
      this.pausedUntil = this.clock.now() + cooldownMs;
      // A connection that hangs goes, with all that waits in it.
      this.redis.disconnect(true);
      return undefined;
    } finally {
      cancel();
    }
  }

  close(): void {
    this.closed = true;
    this.redis.disconnect();
  }

  private isUnavailable(): boolean {
    return this.closed || this.clock.now() < this.pausedUntil;
  }
}
