import { trace } from "@opentelemetry/api";

/** Creates spans for the registered SDK. Without an SDK, the spans are not recorded and cost almost no time. */
export const tracer = trace.getTracer("ats-subgraph");
