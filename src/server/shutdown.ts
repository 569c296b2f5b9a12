import { setTimeout as sleep } from "node:timers/promises";
import type { FastifyInstance } from "fastify";
import { AtsError } from "../ats/errors.js";
import type { Operation } from "../graphql/operation/operation.js";

export interface ShutdownOptions {
  /** How long connections are still accepted after readiness has said no, for load balancers to hear of it. */
  readonly delayMs: number;
  /** How long running operations may take to finish after that. */
  readonly graceMs: number;
}

/** How long those who were given up may take to answer. */
const lastResponsesMs = 1000;

/** How long answers may take to leave, and requests that are no operations to be answered. */
const lastBytesMs = 500;

/**
 * How a server comes to rest: readiness says no at once, running operations finish or are answered with an error, and
 * no connection keeps it from that.
 */
export class Shutdown {
  private readonly running = new Set<Operation>();
  private onIdle: () => void = () => undefined;
  private abortError: AtsError | undefined;
  private stopped: Promise<void> | undefined;

  constructor(private readonly options: ShutdownOptions) {}

  /** Whether it has begun. */
  get isUnderWay(): boolean {
    return this.stopped !== undefined;
  }

  operationStarted(operation: Operation): void {
    this.running.add(operation);
    if (this.abortError !== undefined) operation.abort(this.abortError);
  }

  /** The operation's answer has been sent, or its client has left. */
  operationEnded(operation: Operation): void {
    this.running.delete(operation);
    if (this.running.size === 0) this.onIdle();
  }

  /** Stops the server. Resolves once it has no connection left. */
  stop(server: FastifyInstance): Promise<void> {
    this.stopped ??= this.run(server);
    return this.stopped;
  }

  private async run(server: FastifyInstance): Promise<void> {
    const { delayMs, graceMs } = this.options;
    if (delayMs > 0) await sleep(delayMs);
    const closed = server.close();
    await this.waitUntilIdle(graceMs);
    this.abortError = new AtsError(
      "DEADLINE_EXCEEDED",
      "The server is stopping, and the operation was not done in time: ask again, and another will answer.",
    );
    for (const operation of this.running) operation.abort(this.abortError);
    await this.waitUntilIdle(lastResponsesMs);
    // Connections that nothing was sent on, or whose client reads no further, would keep it for minutes.
    await withTimeout(lastBytesMs, closed);
    server.server.closeAllConnections();
    await closed;
  }

  /** Resolves when no operation is left, or after so many milliseconds. */
  private async waitUntilIdle(maxMs: number): Promise<void> {
    if (this.running.size === 0) return;
    await withTimeout(maxMs, new Promise<void>((resolve) => (this.onIdle = resolve)));
  }
}

/** Resolves with the promise, or after so many milliseconds. */
async function withTimeout(ms: number, promise: Promise<unknown>): Promise<void> {
  const timeout = new AbortController();
  await Promise.race([promise, sleep(ms, undefined, { signal: timeout.signal }).catch(() => undefined)]);
  timeout.abort();
}
