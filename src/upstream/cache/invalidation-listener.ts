import type { Redis } from "ioredis";
import { createRedisClient } from "../redis/redis-client.js";
import { invalidationChannel } from "./invalidation-channel.js";
import type { Encryption } from "../redis/encryption.js";

export interface InvalidationListenerOptions {
  /** `redis://` or `rediss://`. */
  readonly url: string;
  /** Names the account in Redis. It is not a secret. */
  readonly account: string;
  readonly encryption?: Encryption | undefined;
  /** Receives the tags to invalidate; undefined for everything, because a message may be lost. */
  onInvalidation(tags?: readonly string[]): void;
  /** Is called once, when the listener is closed. */
  onClose?(): void;
}

/** How often the connection is checked, and how long a check may take. */
const heartbeatMs = 2000;

/**
 * Receives the invalidations of other processes, on its own connection, because a connection that subscribes can do
 * nothing else. Redis does not repeat messages: after each interruption everything is invalidated.
 */
export class InvalidationListener {
  private readonly redis: Redis;
  private readonly heartbeat: NodeJS.Timeout;
  private listening = false;
  private hasPonged = true;

  constructor(private readonly options: InvalidationListenerOptions) {
    const channel = invalidationChannel(options.account, options.encryption);
    this.redis = createRedisClient(options.url, { autoResubscribe: false });
    this.redis.on("ready", () => void this.listen(channel.name));
    this.redis.on("close", () => {
      this.onDisconnect();
    });
    this.redis.on("message", (_channel, message) => {
      options.onInvalidation(channel.decode(message));
    });
    this.heartbeat = setInterval(() => void this.checkConnection(), heartbeatMs).unref();
  }

  /** Whether this process receives invalidations. */
  get isListening(): boolean {
    return this.listening;
  }

  /** Replaces the connection, after a failover: nobody publishes at the old server. */
  reconnect(): void {
    if (this.redis.status === "ready") this.redis.disconnect(true);
  }

  close(): void {
    clearInterval(this.heartbeat);
    this.redis.disconnect();
    this.options.onClose?.();
  }

  private async listen(channel: string): Promise<void> {
    this.hasPonged = true;
    try {
      await this.redis.subscribe(channel);
      this.listening = true;
      // Running loads may have started while messages were lost.
      this.options.onInvalidation();
    } catch {
      // The next heartbeat, or the next connection, tries again.
    }
  }

  private onDisconnect(): void {
    if (!this.listening) return;
    this.listening = false;
    this.options.onInvalidation();
  }

  /** Without a ping, a connection that hangs looks like a channel without messages. */
  private async checkConnection(): Promise<void> {
    if (this.redis.status !== "ready") return;
    if (!this.hasPonged || !this.listening) {
      this.onDisconnect();
      this.redis.disconnect(true);
      return;
    }
    this.hasPonged = false;
    await this.redis.ping().catch(() => undefined);
    this.hasPonged = true;
  }
}
