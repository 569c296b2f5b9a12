import { setTimeout as sleep } from "node:timers/promises";
import type { FastifyInstance } from "fastify";
import { AtsError } from "../ats/errors.js";
import type { Operation } from "../graphql/operation/operation.js";

export interface ShutdownOptions {
  /** How long the server still accepts connections after it is no longer ready, so that load balancers can notice. In milliseconds. */
  readonly delayMs: number;
  /** How long running operations may take after that, in milliseconds. */
  readonly graceMs: number;
}

/** How long aborted operations may take to respond, in milliseconds. */
const lastResponsesMs = 1000;

/** How long the last responses may take to be sent, in milliseconds. */
const lastBytesMs = 500;

/**
 * Stops the server. It stops being ready immediately. Running operations finish, or get an error when the grace period ends.
 * Then all connections are closed. See docs/decisions/shutdown.md.
 */
export class Shutdown {
  private readonly running = new Set<Operation>();
  private onIdle: () => void = () => undefined;
  private abortError: AtsError | undefined;
  private stopped: Promise<void> | undefined;

  constructor(private readonly options: ShutdownOptions) {}

  /** Whether the server is stopping. */
  get isUnderWay(): boolean {
    return this.stopped !== undefined;
  }

  operationStarted(operation: Operation): void {
    this.running.add(operation);
    if (this.abortError !== undefined) operation.abort(this.abortError);
  }

  /** The operation's response is sent, or its client has disconnected. */
  operationEnded(operation: Operation): void {
    this.running.delete(operation);
    if (this.running.size === 0) this.onIdle();
  }

  /** Stops the server. Resolves when all connections are closed. */
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
      "The server is stopping, and the operation did not finish in time. Send it again: another server will answer.",
    );
    for (const operation of this.running) operation.abort(this.abortError);
    await this.waitUntilIdle(lastResponsesMs);
    // Unused connections, and clients that stop reading, would delay the end for minutes.
    await withTimeout(lastBytesMs, closed);
    server.server.closeAllConnections();
    await closed;
  }

  /** Resolves when no operation is running, or after `maxMs` milliseconds. */
  private async waitUntilIdle(maxMs: number): Promise<void> {
    if (this.running.size === 0) return;
    await withTimeout(maxMs, new Promise<void>((resolve) => (this.onIdle = resolve)));
  }
}

/** Resolves when the promise does, or after `ms` milliseconds. */
async function withTimeout(ms: number, promise: Promise<unknown>): Promise<void> {
  const timeout = new AbortController();
  await Promise.race([promise, sleep(ms, undefined, { signal: timeout.signal }).catch(() => undefined)]);
  timeout.abort();
}
