import nodeFetch from "node-fetch";
import { expect, it, onTestFinished, vi } from "vitest";
import { LocalRateLimiter } from "../../src/upstream/rate-limit/local-rate-limiter.js";
import { createTransport } from "../../src/upstream/http/transport.js";
import { startTracing } from "../../src/telemetry/tracing.js";
import { json, redirect, startScriptedServer } from "../support/scripted-server.js";
import { testCallContext } from "../support/test-call-context.js";
import { startCollector } from "../support/otlp-collector.js";

it("sends the trace along to the provider's host alone, as it does the credentials", async () => {
  await using collector = await startCollector();
  vi.stubEnv("OTEL_EXPORTER_OTLP_ENDPOINT", collector.url);
  onTestFinished(() => {
    vi.unstubAllEnvs();
  });
  const tracing = await startTracing({ info: () => undefined, warn: () => undefined });
  await using server = await startScriptedServer(redirect("/there"), redirect("https://files.example/file"), json({}));
  const sent: [host: string, traceparent: boolean, authorization: boolean][] = [];
  const transport = createTransport({
    provider: "LEVER",
    label: "Lever",
    credentialSetting: "LEVER_API_KEY",
    authorization: () => Promise.resolve("Basic secret"),
    rateLimiter: new LocalRateLimiter({ rate: 1000, burst: 1000 }),
    timeoutMs: 5000,
    // Two hosts, over the loopback server's http.
    fetch: (url, init) => {
      const { host, pathname } = new URL(url);
      const headers = init?.headers as Record<string, string>;
      sent.push([host, "traceparent" in headers, "authorization" in headers]);
      return nodeFetch(new URL(pathname, server.origin), init);
    },
  });
  const url = new URL("https://lever.example/stages");
  await transport.get({ url, endpoint: "/stages", priority: "reference" }, testCallContext());
  await tracing.close();
  expect(sent).toEqual([
    ["lever.example", true, true],
    ["lever.example", true, true],
    ["files.example", false, false],
  ]);
  expect(collector.spans).toHaveLength(3);
  expect(collector.bytes().toString("latin1")).not.toContain("example");
});
