import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { readConfig } from "../../src/config/config.js";
import { OtelVariables } from "../../src/config/otel-variables.js";

const OTEL_EXPORTER_OTLP_ENDPOINT = "http://127.0.0.1:4318";

/** The settings of traces with an endpoint and these variables. */
function tracingWith(variables: Record<string, string>) {
  const { tracing, ignoredVariables } = readConfig({ OTEL_EXPORTER_OTLP_ENDPOINT, ...variables });
  return { ...tracing!, ignored: ignoredVariables.map(([name]) => name) };
}

describe("the settings for traces", () => {
  it.each([
    [{}, false],
    [{ OTEL_EXPORTER_OTLP_ENDPOINT }, true],
    [{ OTEL_EXPORTER_OTLP_TRACES_ENDPOINT: `${OTEL_EXPORTER_OTLP_ENDPOINT}/v1/traces` }, true],
    [{ OTEL_TRACES_EXPORTER: "otlp" }, true],
    [{ OTEL_TRACES_EXPORTER: "none", OTEL_EXPORTER_OTLP_ENDPOINT }, false],
    [{ OTEL_TRACES_EXPORTER: "", OTEL_EXPORTER_OTLP_ENDPOINT }, true],
    [{ OTEL_TRACES_EXPORTER: "otlp", OTEL_SDK_DISABLED: "true" }, false],
    [{ OTEL_TRACES_EXPORTER: "otlp", OTEL_SDK_DISABLED: "TRUE" }, false],
    [{ OTEL_SDK_DISABLED: "", OTEL_EXPORTER_OTLP_ENDPOINT }, true],
    [{ OTEL_SDK_DISABLED: "false", OTEL_EXPORTER_OTLP_ENDPOINT }, true],
    [{ OTEL_METRICS_EXPORTER: "none", OTEL_LOGS_EXPORTER: "none", OTEL_BSP_SCHEDULE_DELAY: "x" }, false],
  ])("%j: %s", (settings, isOn) => {
    const { tracing, ignoredVariables } = readConfig(settings);
    expect([tracing !== undefined, ignoredVariables]).toEqual([isOn, []]);
  });

  it.each([
    ["console", false],
    ["zipkin", false],
    ["otlp,console", true],
    ["none, zipkin", false],
  ])("OTEL_TRACES_EXPORTER=%s uses what is supported, and warns", (exporter, isOn) => {
    const { tracing, ignoredVariables } = readConfig({ OTEL_TRACES_EXPORTER: exporter });
    expect([tracing !== undefined, ignoredVariables.map(([name]) => name)]).toEqual([isOn, ["OTEL_TRACES_EXPORTER"]]);
  });

  it.each([
    ["OTEL_SDK_DISABLED", "1"],
    ["OTEL_SDK_DISABLED", "maybe"],
    ["OTEL_METRICS_EXPORTER", "otlp"],
    ["OTEL_LOGS_EXPORTER", "otlp"],
    ["OTEL_PROPAGATORS", "tracecontext,baggage,b3"],
    ["OTEL_TRACES_SAMPLER", "jaeger_remote"],
    ["OTEL_TRACES_SAMPLER_ARG", "2"],
    ["OTEL_TRACES_SAMPLER_ARG", "a tenth"],
    ["OTEL_BSP_SCHEDULE_DELAY", "99999999999"],
    ["OTEL_BSP_SCHEDULE_DELAY", "-1"],
    ["OTEL_BSP_MAX_QUEUE_SIZE", "0"],
    ["OTEL_BSP_MAX_EXPORT_BATCH_SIZE", "0"],
    ["OTEL_BSP_EXPORT_TIMEOUT", "Infinity"],
    ["OTEL_ATTRIBUTE_COUNT_LIMIT", "-1"],
    ["OTEL_SPAN_ATTRIBUTE_VALUE_LENGTH_LIMIT", "1.5"],
    ["OTEL_EXPORTER_OTLP_PROTOCOL", "grpc"],
    ["OTEL_EXPORTER_OTLP_TRACES_PROTOCOL", "http/json"],
    ["OTEL_EXPORTER_OTLP_TIMEOUT", "-5"],
    ["OTEL_EXPORTER_OTLP_COMPRESSION", "zstd"],
    ["OTEL_EXPORTER_OTLP_HEADERS", "authorization"],
    ["OTEL_EXPORTER_OTLP_HEADERS", "authorization=a%0Ab"],
    ["OTEL_EXPORTER_OTLP_TRACES_HEADERS", "a=%"],
    ["OTEL_RESOURCE_ATTRIBUTES", "a=%E0"],
    ["OTEL_RESOURCE_ATTRIBUTES", "=b"],
  ])("ignore %s=%s, and have its default", (name, value) => {
    const { ignored, ...settings } = tracingWith({ [name]: value });
    expect(ignored).toEqual([name]);
    expect({ ...settings, ignored: [] }).toEqual(tracingWith({}));
    const { ignoredVariables } = readConfig({ OTEL_EXPORTER_OTLP_ENDPOINT, [name]: `geheim=%${value}` });
    expect(JSON.stringify(ignoredVariables)).not.toContain("geheim");
  });

  it("take what is for traces before what is for all signals, and empty values as unset", () => {
    const general = { OTEL_EXPORTER_OTLP_TIMEOUT: "1", OTEL_EXPORTER_OTLP_COMPRESSION: "gzip" };
    const specific = { OTEL_EXPORTER_OTLP_TRACES_TIMEOUT: "2", OTEL_EXPORTER_OTLP_TRACES_COMPRESSION: "none" };
    expect(tracingWith(general).exporter).toEqual({ timeoutMillis: 1, compression: "gzip" });
    expect(tracingWith({ ...general, ...specific }).exporter).toEqual({ timeoutMillis: 2, compression: "none" });
    const protocols = { OTEL_EXPORTER_OTLP_PROTOCOL: "grpc", OTEL_EXPORTER_OTLP_TRACES_PROTOCOL: "http/protobuf" };
    expect(tracingWith(protocols).ignored).toEqual([]);
    const empty = Object.fromEntries(Object.keys(OtelVariables.shape).map((name) => [name, " "]));
    expect(tracingWith(empty)).toEqual(tracingWith({}));
    const limits = { OTEL_ATTRIBUTE_COUNT_LIMIT: "10", OTEL_ATTRIBUTE_VALUE_LENGTH_LIMIT: "20" };
    expect(tracingWith(limits).spanLimits).toMatchObject({ attributeCountLimit: 10, attributeValueLengthLimit: 20 });
    expect(tracingWith({ ...limits, OTEL_SPAN_ATTRIBUTE_COUNT_LIMIT: "0" }).spanLimits.attributeCountLimit).toBe(0);
    expect(tracingWith({ OTEL_BSP_MAX_QUEUE_SIZE: "5" }).batches.maxExportBatchSize).toBe(5);
  });

  it("name the service", () => {
    const OTEL_RESOURCE_ATTRIBUTES = "service.name=a,deployment.environment.name=b%2Cc%3D , k8s=,";
    const others = { "deployment.environment.name": "b,c=", k8s: "" };
    expect(tracingWith({}).resource).toEqual({ "service.name": "ats-subgraph" });
    expect(tracingWith({ OTEL_RESOURCE_ATTRIBUTES }).resource).toEqual({ "service.name": "a", ...others });
    expect(tracingWith({ OTEL_RESOURCE_ATTRIBUTES, OTEL_SERVICE_NAME: "d" }).resource["service.name"]).toBe("d");
  });

  it("are in docs/observability.md", () => {
    const page = readFileSync(new URL("../../docs/observability.md", import.meta.url), "utf8");
    const [, table = ""] = /^### Variables\n[^|]*((?:\|.*\n)+)/m.exec(page) ?? [];
    const named = [...table.matchAll(/`(OTEL_\w+)`/g)].map(([, name]) => name);
    expect(named).toEqual(expect.arrayContaining(Object.keys(OtelVariables.shape)));
  });
});
