import type { RawSettings } from "./environment.js";
import { readOtelVariables } from "./otel-variables.js";

/** The settings of traces, undefined if none are sent, and the variables that cannot be used. */
export function tracingSettings(set: RawSettings) {
  const { variables: env, problems } = readOtelVariables(set);
  const exporters = env.OTEL_TRACES_EXPORTER;
  const hasEndpoint =
    set.OTEL_EXPORTER_OTLP_ENDPOINT !== undefined || set.OTEL_EXPORTER_OTLP_TRACES_ENDPOINT !== undefined;
  const isOn = exporters.length > 0 ? !exporters.includes("none") : hasEndpoint;
  if (env.OTEL_SDK_DISABLED) return { tracing: undefined, problems: [] };
  if (!isOn) return { tracing: undefined, problems: problems.filter(([name]) => name.endsWith("_EXPORTER")) };
  return { tracing: settingsOf(env), problems };
}

function settingsOf(env: ReturnType<typeof readOtelVariables>["variables"]) {
  return {
    /** The name of a sampler, and which share of the traces that it decides about it takes, 0 to 1. */
    sampler: { name: env.OTEL_TRACES_SAMPLER, ratio: env.OTEL_TRACES_SAMPLER_ARG },
    /** Whether the trace context of requests is read, and that of calls is sent. */
    propagates: env.OTEL_PROPAGATORS.includes("tracecontext"),
    resource: {
      "service.name": "ats-subgraph",
      ...env.OTEL_RESOURCE_ATTRIBUTES,
      ...(env.OTEL_SERVICE_NAME !== undefined && { "service.name": env.OTEL_SERVICE_NAME }),
    },
    batches: {
      scheduledDelayMillis: env.OTEL_BSP_SCHEDULE_DELAY,
      exportTimeoutMillis: env.OTEL_BSP_EXPORT_TIMEOUT,
      maxQueueSize: env.OTEL_BSP_MAX_QUEUE_SIZE,
      maxExportBatchSize: Math.min(env.OTEL_BSP_MAX_EXPORT_BATCH_SIZE, env.OTEL_BSP_MAX_QUEUE_SIZE),
    },
    spanLimits: {
      attributeValueLengthLimit:
        env.OTEL_SPAN_ATTRIBUTE_VALUE_LENGTH_LIMIT ?? env.OTEL_ATTRIBUTE_VALUE_LENGTH_LIMIT ?? Infinity,
      attributeCountLimit: env.OTEL_SPAN_ATTRIBUTE_COUNT_LIMIT ?? env.OTEL_ATTRIBUTE_COUNT_LIMIT,
      eventCountLimit: env.OTEL_SPAN_EVENT_COUNT_LIMIT,
      linkCountLimit: env.OTEL_SPAN_LINK_COUNT_LIMIT,
      attributePerEventCountLimit: env.OTEL_EVENT_ATTRIBUTE_COUNT_LIMIT,
      attributePerLinkCountLimit: env.OTEL_LINK_ATTRIBUTE_COUNT_LIMIT,
    },
    exporter: {
      timeoutMillis: env.OTEL_EXPORTER_OTLP_TRACES_TIMEOUT ?? env.OTEL_EXPORTER_OTLP_TIMEOUT ?? 10_000,
      compression: env.OTEL_EXPORTER_OTLP_TRACES_COMPRESSION ?? env.OTEL_EXPORTER_OTLP_COMPRESSION ?? "none",
    },
  };
}
