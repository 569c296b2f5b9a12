import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { buildSubgraph } from "../../src/graphql/schema.js";
import { propertyRuns, propertySeeds } from "../support/property-runs.js";
import { randomQuery } from "../support/random-query.js";
import { type Answer, type TestSubgraph, startSubgraph } from "../support/subgraph.js";

const { schema } = buildSubgraph();

/** Runs an operation with `x-explain: run`, and checks that its explanation has exactly the calls that were counted. */
async function explained(subgraph: TestSubgraph, query: string, headers: Record<string, string> = {}): Promise<Answer> {
  const answer = await subgraph.query(query, undefined, { ...headers, "x-explain": "run" });
  const { calls, reused, waitedMs, tookMs } = answer.explain!.run!;
  const byEndpoint: Record<string, number> = {};
  for (const { endpoint } of calls) byEndpoint[endpoint] = (byEndpoint[endpoint] ?? 0) + 1;
  expect({ calls: calls.length, cached: reused, byEndpoint }).toEqual({
    calls: answer.upstream.calls,
    cached: answer.upstream.cached,
    byEndpoint: answer.upstream.byEndpoint,
  });
  // In whole milliseconds, and computed just before.
  expect(answer.upstream.waitedMs).toBeLessThanOrEqual(waitedMs + 1);
  expect(waitedMs).toBeLessThanOrEqual(tookMs);
  return answer;
}

const outcomesOf = ({ explain }: Answer) => explain!.run!.calls.map(({ outcome }) => outcome);

describe("extensions.explain has the calls of extensions.upstream", () => {
  it("when reference data is read again in the background", async () => {
    await using subgraph = await startSubgraph({ candidates: 5, env: { REFERENCE_TTL_MS: "300" } });
    subgraph.lever.faults.failNext(/stages/, { delayMs: 30 }, Infinity);
    await expect
      .poll(async () => outcomesOf(await explained(subgraph, "{ stages { id } }")), { timeout: 20_000, interval: 20 })
      .toEqual(["running"]);
  });

  it("when a deadline stops calls that wait for Lever", async () => {
    await using subgraph = await startSubgraph({ candidates: 5, env: { QUERY_DEADLINE_MS: "300" } });
    subgraph.lever.faults.failNext(/offers/, "stall", Infinity);
    const answer = await explained(subgraph, "{ applications(first: 2) { nodes { offerId } } }");
    expect(answer.errors.map(({ extensions }) => extensions.code)).toContain("DEADLINE_EXCEEDED");
    const stopped = outcomesOf(answer).filter((outcome) => outcome === "aborted" || outcome === "running");
    expect(stopped).toHaveLength(2);
  });

  it.each(propertySeeds(1, [1, 2]))(
    "with failures, retries, limits, and two operations that share calls (seed %d)",
    async (seed) => {
      const env = { REFERENCE_TTL_MS: "20", LEVER_RATE: "200", LEVER_BURST: "2" };
      await using subgraph = await startSubgraph({ seed, candidates: 30, env });
      const { faults } = subgraph.lever;
      const fault = fc.oneof(
        fc.constantFrom("reset", "html", "wrong-shape").map((kind) => kind as "reset"),
        fc.constantFrom(403, 404, 500, 503).map((status) => ({ status })),
        fc.constantFrom(1, 20).map((delayMs) => ({ delayMs })),
      );
      const endpoint = fc.constantFrom(/stages/, /postings/, /users/, /opportunities/, /offers/, /./);
      const query = randomQuery(schema);
      const cap = fc.option(fc.nat(20), { freq: 3, nil: undefined });
      const operations = fc.oneof(
        fc.tuple(query, query),
        query.map((text): [string, string] => [text, text]),
      );
      const seen = new Set<unknown>();
      let shared = 0;
      await fc.assert(
        fc.asyncProperty(
          operations,
          cap,
          fc.array(fc.tuple(endpoint, fault), { maxLength: 3 }),
          async (pair, most, failing) => {
            faults.clear();
            for (const [match, each] of failing) faults.failNext(match, each);
            const headers = most === undefined ? {} : { "x-max-upstream-calls": String(most) };
            const answers = await Promise.all(pair.map((text) => explained(subgraph, text, headers)));
            for (const answer of answers) {
              for (const outcome of outcomesOf(answer)) seen.add(outcome);
              shared += answer.explain!.run!.coalesced;
            }
          },
        ),
        { numRuns: propertyRuns(20, 60), seed, endOnFailure: true },
      );
      expect([...seen]).toEqual(expect.arrayContaining([200, 503]));
      expect(shared).toBeGreaterThan(0);
    },
  );
});
