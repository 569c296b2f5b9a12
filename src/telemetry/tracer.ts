import { trace } from "@opentelemetry/api";

/** Makes spans for whatever SDK is registered; without one, spans that cost next to nothing and are kept nowhere. */
export const tracer = trace.getTracer("ats-subgraph");
