import { Redis } from "ioredis";
import { forgottenChannel } from "./invalidation-channel.js";
import type { Seal } from "../redis/encryption.js";

export interface ForgottenListenerOptions {
  /** `redis://` or `rediss://`. */
  readonly url: string;
  /** Names the account among those that use this Redis; no secret. */
  readonly account: string;
  readonly seal?: Seal | undefined;
  /** Told what to forget; all there is when that is undefined: something may have been missed. */
  forget(subjects?: readonly string[]): void;
}

const reconnectDelayMs = 100;

/** How often Redis is asked whether it is there, and how long it may take to say so. */
const beatMs = 2000;

/**
 * Hears what other processes have forgotten, on a connection of its own: one that listens can do nothing else. Redis does
 * not keep what it says for those who are not there, so that whoever has been away knows nothing for certain.
 */
export class ForgottenListener {
  private readonly redis: Redis;
  private readonly beat: NodeJS.Timeout;
  private listening = false;
  private answered = true;

  constructor(private readonly options: ForgottenListenerOptions) {
    const channel = forgottenChannel(options.account, options.seal);
    this.redis = new Redis(options.url, {
      retryStrategy: () => reconnectDelayMs,
      maxRetriesPerRequest: 0,
      autoResubscribe: false,
    });
    // Told by `isListening`.
    this.redis.on("error", () => undefined);
    this.redis.on("ready", () => void this.listen(channel.name));
    this.redis.on("close", () => {
      this.lose();
    });
    this.redis.on("message", (_channel, message) => {
      options.forget(channel.read(message));
    });
    this.beat = setInterval(() => void this.check(), beatMs).unref();
  }

  /** Whether whatever is forgotten elsewhere is heard of here. */
  get isListening(): boolean {
    return this.listening;
  }

  close(): void {
    clearInterval(this.beat);
    this.redis.disconnect();
  }

  private async listen(channel: string): Promise<void> {
    this.answered = true;
    try {
      await this.redis.subscribe(channel);
      this.listening = true;
      // What is under way may be of a time when nothing was heard.
      this.options.forget();
    } catch {
      // Refused, or lost again: it is tried with the next beat, or when the connection is back.
    }
  }

  private lose(): void {
    if (!this.listening) return;
    this.listening = false;
    this.options.forget();
  }

  /** A connection that hangs looks like one on which nothing is said. */
  private async check(): Promise<void> {
    if (this.redis.status !== "ready") return;
    if (!this.answered || !this.listening) {
      this.lose();
      this.redis.disconnect(true);
      return;
    }
    this.answered = false;
    await this.redis.ping().catch(() => undefined);
    this.answered = true;
  }
}
