import type { IncomingHttpHeaders } from "node:http";
import { ROOT_CONTEXT, type Span, SpanKind, SpanStatusCode, context, propagation, trace } from "@opentelemetry/api";
import type { FastifyReply, FastifyRequest } from "fastify";
import { OperationNames } from "../../telemetry/operation-names.js";
import type { LoggedOperation } from "./request-log.js";
import { tracer } from "../../telemetry/tracer.js";

const names = new OperationNames();

/**
 * A hook that runs a GraphQL request in a span. The span belongs to the trace in the request's headers, and ends with the
 * response. It has the fields of the operation's log line. It has no query text and no variables.
 */
export function inOperationSpan(request: FastifyRequest, reply: FastifyReply, next: () => void): void {
  const parent = propagation.extract<IncomingHttpHeaders>(ROOT_CONTEXT, request.headers);
  const span = tracer.startSpan("GraphQL Operation", { kind: SpanKind.SERVER }, parent);
  if (span.isRecording()) {
    reply.raw.once("close", () => {
      span.setAttributes({ "http.request.method": request.method, "http.route": "/graphql" });
      if (request.operation !== null) describe(span, request.operation, reply.raw.writableFinished);
      span.setAttribute("http.response.status_code", reply.statusCode);
      if (reply.statusCode >= 500) span.setStatus({ code: SpanStatusCode.ERROR });
      span.end();
    });
  }
  context.with(trace.setSpan(parent, span), next);
}

function describe(span: Span, { summary, stats, cost }: LoggedOperation, isAnswered: boolean): void {
  const outcome = isAnswered ? summary.outcome : "abandoned";
  const codes = Object.keys(summary.errors);
  if (summary.type !== undefined) {
    const label = names.label(summary.name, outcome !== "refused");
    // OpenTelemetry, Semantic Conventions for GraphQL: the span has the name of the type, because there can be any number
    // of operation names.
    span.updateName(summary.type);
    span.setAttribute("graphql.operation.type", summary.type);
    if (!label.startsWith("(")) span.setAttribute("graphql.operation.name", label);
  }
  span.setAttributes({
    "ats_subgraph.operation.outcome": outcome,
    "ats_subgraph.operation.calls": stats.cost().calls,
    ...(cost?.calls !== undefined && { "ats_subgraph.operation.cost": cost.calls }),
    ...(summary.shared && { "ats_subgraph.operation.shared": true }),
    ...(summary.kept && { "ats_subgraph.operation.kept": true }),
    ...(codes.length > 0 && { "error.type": codes[0], "ats_subgraph.operation.errors": codes }),
  });
  if (outcome === "failed") span.setStatus({ code: SpanStatusCode.ERROR });
}
