import { getIntrospectionQuery } from "graphql";
import { describe, expect, it } from "vitest";
import { startSubgraph } from "../support/subgraph.js";

describe("GraphQL over HTTP", () => {
  it("answers GET with a header that pages of other sites cannot send", async () => {
    await using subgraph = await startSubgraph({ candidates: 1 });
    const url = `${subgraph.url}/graphql?query=${encodeURIComponent("{ stages { id } }")}`;
    const response = await fetch(url, { headers: { "apollo-require-preflight": "1" } });
    expect(await response.json()).toMatchObject({ data: { stages: expect.arrayContaining([{ id: "lead-new" }]) } });
  });

  it("answers _service, but no introspection with INTROSPECTION=false", async () => {
    await using subgraph = await startSubgraph({ candidates: 1, env: { INTROSPECTION: "false" } });
    const { data } = await subgraph.query("{ _service { sdl } }");
    expect(data._service.sdl).toContain("@providerSupport");
    const { errors } = await subgraph.query("{ __schema { queryType { name } } }");
    expect(errors).toHaveLength(1);
    expect(errors[0]).toMatchObject({
      message: "Introspection is off: this subgraph does not describe its schema. INTROSPECTION=true allows it.",
      extensions: { code: "GRAPHQL_VALIDATION_FAILED" },
    });
  });

  it("sends a large response without a warning on standard error", async () => {
    await using subgraph = await startSubgraph({ candidates: 1 });
    const warnings: Error[] = [];
    const listener = (warning: Error) => warnings.push(warning);
    process.on("warning", listener);
    const { data } = await subgraph.query(getIntrospectionQuery());
    expect(JSON.stringify(data).length).toBeGreaterThan(100_000);
    process.off("warning", listener);
    expect(warnings).toEqual([]);
  });

  it("does not serve GraphiQL with GRAPHIQL=false", async () => {
    await using subgraph = await startSubgraph({ candidates: 1, env: { GRAPHIQL: "false" } });
    expect((await fetch(`${subgraph.url}/`)).status).toBe(404);
    expect((await fetch(`${subgraph.url}/graphiql`)).status).toBe(404);
  });
});

describe("readiness", () => {
  it("makes no call to Lever", async () => {
    await using subgraph = await startSubgraph({ candidates: 1 });
    for (let probe = 0; probe < 3; probe += 1) expect((await fetch(`${subgraph.url}/health/ready`)).status).toBe(200);
    expect(subgraph.newCalls()).toEqual([]);
  });
});
