import { setTimeout as sleep } from "node:timers/promises";
import { describe, expect, it } from "vitest";
import { plainAccount } from "../support/plain-account.js";
import { type TestSubgraph, startSubgraph } from "../support/subgraph.js";

const page = "{ applications(first: 40) { nodes { id } } }";
const offers = "{ applications(first: 40) { nodes { id offerId } } }";

/** A subgraph over 40 people that has read the stages. */
async function start(env: Record<string, string> = {}): Promise<TestSubgraph> {
  const subgraph = await startSubgraph({ account: plainAccount(40), env });
  await subgraph.query("{ stages { id } }");
  expect(subgraph.newCalls()).toEqual(["GET /stages"]);
  return subgraph;
}

/** Waits until Lever has received this many calls after that for the stages. */
const received = (subgraph: TestSubgraph, calls: number) =>
  expect.poll(() => subgraph.lever.log.length - 1, { timeout: 10_000 }).toBe(calls);

const timed = async <T>(work: Promise<T>) => {
  const startedAt = performance.now();
  const result = await work;
  return { result, tookMs: performance.now() - startedAt };
};

describe("an operation that joined an equal one", () => {
  it("gets its data after the other one passed its deadline, without another call", async () => {
    const env = { QUERY_DEADLINE_MS: "1500" };
    await using subgraph = await start(env);
    subgraph.lever.faults.failNext(/opportunities/, { delayMs: 2000 });
    const first = subgraph.query(page);
    await received(subgraph, 1);
    await sleep(900);
    const others = Promise.all([subgraph.query(page), subgraph.query(page), subgraph.query(page)]);
    expect(await first).toMatchObject({
      data: { applications: null },
      errors: [{ path: ["applications"], extensions: { code: "DEADLINE_EXCEEDED" } }],
    });
    for (const { data, errors } of await others) {
      expect(errors).toEqual([]);
      expect(data.applications.nodes).toHaveLength(40);
    }
    expect(subgraph.newCalls()).toEqual(["GET /opportunities"]);
  });

  it("has its own deadline", async () => {
    const env = { QUERY_DEADLINE_MS: "1000" };
    await using subgraph = await start(env);
    subgraph.lever.faults.failNext(/opportunities/, "stall", Infinity);
    const first = timed(subgraph.query(page));
    await received(subgraph, 1);
    await sleep(500);
    const second = timed(subgraph.query(page));
    for (const { result, tookMs } of await Promise.all([first, second])) {
      expect(result.errors).toMatchObject([
        {
          path: ["applications"],
          message: expect.stringContaining("within 1000 ms"),
          extensions: { code: "DEADLINE_EXCEEDED" },
        },
      ]);
      expect(tookMs).toBeGreaterThan(990);
    }
  });

  it("gets its data after the client of the other one disconnected, without another call", async () => {
    await using subgraph = await start();
    subgraph.lever.faults.failNext(/opportunities/, { delayMs: 800 });
    const client = new AbortController();
    const first = fetch(`${subgraph.url}/graphql`, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify({ query: page }),
      signal: client.signal,
    });
    await received(subgraph, 1);
    const second = subgraph.query(page);
    await sleep(200);
    client.abort();
    await expect(first).rejects.toThrow();
    const { data, errors } = await second;
    expect(errors).toEqual([]);
    expect(data.applications.nodes).toHaveLength(40);
    expect(subgraph.newCalls()).toEqual(["GET /opportunities"]);
  });

  it.each([
    ["first", [1, 1000]],
    ["second", [1000, 1]],
  ])("is not limited by the limit on calls of the other one, which is the %s", async (_which, limits) => {
    await using subgraph = await start();
    subgraph.lever.faults.failNext(/opportunities/, { delayMs: 300 });
    const answers = await Promise.all(
      limits.map((limit) => subgraph.query(offers, {}, { "x-max-upstream-calls": String(limit) })),
    );
    for (const [i, { data, errors, upstream }] of answers.entries()) {
      expect(data.applications.nodes).toHaveLength(40);
      expect(upstream.calls).toBeLessThanOrEqual(limits[i]!);
      if (limits[i] === 1000) expect(errors).toEqual([]);
      for (const { extensions } of errors) expect(extensions.code).toBe("CALL_BUDGET_EXCEEDED");
    }
  });

  it("makes its own calls when the other one has reached its limit on calls", async () => {
    await using subgraph = await startSubgraph({ account: plainAccount(250) });
    const walk = "{ candidates(first: 100) { nodes { fullName } } }";
    const alone = await subgraph.query(walk);
    subgraph.newCalls();
    // Long enough for all three to arrive, also on a busy machine.
    subgraph.lever.faults.failNext(/opportunities/, { delayMs: 1500 });
    const limited = () => subgraph.query(walk, {}, { "x-max-upstream-calls": "2" });
    const answers = await Promise.all([limited(), limited(), limited()]);
    for (const { data, errors, upstream } of answers) {
      expect(upstream.calls).toBeLessThanOrEqual(2);
      if (errors.length === 0) expect(data).toEqual(alone.data);
      else expect(upstream.calls).toBe(2);
    }
    expect(answers.filter(({ errors }) => errors.length === 0).length).toBeGreaterThan(0);
    // Each of the three would make two calls alone.
    expect(subgraph.newCalls().length).toBeLessThan(6);
  });
});
