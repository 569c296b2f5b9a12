import { describe, expect, it } from "vitest";
import { operations, startTraced } from "../support/traced-subgraph.js";

const caller = { traceId: "0af7651916cd43dd8448eb211c80319c", spanId: "b7ad6b7169203331" };
const traceparent = `00-${caller.traceId}-${caller.spanId}-01`;
const query = "query FindTheStagesOfAnAccount { stages { name } }";

describe("the variables of OpenTelemetry", () => {
  it("say how spans are sent and what they have", async () => {
    const { collector, subgraph } = await startTraced({
      OTEL_EXPORTER_OTLP_HEADERS: "authorization=Bearer%20geheim,x-tenant=a",
      OTEL_EXPORTER_OTLP_TRACES_HEADERS: "x-tenant=b",
      OTEL_EXPORTER_OTLP_COMPRESSION: "GZIP",
      OTEL_RESOURCE_ATTRIBUTES: "service.name=hiring,team=a%20b",
      OTEL_SPAN_ATTRIBUTE_VALUE_LENGTH_LIMIT: "7",
      OTEL_PROPAGATORS: "none",
    });
    expect(await (await subgraph.ask({ query }, { traceparent })).json()).not.toHaveProperty("errors");
    const [span] = await operations(collector, 1);
    expect(span).toMatchObject({ parentId: "", links: [], attributes: { "graphql.operation.name": "FindThe" } });
    expect(span?.traceId).not.toBe(caller.traceId);
    expect(collector.headers[0]).toMatchObject({
      authorization: "Bearer geheim",
      "x-tenant": "b",
      "content-encoding": "gzip",
    });
    expect(collector.resources[0]).toMatchObject({ "service.name": "hiring", team: "a b" });
    expect(subgraph.output()).not.toContain("geheim");
  });

  it("say which traces are sampled", async () => {
    const { collector, subgraph } = await startTraced({
      OTEL_TRACES_SAMPLER: "parentbased_traceidratio",
      OTEL_TRACES_SAMPLER_ARG: "0",
    });
    await (await subgraph.ask({ query })).text();
    await (await subgraph.ask({ query }, { traceparent })).text();
    await operations(collector, 1);
    subgraph.stop();
    expect(await subgraph.ended).toBe(0);
    expect(collector.spans.filter(({ kind }) => kind === 2).map(({ traceId }) => traceId)).toEqual([caller.traceId]);
  });

  it("are ignored with a warning if they cannot be used, and spans are sent", async () => {
    const wrong = {
      OTEL_SDK_DISABLED: "geheim",
      OTEL_METRICS_EXPORTER: "geheim",
      OTEL_PROPAGATORS: "geheim",
      OTEL_TRACES_SAMPLER: "geheim",
      OTEL_TRACES_SAMPLER_ARG: "geheim",
      OTEL_BSP_MAX_QUEUE_SIZE: "-1",
      OTEL_BSP_MAX_EXPORT_BATCH_SIZE: "0",
      OTEL_ATTRIBUTE_COUNT_LIMIT: "-1",
      OTEL_EXPORTER_OTLP_PROTOCOL: "geheim",
      OTEL_EXPORTER_OTLP_TIMEOUT: "geheim",
      OTEL_EXPORTER_OTLP_COMPRESSION: "geheim",
      OTEL_EXPORTER_OTLP_HEADERS: "geheim",
      OTEL_RESOURCE_ATTRIBUTES: "geheim",
    };
    const { collector, subgraph } = await startTraced(wrong);
    await (await subgraph.ask({ query })).text();
    const [span] = await operations(collector, 1);
    expect(span?.attributes["graphql.operation.name"]).toBe("FindTheStagesOfAnAccount");
    const warnings = [...subgraph.output().matchAll(/"msg":"(OTEL_\w+) is ignored: it [\w /]+/g)];
    expect(warnings.map(([, name]) => name).sort()).toEqual(Object.keys(wrong).sort());
    expect(subgraph.output()).not.toContain("geheim");
  });
});
