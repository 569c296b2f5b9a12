import { describe, expect, it } from "vitest";
import { maxExcessCalls } from "../support/max-excess-calls.js";
import { startLoggedSubgraph } from "../support/logged-subgraph.js";
import { type LabelledLever } from "../support/labelled-lever.js";
import { scrape } from "../support/scrape.js";
import { skipTime } from "../support/skip-time.js";
import { as, post, readiness, stages, startOver, twoLevers } from "../support/two-tenants.js";

describe("a request with the header x-lever-api-key", () => {
  it("is rejected before any call when the key is missing or invalid", async () => {
    const { levers, env } = await twoLevers({ candidates: 1 });
    const subgraph = await startOver(levers[0], env);
    const bad = ["with space", "tab\tin it", "a:b", "x".repeat(257), "k\u00e9y"];
    for (const headers of [{}, ...bad.map((key) => ({ "x-lever-api-key": key }))] as Record<string, string>[]) {
      for (const query of [stages, "{ _service { sdl } }", "{ __typename }"]) {
        const response = await post(subgraph, query, headers);
        expect(response.status).toBe(401);
        expect(response.headers.get("vary")).toContain("x-lever-api-key");
        const text = await response.text();
        expect(JSON.parse(text)).toMatchObject({ errors: [{ extensions: { code: "UNAUTHENTICATED" } }] });
        for (const key of bad) expect(text).not.toContain(key);
      }
    }
    expect(levers.flatMap(({ log }) => log)).toEqual([]);
    const open = await post(subgraph, stages, { ...as("Alder-key"), "router-authorization": "wrong" });
    expect(open.status).toBe(401);
  });

  it("does not affect other keys when Lever rejects its key, and the key is in no log and no metric", async () => {
    const { levers, env } = await twoLevers({ candidates: 5 });
    using subgraph = await startLoggedSubgraph(levers[0], { ...env, LOG_LEVEL: "trace" });
    const ask = async (key: string) => (await post(subgraph, stages, { "x-lever-api-key": key })).json();
    expect(await ask("Unknown-key")).toMatchObject({
      errors: [
        { message: expect.stringContaining("x-lever-api-key"), extensions: { code: "UPSTREAM_UNAUTHENTICATED" } },
      ],
    });
    expect(await ask("Birch-key")).toMatchObject({ data: { stages: expect.anything() } });
    expect(await readiness(subgraph)).toMatchObject({ code: 200, components: { provider: "up" } });
    const metrics = await scrape(subgraph.url);
    expect([metrics.sum("ats_subgraph_tenants"), metrics.sum("ats_subgraph_tenants_rejected")]).toEqual([2, 1]);
    expect(metrics.find("ats_subgraph_credentials_rejected")).toEqual([]);
    await subgraph.logLines("operation", 2);
    for (const text of [metrics.text, subgraph.output()]) {
      for (const key of ["Unknown", "Birch", Buffer.from("Birch-key:").toString("base64")])
        expect(text).not.toContain(key);
    }
  });

  it("shares its response with no other tenant, neither through a cache nor at the same time", async () => {
    const { levers, env } = await twoLevers({ candidates: 5 });
    const subgraph = await startOver(levers[0], env);
    const jobs = "{ jobs(first: 5) { nodes { name } } }";
    const responses = await Promise.all(
      levers.flatMap(({ apiKey, label }) =>
        [1, 2, 3].map(async () => ({ label, response: await post(subgraph, jobs, { "x-lever-api-key": apiKey }) })),
      ),
    );
    for (const { label, response } of responses) {
      const { data } = (await response.json()) as { data: { jobs: { nodes: { name: string }[] } } };
      expect(data.jobs.nodes).not.toEqual([]);
      for (const { name } of data.jobs.nodes) expect(name).toContain(label);
      expect(response.headers.get("cache-control")).toMatch(/private$/);
      expect(response.headers.get("vary")).toContain("x-lever-api-key");
    }
    // The three equal operations of a tenant are executed once.
    expect(levers.map(({ log }) => log.length)).toEqual([1, 1]);
  });
});

describe("tenants above the limit", () => {
  it("get OVERLOADED until the bucket of an unused tenant is full again", async () => {
    const { levers, env } = await twoLevers({ candidates: 5, rate: 20, burst: 20 });
    const subgraph = await startOver(levers[0], {
      ...env,
      MAX_TENANTS: "1",
      LEVER_RATE: "20",
      LEVER_BURST: "20",
      REFERENCE_TTL_MS: "0",
    });
    const ask = (index: 0 | 1) => subgraph.query(stages, {}, as(levers[index].apiKey));
    for (let i = 0; i < 19; i += 1) expect((await ask(0)).errors).toEqual([]);
    const rejected = await post(subgraph, stages, { "x-lever-api-key": levers[1].apiKey });
    expect(rejected.status).toBe(503);
    expect(rejected.headers.get("retry-after")).toBe("1");
    expect(await rejected.json()).toMatchObject({ errors: [{ extensions: { code: "OVERLOADED" } }] });
    await expect.poll(async () => (await ask(1)).status, { timeout: 5000 }).toBe(200);
    await expect.poll(async () => (await ask(0)).status, { timeout: 5000 }).toBe(200);
    for (let i = 0; i < 30; i += 1) expect((await ask(0)).errors).toEqual([]);
    expect(levers[0].log.filter(({ status }) => status === 429)).toEqual([]);
    expect(maxExcessCalls(levers[0].log, { rate: 20, burst: 20 })).toBeLessThanOrEqual(0);
  });
});

describe("readiness with many accounts", () => {
  it("reports a failing Lever only if it fails for all recently used accounts", async () => {
    const { levers, env } = await twoLevers({ candidates: 1 });
    const subgraph = await startOver(levers[0], { ...env, REFERENCE_TTL_MS: "0" });
    const ask = (lever: LabelledLever) => subgraph.query(stages, {}, as(lever.apiKey));
    const failAndProbe = async (failing: readonly LabelledLever[]) => {
      await Promise.all(failing.map(ask));
      return await readiness(subgraph);
    };
    levers[0].faults.failNext(/./, { status: 503 }, Infinity);
    await ask(levers[1]);
    // The circuit breaker opens after ten failures over five seconds.
    await failAndProbe([levers[0]]);
    skipTime(5000);
    for (let count = 0; count < 4; count += 1) await failAndProbe([levers[0]]);
    const { calls } = (await ask(levers[0])).upstream;
    expect([calls, await readiness(subgraph)]).toMatchObject([0, { code: 200, components: { provider: "up" } }]);
    expect((await ask(levers[0])).errors[0]!.extensions.code).toBe("UPSTREAM_UNAVAILABLE");
    levers[1].faults.failNext(/./, { status: 503 }, Infinity);
    await failAndProbe(levers);
    skipTime(5000);
    await expect
      .poll(() => failAndProbe(levers), { timeout: 20_000 })
      .toMatchObject({
        code: 200,
        components: { provider: "down" },
        warnings: [expect.stringContaining("every account")],
      });
  });
});
