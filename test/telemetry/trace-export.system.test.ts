import { createServer } from "node:http";
import { once } from "node:events";
import type { AddressInfo } from "node:net";
import { describe, expect, it, onTestFinished } from "vitest";
import { startProcess } from "../support/started-process.js";
import { startTraced } from "../support/traced-subgraph.js";

/** An operation that waited for the collector would take longer. A busy machine does not take as long. */
const exportTimeoutMs = 3000;

describe("a collector that does not respond", () => {
  it.each(["refused connection", "no response"])("causes a log line and no delay: %s", async (kind) => {
    const silent = createServer(() => undefined).listen(0, "127.0.0.1");
    await once(silent, "listening");
    const { port } = silent.address() as AddressInfo;
    if (kind === "refused connection") silent.close();
    onTestFinished(() => {
      silent.closeAllConnections();
      silent.close();
    });
    const { subgraph } = await startTraced({
      OTEL_EXPORTER_OTLP_ENDPOINT: `http://127.0.0.1:${port}`,
      OTEL_EXPORTER_OTLP_TIMEOUT: String(exportTimeoutMs),
    });
    for (let count = 0; count < 5; count += 1) {
      const sentAt = performance.now();
      expect(await (await subgraph.ask({ query: "{ stages { name } }" })).json()).not.toHaveProperty("errors");
      expect(performance.now() - sentAt).toBeLessThan(exportTimeoutMs);
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
    const [line] = await subgraph.logLines("Traces cannot be exported: check that the collector is reachable", 1);
    expect(line.level).toBe(40);
    const stoppedAt = performance.now();
    subgraph.stop();
    expect(await subgraph.ended).toBe(0);
    expect(performance.now() - stoppedAt).toBeLessThan(3 * exportTimeoutMs);
  });
});

describe("the setting for traces", () => {
  const main = new URL("../../dist/main.js", import.meta.url).pathname;
  const endpoint = { PORT: "0", OTEL_EXPORTER_OTLP_ENDPOINT: "http://127.0.0.1:4318" };

  it("stops the start when the SDK is not installed, and says what to install", async () => {
    const hooks = `export const resolve = (name, context, next) => next(name.replace("opentelemetry/sdk", "missing/sdk"), context);`;
    const register = `import { register } from "node:module"; register(${JSON.stringify(dataUrl(hooks))});`;
    using child = startProcess(["--import", dataUrl(register), main], endpoint);
    expect(await child.ended).toBe(1);
    expect(child.output()).toMatch(/^OTEL_EXPORTER_OTLP_ENDPOINT enables traces: install @opentelemetry.*\n$/);
  });
});

function dataUrl(code: string): string {
  return `data:text/javascript,${encodeURIComponent(code)}`;
}
