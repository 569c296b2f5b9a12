import { setTimeout as sleep } from "node:timers/promises";
import type { FastifyInstance } from "fastify";
import { AtsError } from "./ats/errors.js";
import type { Operation } from "./operation.js";

export interface ShutdownOptions {
  /** How long connections are still accepted after readiness has said no, for load balancers to hear of it. */
  readonly delayMs: number;
  /** How long running operations may take to finish after that. */
  readonly graceMs: number;
}

/** How long those who were given up may take to answer. */
const lastAnswersMs = 1000;

/** How long answers may take to leave, and requests that are no operations to be answered. */
const lastBytesMs = 500;

/**
 * How a server comes to rest: readiness says no at once, running operations finish or are answered with an error, and
 * no connection keeps it from that.
 */
export class Shutdown {
  private readonly running = new Map<Operation, Promise<void>>();
  private givenUp: AtsError | undefined;
  private done: Promise<void> | undefined;

  constructor(private readonly options: ShutdownOptions) {}

  /** Whether it has begun. */
  get isUnderWay(): boolean {
    return this.done !== undefined;
  }

  /** An operation has begun, which is over once the promise resolves. */
  await(operation: Operation, over: Promise<void>): void {
    if (this.givenUp !== undefined) operation.giveUp(this.givenUp);
    this.running.set(operation, over);
    void over.then(() => this.running.delete(operation));
  }

  /** Stops the server. Resolves once it has no connection left. */
  of(server: FastifyInstance): Promise<void> {
    this.done ??= this.stop(server);
    return this.done;
  }

  private async stop(server: FastifyInstance): Promise<void> {
    const { delayMs, graceMs } = this.options;
    if (delayMs > 0) await sleep(delayMs);
    const closed = server.close();
    await this.idle(graceMs);
    this.givenUp = new AtsError(
      "DEADLINE_EXCEEDED",
      "The server is stopping, and the operation was not done in time: ask again, and another will answer.",
    );
    for (const operation of this.running.keys()) operation.giveUp(this.givenUp);
    await this.idle(lastAnswersMs);
    // Connections that nothing was sent on, or whose client reads no further, would keep it for minutes.
    await within(lastBytesMs, closed);
    server.server.closeAllConnections();
    await closed;
  }

  /** Resolves when no operation is left, those included that begin meanwhile, or after so many milliseconds. */
  private async idle(mostMs: number): Promise<void> {
    const end = performance.now() + mostMs;
    for (let left = mostMs; this.running.size > 0 && left > 0; left = end - performance.now()) {
      await within(left, Promise.all(this.running.values()));
    }
  }
}

/** Resolves with the promise, or after so many milliseconds. */
async function within(ms: number, promise: Promise<unknown>): Promise<void> {
  const timeout = new AbortController();
  await Promise.race([promise, sleep(ms, undefined, { signal: timeout.signal }).catch(() => undefined)]);
  timeout.abort();
}
