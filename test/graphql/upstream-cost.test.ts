import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { buildSubgraph } from "../../src/graphql/schema.js";
import { propertyRuns } from "../support/property-runs.js";
import { randomQuery } from "../support/random-query.js";
import { startSubgraph } from "../support/subgraph.js";

const { schema } = buildSubgraph();

describe("extensions.upstream", () => {
  it.each([1, 2, 3])("counts the calls that Lever received by endpoint (seed %d)", async (seed) => {
    await using subgraph = await startSubgraph({ seed, candidates: 30, env: { REFERENCE_TTL_MS: "600000" } });
    let calls = 0;
    await fc.assert(
      fc.asyncProperty(randomQuery(schema), async (query) => {
        subgraph.newCalls();
        const { upstream, status } = await subgraph.query(query);
        expect(status).toBe(200);
        const received: Record<string, number> = {};
        for (const call of subgraph.newCalls()) {
          const endpoint = call.replace("GET ", "");
          received[endpoint] = (received[endpoint] ?? 0) + 1;
        }
        expect(upstream.byEndpoint).toEqual(received);
        expect(upstream.calls).toBe(Object.values(received).reduce((sum, count) => sum + count, 0));
        calls += upstream.calls;
      }),
      { numRuns: propertyRuns(20, 30), seed, endOnFailure: true },
    );
    expect(calls).toBeGreaterThan(30);
  });

  it("counts retries and reused answers", async () => {
    await using subgraph = await startSubgraph({ candidates: 5 });
    subgraph.lever.faults.failNext(/stages/, { status: 503 });
    const cold = await subgraph.query("{ stages { id } }");
    expect(cold.upstream).toMatchObject({ calls: 2, cached: 0, byEndpoint: { "/stages": 2 } });
    const warm = await subgraph.query("{ stages { id } }");
    expect(warm.upstream).toMatchObject({ calls: 0, cached: 1, byEndpoint: {} });
  });

  it("contains the time that calls waited for the rate limit", async () => {
    await using subgraph = await startSubgraph({ candidates: 5, env: { LEVER_RATE: "20", LEVER_BURST: "1" } });
    const { upstream } = await subgraph.query("{ stages { id } jobs(first: 1) { nodes { id } } }");
    expect(upstream.calls).toBe(2);
    expect(upstream.waitedMs).toBeGreaterThan(20);
  });
});
