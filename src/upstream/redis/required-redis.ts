import { setTimeout as delay } from "node:timers/promises";
import { Redis } from "ioredis";

/** A Redis that takes longer is as good as lost: the calls it holds up are answered in about as much. */
const commandTimeoutMs = 500;

const reconnectDelayMs = 100;

// How long after a failed try Redis is tried again.
const retryDelayMs = 20;

/** One connection to Redis for all that a process may not get wrong there. Commands reject when it does not answer in time. */
export class RequiredRedis {
  readonly client: Redis;
  /** How many processes shared an account when that was last heard: the best guess for one not yet heard of. */
  replicas = 1;
  private reconnection: Promise<void> | undefined;
  private closed = false;

  /** `url` is `redis://` or `rediss://`. */
  constructor(url: string) {
    this.client = new Redis(url, {
      commandTimeout: commandTimeoutMs,
      retryStrategy: () => reconnectDelayMs,
      // What was asked of a connection that is lost is not asked again of the next.
      maxRetriesPerRequest: 0,
      autoResendUnfulfilledCommands: false,
    });
    // Told by the commands that fail.
    this.client.on("error", () => undefined);
  }

  /** Resolves once it answers again. However many wait, it is asked for all of them. */
  waitUntilBack(): Promise<void> {
    this.reconnection ??= this.pingUntilBack().finally(() => {
      this.reconnection = undefined;
    });
    return this.reconnection;
  }

  /** Lets go of it, once nothing is asked of it any more. */
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
    } while (!this.closed);
  }
}
