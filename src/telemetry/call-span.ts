import { SpanKind, SpanStatusCode, context, propagation, trace } from "@opentelemetry/api";
import type { Call } from "../ats/call-context.js";
import { tracer } from "./tracer.js";

/** A provider call under way, as traces show it. */
export interface CallSpan {
  /** The header of this name that lets the provider's traces go on from this one; undefined while nothing is traced. */
  readonly traceparent: string | undefined;
  end(outcome: Call["outcome"]): void;
}

/** Begins the span of a call that is being sent. OpenTelemetry: HTTP client spans; without what names an id or a host. */
export function startCallSpan({
  endpoint,
  attempt,
  waitedMs,
}: Pick<Call, "endpoint" | "attempt" | "waitedMs">): CallSpan {
  const span = tracer.startSpan(`GET ${endpoint}`, {
    kind: SpanKind.CLIENT,
    attributes: {
      "http.request.method": "GET",
      "url.template": endpoint,
      ...(attempt > 1 && { "http.request.resend_count": attempt - 1 }),
      "ats_subgraph.call.waited_ms": Math.round(waitedMs),
    },
  });
  const carrier: { traceparent?: string } = {};
  propagation.inject(trace.setSpan(context.active(), span), carrier);
  return {
    traceparent: carrier.traceparent,
    end(outcome) {
      if (typeof outcome === "number") span.setAttribute("http.response.status_code", outcome);
      if (typeof outcome === "string" || outcome >= 400) {
        span.setAttribute("error.type", String(outcome));
        span.setStatus({ code: SpanStatusCode.ERROR });
      }
      span.end();
    },
  };
}
