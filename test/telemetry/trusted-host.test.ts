import nodeFetch from "node-fetch";
import { expect, it, onTestFinished, vi } from "vitest";
import { readConfig } from "../../src/config/config.js";
import { startTracing } from "../../src/telemetry/tracing.js";
import { redirect, startScriptedServer } from "../support/scripted-server.js";
import { testCallContext } from "../support/test-call-context.js";
import { startTransport } from "../support/test-transport.js";
import { startCollector } from "../support/otlp-collector.js";

it("sends the trace and the credentials to the provider's host only", async () => {
  await using collector = await startCollector();
  vi.stubEnv("OTEL_EXPORTER_OTLP_ENDPOINT", collector.url);
  onTestFinished(() => {
    vi.unstubAllEnvs();
  });
  const tracing = await startTracing(readConfig().tracing!, { info: () => undefined, warn: () => undefined });
  await using server = await startScriptedServer(redirect("/there"), redirect("https://files.example/file"));
  const sent: [host: string, traceparent: boolean, authorization: boolean][] = [];
  const { transport } = startTransport(server, {
    // Sends requests for every host to the loopback server.
    fetch: (url, init) => {
      const { host, pathname } = new URL(url);
      const headers = init?.headers as Record<string, string>;
      sent.push([host, "traceparent" in headers, "authorization" in headers]);
      return nodeFetch(new URL(pathname, server.origin), init);
    },
  });
  const url = new URL("https://lever.example/stages");
  const read = transport.get({ url, endpoint: "/stages", priority: "reference" }, testCallContext());
  await expect(read).rejects.toMatchObject({ code: "UPSTREAM_BAD_RESPONSE" });
  await tracing.close();
  expect(sent).toEqual([
    ["lever.example", true, true],
    ["lever.example", true, true],
  ]);
  expect(collector.spans).toHaveLength(2);
  expect(collector.bytes().toString("latin1")).not.toContain("example");
});
