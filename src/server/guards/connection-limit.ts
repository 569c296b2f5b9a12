import type { FastifyInstance } from "fastify";

const logIntervalMs = 60_000;

/** Limits the number of open connections to `max`. More are closed without an answer, which the log says at most once a minute. */
export function limitConnections({ server, log }: FastifyInstance, max: number): void {
  server.maxConnections = max;
  let loggedAt = -Infinity;
  server.on("drop", () => {
    if (performance.now() - loggedAt < logIntervalMs) return;
    loggedAt = performance.now();
    log.warn({ max }, "more connections than MAX_CONNECTIONS are closed");
  });
}
