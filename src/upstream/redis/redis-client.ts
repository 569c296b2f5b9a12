import { Redis, type RedisOptions } from "ioredis";

const reconnectDelayMs = 100;

/**
 * The codes of errors after which another server may be the primary: this one is a replica, or has lost its replicas.
 * Redis 6 and older write the code of a script's error within the message. Other codes, such as OOM, LOADING or
 * CLUSTERDOWN, say that this server cannot help at present: a new connection would not change that.
 */
const failoverError = /(^|[ -])(READONLY|MASTERDOWN|NOREPLICAS) /;

/**
 * A Redis client that reconnects by itself, also after a failover: the name of the server may then lead to another one.
 * `url` is `redis://` or `rediss://`. Commands fail while the connection is lost.
 */
export function createRedisClient(url: string, options: RedisOptions = {}): Redis {
  const client = new Redis(url, {
    retryStrategy: () => reconnectDelayMs,
    // A command of a lost connection is not sent again on the next one.
    maxRetriesPerRequest: 0,
    autoResendUnfulfilledCommands: false,
    reconnectOnError: ({ message }) => failoverError.test(message),
    ...options,
  });
  // The commands that fail report it. Without a listener, ioredis prints errors.
  client.on("error", () => undefined);
  return client;
}
