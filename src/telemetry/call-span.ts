import { SpanKind, SpanStatusCode, context, propagation, trace } from "@opentelemetry/api";
import type { Call } from "../ats/call-context.js";
import { tracer } from "./tracer.js";

/** The span of a running provider call. */
export interface CallSpan {
  /** The `traceparent` header, which links the provider's trace to this one. Undefined without tracing. */
  readonly traceparent: string | undefined;
  end(outcome: Call["outcome"]): void;
}

/** Starts the span of a call that is sent now. It follows OpenTelemetry's HTTP client spans, but has no URL and no host. */
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
