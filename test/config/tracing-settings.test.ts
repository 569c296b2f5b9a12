import { describe, expect, it } from "vitest";
import { readConfig } from "../../src/config/config.js";

const OTEL_EXPORTER_OTLP_ENDPOINT = "http://127.0.0.1:4318";

describe("the settings for traces", () => {
  it.each([
    [{}, false],
    [{ OTEL_EXPORTER_OTLP_ENDPOINT }, true],
    [{ OTEL_EXPORTER_OTLP_TRACES_ENDPOINT: `${OTEL_EXPORTER_OTLP_ENDPOINT}/v1/traces` }, true],
    [{ OTEL_TRACES_EXPORTER: "otlp" }, true],
    [{ OTEL_TRACES_EXPORTER: "none", OTEL_EXPORTER_OTLP_ENDPOINT }, false],
    [{ OTEL_TRACES_EXPORTER: "", OTEL_EXPORTER_OTLP_ENDPOINT }, true],
    [{ OTEL_TRACES_EXPORTER: "otlp", OTEL_SDK_DISABLED: "true" }, false],
    [{ OTEL_SDK_DISABLED: "", OTEL_EXPORTER_OTLP_ENDPOINT }, true],
  ])("%j: %s", (settings, tracing) => {
    expect(readConfig(settings).tracing).toBe(tracing);
  });

  it.each(["console", "zipkin", "otlp,console"])("refuse the exporter %s", (exporter) => {
    expect(() => readConfig({ OTEL_TRACES_EXPORTER: exporter })).toThrow(
      "OTEL_TRACES_EXPORTER: must be otlp or none: other exporters are not supported",
    );
  });
});
