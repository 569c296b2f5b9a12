import { describe, expect, it } from "vitest";
import { propertyRuns } from "../support/property-runs.js";
import { scrape } from "../support/scrape.js";
import { skipTime } from "../support/skip-time.js";
import type { TestSubgraph } from "../support/subgraph.js";
import { as, readiness, stages, startOver, twoLevers } from "../support/two-tenants.js";

const times = (count: number) => [...Array(count).keys()];

/** Sends an operation with each of these keys, a few at a time. The result counts the codes of the answers. */
async function attack(subgraph: TestSubgraph, keys: readonly string[], query = stages) {
  const codes: Record<string, number> = {};
  const left = [...keys];
  const send = async () => {
    for (let key = left.pop(); key !== undefined; key = left.pop()) {
      const { errors } = await subgraph.query(query, {}, as(key));
      const code = errors[0]?.extensions.code ?? "none";
      codes[code] = (codes[code] ?? 0) + 1;
    }
  };
  await Promise.all(times(40).map(send));
  return codes;
}

/** Two accounts that take no more calls, and a subgraph for ten tenants. */
async function tenTenants(env: Record<string, string> = {}) {
  const { levers, env: base } = await twoLevers({ candidates: 5 });
  const settings = { MAX_TENANTS: "10", REFERENCE_TTL_MS: "600000", ...env };
  const subgraph = await startOver(levers[0], { ...base, ...settings });
  const ask = (index: 0 | 1) => subgraph.query(stages, {}, as(levers[index].apiKey));
  const callsWith = (isKey: (key: string) => boolean) => levers[0].log.filter(({ key }) => isKey(key ?? ""));
  return { levers, subgraph, ask, callsWith };
}

describe("keys that Lever never accepted", () => {
  it("leave the tenants that work connected, with their caches, and make few calls", async () => {
    const { levers, subgraph, ask, callsWith } = await tenTenants();
    for (const index of [0, 1] as const) expect((await ask(index)).upstream).toMatchObject({ calls: 1 });
    // The tenants are idle for so long that they could make room.
    skipTime(5000);
    const startedAt = performance.now();
    const codes = await attack(
      subgraph,
      times(propertyRuns(250, 1000)).map((i) => `made-up-${i}`),
    );
    const tookMs = performance.now() - startedAt;
    expect(Object.keys(codes).sort()).toEqual(["OVERLOADED", "UPSTREAM_UNAUTHENTICATED"]);
    for (const index of [0, 1] as const) {
      expect(await ask(index)).toMatchObject({ errors: [], upstream: { calls: 0, cached: 1 } });
      expect(levers[index].log.filter(({ key }) => key === levers[index].apiKey)).toHaveLength(1);
    }
    const metrics = await scrape(subgraph.url);
    expect(metrics.sum("ats_subgraph_tenants")).toBeLessThanOrEqual(2 + 10);
    expect(metrics.sum("ats_subgraph_tenants_unproven")).toBe(metrics.sum("ats_subgraph_tenants") - 2);
    const calls = callsWith((key) => key.startsWith("made-up"));
    expect(calls).not.toEqual([]);
    // Ten at once, and ten a second.
    expect(calls.length).toBeLessThanOrEqual(10 + tookMs / 100);
    expect(await readiness(subgraph)).toMatchObject({ code: 200, components: { provider: "up" } });
  });

  it("make one call a minute each, also with many reads at the same time", async () => {
    const { subgraph, callsWith } = await tenTenants();
    const many = "{ stages { id } jobs(first: 5) { nodes { id } } candidates(first: 5) { nodes { id } } }";
    const ask = () =>
      attack(
        subgraph,
        times(9)
          .fill(0)
          .map(() => "made-up"),
        many,
      );
    expect(await ask()).toEqual({ UPSTREAM_UNAUTHENTICATED: 9 });
    expect(callsWith((key) => key === "made-up")).toHaveLength(1);
    // Nine other keys take the place of this one.
    await attack(
      subgraph,
      times(12).map((i) => `other-${i}`),
    );
    expect(await ask()).toEqual({ UPSTREAM_UNAUTHENTICATED: 9 });
    expect(callsWith((key) => key === "made-up")).toHaveLength(1);
    expect((await subgraph.query("{ __typename _service { sdl } }", {}, as("made-up"))).errors).toEqual([]);
    skipTime(60_000);
    expect(await ask()).toEqual({ UPSTREAM_UNAUTHENTICATED: 9 });
    expect(callsWith((key) => key === "made-up")).toHaveLength(2);
  });

  it("are proven once Lever accepts them", async () => {
    const { levers, subgraph, callsWith } = await tenTenants();
    expect(await attack(subgraph, ["new-key"])).toEqual({ UPSTREAM_UNAUTHENTICATED: 1 });
    levers[0].keys.set("new-key", { confidential: true });
    skipTime(60_000);
    expect(await attack(subgraph, ["new-key"])).toEqual({ none: 1 });
    expect((await scrape(subgraph.url)).sum("ats_subgraph_tenants_unproven")).toBe(0);
    expect(callsWith((key) => key === "new-key")).toHaveLength(2);
  });
});

describe("a tenant that was proven", () => {
  it("comes back without a trial after it was idle, while made-up keys take all trials", async () => {
    const { levers, subgraph, ask, callsWith } = await tenTenants({
      MAX_TENANTS: "1",
      REFERENCE_TTL_MS: "0",
      LEVER_TIMEOUT_MS: "60000",
      SHUTDOWN_GRACE_MS: "1",
    });
    await ask(0);
    skipTime(5000);
    // The only place goes to the other tenant.
    await ask(1);
    skipTime(5000);
    // Lever does not answer the calls with these keys.
    for (const i of times(10)) levers[0].keys.set(`slow-${i}`, { confidential: true });
    levers[0].faults.failNext(/./, "stall", 10);
    const slow = attack(
      subgraph,
      times(10).map((i) => `slow-${i}`),
    ).catch(() => undefined);
    await expect.poll(() => callsWith((key) => key.startsWith("slow")).length, { timeout: 20_000 }).toBe(10);
    expect(await attack(subgraph, ["another"])).toEqual({ OVERLOADED: 1 });
    expect(await ask(0)).toMatchObject({ errors: [], upstream: { calls: 1 } });
    await subgraph[Symbol.asyncDispose]();
    await slow;
  });

  it("makes room first when Lever rejects its key later", async () => {
    const { levers, subgraph, ask } = await tenTenants({ MAX_TENANTS: "2" });
    levers[0].keys.set("third-key", { confidential: true });
    const settings = levers[0].keys.get(levers[0].apiKey)!;
    await ask(0);
    await ask(1);
    levers[0].keys.delete(levers[0].apiKey);
    const jobs = "{ jobs(first: 1) { nodes { id } } }";
    expect(await attack(subgraph, [levers[0].apiKey], jobs)).toEqual({ UPSTREAM_UNAUTHENTICATED: 1 });
    skipTime(5000);
    expect(await attack(subgraph, ["third-key"])).toEqual({ none: 1 });
    // The other tenant, which was used longer ago, is still connected.
    expect(await ask(1)).toMatchObject({ errors: [], upstream: { calls: 0 } });
    levers[0].keys.set(levers[0].apiKey, settings);
  });
});
