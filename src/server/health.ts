import type { FastifyInstance } from "fastify";
import type { AccountSource } from "../accounts/account-source.js";
import type { Shutdown } from "./shutdown.js";

export interface HealthOptions {
  readonly accounts: Pick<AccountSource, "components" | "warnings">;
  readonly shutdown: Shutdown;
}

/**
 * Adds the liveness and readiness routes. Neither makes a provider call. A provider or a Redis that is down does not make
 * the process unready: an error with a code serves clients better than no replica.
 */
export function registerHealthRoutes(app: FastifyInstance, { accounts, shutdown }: HealthOptions): void {
  // A connection that is still in use when the server stops has to end with its response.
  app.addHook("onSend", async (_request, reply) => {
    if (shutdown.isUnderWay) reply.header("connection", "close");
  });
  app.get("/health/live", async () => ({ status: "live" }));
  app.get("/health/ready", async (_request, reply) => {
    const warnings = accounts.warnings();
    const body = { components: accounts.components(), ...(warnings.length > 0 && { warnings }) };
    if (!shutdown.isUnderWay) return { status: "ready", ...body };
    return reply.code(503).send({ status: "stopping", ...body });
  });
}
