import { Redis } from "ioredis";
import { invalidationChannel } from "./invalidation-channel.js";
import type { Encryption } from "../redis/encryption.js";

export interface InvalidationListenerOptions {
  /** `redis://` or `rediss://`. */
  readonly url: string;
  /** Names the account among those that use this Redis; no secret. */
  readonly account: string;
  readonly encryption?: Encryption | undefined;
  /** Told what to forget; all there is when that is undefined: something may have been missed. */
  onInvalidation(tags?: readonly string[]): void;
}

const reconnectDelayMs = 100;

/** How often Redis is asked whether it is there, and how long it may take to say so. */
const heartbeatMs = 2000;

/**
 * Hears what other processes have forgotten, on a connection of its own: one that listens can do nothing else. Redis does
 * not keep what it says for those who are not there, so that whoever has been away knows nothing for certain.
 */
export class InvalidationListener {
  private readonly redis: Redis;
  private readonly heartbeat: NodeJS.Timeout;
  private listening = false;
  private hasPonged = true;

  constructor(private readonly options: InvalidationListenerOptions) {
    const channel = invalidationChannel(options.account, options.encryption);
    this.redis = new Redis(options.url, {
      retryStrategy: () => reconnectDelayMs,
      maxRetriesPerRequest: 0,
      autoResubscribe: false,
    });
    // Told by `isListening`.
    this.redis.on("error", () => undefined);
    this.redis.on("ready", () => void this.listen(channel.name));
    this.redis.on("close", () => {
      this.onDisconnect();
    });
    this.redis.on("message", (_channel, message) => {
      options.onInvalidation(channel.decode(message));
    });
    this.heartbeat = setInterval(() => void this.checkConnection(), heartbeatMs).unref();
  }

  /** Whether whatever is forgotten elsewhere is heard of here. */
  get isListening(): boolean {
    return this.listening;
  }

  close(): void {
    clearInterval(this.heartbeat);
    this.redis.disconnect();
  }

  private async listen(channel: string): Promise<void> {
    this.hasPonged = true;
    try {
      await this.redis.subscribe(channel);
      this.listening = true;
      // What is under way may be of a time when nothing was heard.
      this.options.onInvalidation();
    } catch {
      // Refused, or lost again: it is tried with the next beat, or when the connection is back.
    }
  }

  private onDisconnect(): void {
    if (!this.listening) return;
    this.listening = false;
    this.options.onInvalidation();
  }

  /** A connection that hangs looks like one on which nothing is said. */
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
