import { setTimeout as sleep } from "node:timers/promises";
import { context, propagation, trace } from "@opentelemetry/api";
import type { SpanExporter } from "@opentelemetry/sdk-trace-node";
import { ConfigError } from "../ats/errors.js";

/** The part of the process's log that tracing writes to. */
export interface TracingLog {
  info(message: string): void;
  warn(message: string): void;
}

/** What traces are sent by. */
export interface Tracing {
  /** Sends what is left, within a bound. */
  close(): Promise<void>;
}

/** How long what is left may take to be sent in the end. */
const lastSpansMs = 2000;

const packages = "@opentelemetry/sdk-trace-node, @opentelemetry/exporter-trace-otlp-proto and @opentelemetry/resources";

/**
 * Has spans sent to an OpenTelemetry collector, over OTLP with protocol buffers. Where that is, how spans are sampled and
 * batched, and what the service is called the SDK reads from its own variables. OpenTelemetry: Environment Variable
 * Specification. Logs when spans can no longer be exported, and when they can again. Throws a `ConfigError` when the SDK
 * is not installed.
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
    throw new ConfigError(`OTEL_EXPORTER_OTLP_ENDPOINT asks for traces: install ${packages}, or leave it unset.`);
  }
}

/** The exporter, heard of each time that its luck turns. A lost collector costs spans, and nothing else. */
function withStatus(exporter: SpanExporter, onStatusChange: (isSent: boolean) => void): SpanExporter {
  let isSent = true;
  return {
    export(spans, done) {
      exporter.export(spans, (result) => {
        // ExportResultCode.SUCCESS, of a package that is not imported for a number.
        const code: number = result.code;
        if ((code === 0) !== isSent) onStatusChange((isSent = !isSent));
        done(result);
      });
    },
    shutdown: () => exporter.shutdown(),
    forceFlush: async () => exporter.forceFlush?.(),
  };
}
