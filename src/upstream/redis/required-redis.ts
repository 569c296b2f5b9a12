import { setTimeout as delay } from "node:timers/promises";
import type { Redis } from "ioredis";
import { createRedisClient } from "./redis-client.js";

/** A slower Redis counts as lost. The calls that wait for it take about as long. */
const commandTimeoutMs = 500;

/** How long after a failed ping the next one is sent. */
const retryDelayMs = 20;

/** The connection to Redis for state that must be right. Commands reject when Redis does not answer in time. */
export class RequiredRedis {
  readonly client: Redis;
  /** How many processes shared an account in the latest response. The best guess for an account without a response yet. */
  replicas = 1;
  private reconnection: Promise<void> | undefined;
  private closed = false;

  /** `url` is `redis://` or `rediss://`. */
  constructor(url: string) {
    this.client = createRedisClient(url, { commandTimeout: commandTimeoutMs });
  }

  /** Resolves once Redis answers again. All callers share one ping. */
  waitUntilBack(): Promise<void> {
    this.reconnection ??= this.pingUntilBack().finally(() => {
      this.reconnection = undefined;
    });
    return this.reconnection;
  }

  close(): void {
    this.closed = true;
    this.client.disconnect();
  }

  private async pingUntilBack(): Promise<void> {
    do {
      await delay(retryDelayMs);
      const answered = await this.client.ping().then(
        () => true,
        () => false,
      );
      if (answered) return;
      // The server can be gone without a word. Its name may lead to another one now.
      if (this.client.status === "ready" && !this.closed) this.client.disconnect(true);
    } while (!this.closed);
  }
}
