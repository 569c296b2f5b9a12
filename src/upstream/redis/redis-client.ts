import { Redis, type RedisOptions } from "ioredis";

const reconnectDelayMs = 100;

/** A Redis client that reconnects by itself. `url` is `redis://` or `rediss://`. Commands fail while the connection is lost. */
export function createRedisClient(url: string, options: RedisOptions = {}): Redis {
  const client = new Redis(url, {
    retryStrategy: () => reconnectDelayMs,
    // A command of a lost connection is not sent again on the next one.
    maxRetriesPerRequest: 0,
    autoResendUnfulfilledCommands: false,
    ...options,
  });
  // The commands that fail report it. Without a listener, ioredis prints errors.
  client.on("error", () => undefined);
  return client;
}
