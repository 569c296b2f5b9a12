import type { FastifyInstance } from "fastify";
import type { Shutdown } from "./shutdown.js";

/** How the process fares, for readiness. */
export interface Health {
  /** What readiness tells apart, in a word each. */
  readonly checks: () => Readonly<Record<string, string>>;
  /** What keeps the process from serving, each in a sentence; empty when nothing does. */
  readonly troubles: () => readonly string[];
  /** What is amiss and does not keep it from serving, each in a sentence. */
  readonly notes: () => readonly string[];
  readonly shutdown: Shutdown;
}

/** Adds the routes that say whether the process lives and whether it can serve. Neither makes a provider call. */
export function addHealth(app: FastifyInstance, health: Health): void {
  // A connection that is still in use when the server stops has to end with its answer.
  app.addHook("onSend", async (_request, reply) => {
    if (health.shutdown.isUnderWay) reply.header("connection", "close");
  });
  app.get("/health/live", async () => ({ status: "live" }));
  app.get("/health/ready", async (_request, reply) => {
    const troubles = health.shutdown.isUnderWay ? ["The server is stopping."] : health.troubles();
    const notes = health.notes();
    const body = {
      checks: health.checks(),
      ...(troubles.length > 0 ? { troubles } : {}),
      ...(notes.length > 0 ? { notes } : {}),
    };
    return troubles.length === 0 ? { status: "ready", ...body } : reply.code(503).send({ status: "unready", ...body });
  });
}
