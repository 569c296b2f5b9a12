import { randomUUID } from "node:crypto";
import type { IncomingMessage } from "node:http";
import { isValidTraceId, trace } from "@opentelemetry/api";
import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import type { Metrics } from "../../telemetry/metrics.js";
import type { Operation } from "../../graphql/operation/operation.js";

declare module "fastify" {
  interface FastifyRequest {
    /** The operation that the request asked for, once it has begun. */
    operation: Operation | null;
  }
}

/** A longer name is cut: it is the one thing in the log that clients choose. */
const maxNameLength = 100;

/** Asked all the time, by machines. */
const probes = new Set(["/health/live", "/health/ready", "/metrics"]);

/** The id of a request: its x-request-id, where that looks like one, or a new one. */
export function requestId({ headers }: Pick<IncomingMessage, "headers">): string {
  const given = headers["x-request-id"];
  return typeof given === "string" && /^[\w.-]{1,64}$/.test(given) ? given : randomUUID();
}

/**
 * Answers every request with its id, and writes one line for each: for an operation what it was and cost, for others
 * their route. A path is not written, nor a query string: either can hold personal data.
 */
export function logRequests(app: FastifyInstance, metrics: Metrics): void {
  app.decorateRequest("operation", null);
  app.addHook("onRequest", async (request, reply) => {
    reply.header("x-request-id", request.id);
  });
  app.addHook("onResponse", async (request, reply) => {
    const { method, log, operation } = request;
    const { statusCode, elapsedTime } = reply;
    const route = request.routeOptions.url ?? "(none)";
    metrics.countResponse(route, statusCode);
    if (operation !== null) return;
    const level = probes.has(route) ? "debug" : "info";
    log[level]({ method, route, statusCode, ms: Math.round(elapsedTime) }, "request");
  });
}

/** Has the operation's line written, and the operation counted, once it has been answered or its client has left. */
export function logOperation(
  operation: Operation,
  request: FastifyRequest,
  reply: FastifyReply,
  metrics: Metrics,
): void {
  request.operation = operation;
  const traceId = trace.getActiveSpan()?.spanContext().traceId;
  metrics.operations.operationStarted();
  reply.raw.once("close", () => {
    const { name, errors, shared } = operation.summary;
    const cost = operation.cost?.calls;
    const upstream = operation.stats.cost();
    const outcome = reply.raw.writableFinished ? operation.summary.outcome : "abandoned";
    const durationMs = performance.now() - operation.startedAt;
    metrics.operations.operationEnded({ name, outcome, errors, cost, shared, calls: upstream.calls, durationMs });
    request.log.info(
      {
        ...(traceId !== undefined && isValidTraceId(traceId) && { traceId }),
        operation: name?.slice(0, maxNameLength),
        outcome,
        ...(Object.keys(errors).length > 0 && { errors }),
        cost,
        ...(shared && { shared }),
        upstream,
        statusCode: reply.statusCode,
        ms: Math.round(durationMs),
      },
      "operation",
    );
  });
}
