import { randomUUID } from "node:crypto";
import type { IncomingMessage } from "node:http";
import { isValidTraceId, trace } from "@opentelemetry/api";
import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import type { Metrics } from "../../telemetry/metrics.js";
import type { Operation } from "../../graphql/operation/operation.js";
import type { UpstreamCost } from "../../graphql/operation/operation-stats.js";

/** What the log, the metrics and the trace need of an operation. */
export interface LoggedOperation extends Pick<Operation, "summary" | "startedAt"> {
  readonly cost: { readonly calls: number | undefined } | undefined;
  readonly stats: { cost(): UpstreamCost };
}

declare module "fastify" {
  interface FastifyRequest {
    /** The operation of the request. Null until it starts. */
    operation: LoggedOperation | null;
  }
}

/** Longer names are cut, because clients choose them. */
const maxNameLength = 100;

/** Requests to these routes are frequent, and only of interest while debugging. */
const probes = new Set(["/health/live", "/health/ready", "/metrics"]);

/** The id of a request: a valid `x-request-id`, or a new id. */
export function requestId({ headers }: Pick<IncomingMessage, "headers">): string {
  const given = headers["x-request-id"];
  return typeof given === "string" && /^[\w.-]{1,64}$/.test(given) ? given : randomUUID();
}

/**
 * Adds the request id to every response, and logs one line for each request that is not an operation. The line has the
 * route, but neither path nor query string, which can contain personal data.
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

/** Logs and counts an operation when its response is sent, or its client has disconnected. */
export function logOperation(
  operation: LoggedOperation,
  request: FastifyRequest,
  reply: FastifyReply,
  metrics: Metrics,
): void {
  request.operation = operation;
  const traceId = trace.getActiveSpan()?.spanContext().traceId;
  metrics.operations.operationStarted();
  reply.raw.once("close", () => {
    const { name, errors, shared, kept } = operation.summary;
    const cost = operation.cost?.calls;
    const upstream = operation.stats.cost();
    const outcome = reply.raw.writableFinished ? operation.summary.outcome : "abandoned";
    const durationMs = performance.now() - operation.startedAt;
    const { calls, waitedMs } = upstream;
    metrics.operations.operationEnded({ name, outcome, errors, cost, shared, kept, calls, durationMs, waitedMs });
    request.log.info(
      {
        ...(traceId !== undefined && isValidTraceId(traceId) && { traceId }),
        operation: name?.slice(0, maxNameLength),
        outcome,
        ...(Object.keys(errors).length > 0 && { errors }),
        cost,
        ...(shared && { shared }),
        ...(kept && { kept }),
        upstream,
        statusCode: reply.statusCode,
        ms: Math.round(durationMs),
      },
      "operation",
    );
  });
}
