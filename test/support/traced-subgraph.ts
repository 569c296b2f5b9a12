import { expect, onTestFinished, vi } from "vitest";
import { startSandbox } from "../../src/lever-sandbox/index.js";
import { startLoggedSubgraph } from "./logged-subgraph.js";
import { type Collector, type ReceivedSpan, startCollector } from "./otlp-collector.js";
import { plainAccount } from "./plain-account.js";

/** Exports spans after 50 ms. */
export const fast = { OTEL_BSP_SCHEDULE_DELAY: "50" };

/** Starts a collector, and a subgraph that sends traces to it. Both end with the test. */
export async function startTraced(env: Record<string, string> = {}) {
  const collector = await startCollector();
  onTestFinished(() => collector[Symbol.asyncDispose]());
  const lever = await startSandbox({ account: plainAccount(10), rate: Infinity });
  onTestFinished(() => lever.close());
  const subgraph = await startLoggedSubgraph(lever, { OTEL_EXPORTER_OTLP_ENDPOINT: collector.url, ...fast, ...env });
  onTestFinished(() => {
    subgraph[Symbol.dispose]();
  });
  return { collector, lever, subgraph };
}

/** Waits until this many spans of operations have arrived, and returns them. */
export async function operations({ spans }: Collector, count: number): Promise<ReceivedSpan[]> {
  const found = () => spans.filter(({ kind }) => kind === 2);
  await vi.waitFor(
    () => {
      expect(found().length).toBeGreaterThanOrEqual(count);
    },
    { timeout: 5000 },
  );
  return found();
}
