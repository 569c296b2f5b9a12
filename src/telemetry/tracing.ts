import { setTimeout as sleep } from "node:timers/promises";
import { context, propagation, trace } from "@opentelemetry/api";
import type { OTLPTraceExporter } from "@opentelemetry/exporter-trace-otlp-proto";
import type { BufferConfig, Sampler, SpanExporter, SpanLimits } from "@opentelemetry/sdk-trace-node";
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

/** The settings of the SDK, with the SDK's names. */
export interface TracingSettings {
  /** A sampler by its name in OpenTelemetry's specification, and the share of the traces that `traceidratio` takes. */
  readonly sampler: { readonly name: string; readonly ratio: number };
  /** Whether the trace context of requests is read, and that of calls is sent. */
  readonly propagates: boolean;
  /** The attributes of this process. */
  readonly resource: Readonly<Record<string, string>>;
  readonly batches: BufferConfig;
  readonly spanLimits: SpanLimits;
  readonly exporter: { readonly timeoutMillis: number; readonly compression: "gzip" | "none" };
}

/**
 * Sends spans to an OpenTelemetry collector, over OTLP with protocol buffers. The SDK reads the address, the headers and the
 * certificates from its own variables. OpenTelemetry: OTLP Exporter Configuration. Logs when
 * spans can no longer be exported, and when they can again. Throws a `ConfigError` if the SDK is not installed.
 */
export async function startTracing(settings: TracingSettings, log: TracingLog): Promise<Tracing> {
  const [sdk, { OTLPTraceExporter }, resources] = await importSdk();
  const exporter = withStatus(new OTLPTraceExporter(settings.exporter as ExporterOptions), (isSent) => {
    if (isSent) log.info("Traces are exported again");
    else log.warn("Traces cannot be exported: check that the collector is reachable");
  });
  const provider = new sdk.NodeTracerProvider({
    resource: resources.defaultResource().merge(resources.resourceFromAttributes(settings.resource)),
    sampler: samplerOf(settings.sampler, sdk),
    spanLimits: settings.spanLimits,
    spanProcessors: [new sdk.BatchSpanProcessor(exporter, settings.batches)],
  });
  // The propagators of W3C are the default, and null means none.
  provider.register(settings.propagates ? {} : { propagator: null });
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

/** OpenTelemetry: Environment Variable Specification, `OTEL_TRACES_SAMPLER`. */
function samplerOf({ name, ratio }: TracingSettings["sampler"], sdk: Sdk): Sampler {
  const kind = name.replace("parentbased_", "");
  const root =
    kind === "traceidratio"
      ? new sdk.TraceIdRatioBasedSampler(ratio)
      : kind === "always_off"
        ? new sdk.AlwaysOffSampler()
        : new sdk.AlwaysOnSampler();
  return kind === name ? root : new sdk.ParentBasedSampler({ root });
}

type Sdk = Awaited<ReturnType<typeof importSdk>>[0];
/** The SDK has an enumeration for what are texts here, which would be loaded without traces too. */
type ExporterOptions = ConstructorParameters<typeof OTLPTraceExporter>[0];

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
