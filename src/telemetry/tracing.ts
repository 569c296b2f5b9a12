import { setTimeout as sleep } from "node:timers/promises";
import { context, propagation, trace } from "@opentelemetry/api";
import type { SpanExporter } from "@opentelemetry/sdk-trace-node";
import { ConfigError } from "../ats/errors.js";

export interface TracingLog {
  info(message: string): void;
  warn(message: string): void;
}

export interface Tracing {
  /** Sends the remaining spans. Gives up after two seconds. */
  close(): Promise<void>;
}

/** The time limit for the remaining spans, in milliseconds. */
const lastSpansMs = 2000;

const packages = "@opentelemetry/sdk-trace-node, @opentelemetry/exporter-trace-otlp-proto and @opentelemetry/resources";

/**
 * Sends spans to an OpenTelemetry collector, over OTLP with protocol buffers. The SDK reads its address, the sampling, the
 * batches and the name of the service from its own variables. OpenTelemetry: Environment Variable Specification. Logs when
 * spans can no longer be exported, and when they can again. Throws a `ConfigError` if the SDK is not installed.
 */
export async function startTracing(log: TracingLog): Promise<Tracing> {
  const [{ BatchSpanProcessor, NodeTracerProvider }, { OTLPTraceExporter }, resources] = await importSdk();
  const resource = resources
    .defaultResource()
    .merge(resources.resourceFromAttributes({ "service.name": "ats-subgraph" }))
    .merge(resources.detectResources({ detectors: [resources.envDetector] }));
  const exporter = withStatus(new OTLPTraceExporter(), (isSent) => {
    if (isSent) log.info("Traces are exported again");
    else log.warn("Traces cannot be exported: check that the collector is reachable");
  });
  const provider = new NodeTracerProvider({ resource, spanProcessors: [new BatchSpanProcessor(exporter)] });
  provider.register();
  return {
    async close() {
      const bound = new AbortController();
      const sent = provider.shutdown().catch(() => undefined);
      await Promise.race([sent, sleep(lastSpansMs, undefined, { signal: bound.signal }).catch(() => undefined)]);
      bound.abort();
      for (const each of [trace, context, propagation]) each.disable();
    },
  };
}

async function importSdk() {
  try {
    return await Promise.all([
      import("@opentelemetry/sdk-trace-node"),
      import("@opentelemetry/exporter-trace-otlp-proto"),
      import("@opentelemetry/resources"),
    ]);
  } catch (error) {
    if (!(error instanceof Error && "code" in error && error.code === "ERR_MODULE_NOT_FOUND")) throw error;
    throw new ConfigError(`OTEL_EXPORTER_OTLP_ENDPOINT enables traces: install ${packages}, or unset it.`);
  }
}

/** The exporter, which also reports when an export first fails, and when one first succeeds again. */
function withStatus(exporter: SpanExporter, onStatusChange: (isSent: boolean) => void): SpanExporter {
  let isSent = true;
  return {
    export(spans, done) {
      exporter.export(spans, (result) => {
        // 0 is ExportResultCode.SUCCESS. Its package is not imported for one number.
        const code: number = result.code;
        if ((code === 0) !== isSent) onStatusChange((isSent = !isSent));
        done(result);
      });
    },
    shutdown: () => exporter.shutdown(),
    forceFlush: async () => exporter.forceFlush?.(),
  };
}
