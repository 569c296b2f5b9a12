import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { expect, it, onTestFinished } from "vitest";
import { Registry } from "prom-client";
import { PurgeMetrics } from "../../src/telemetry/purge-metrics.js";
import { RouterPurger } from "../../src/upstream/router-purger.js";
import { ManualClock } from "../support/manual-clock.js";

const key = "the key of the router";

/** A router that answers with these statuses in turn, the last one from then on. 0 closes the connection. */
async function startRouter(...statuses: number[]) {
  const requests: { authorization: string | undefined; invalidations: any[] }[] = [];
  const server = createServer((request, response) => {
    let body = "";
    request.on("data", (chunk: Buffer) => (body += chunk.toString()));
    request.on("end", () => {
      const status = statuses[Math.min(requests.length, statuses.length - 1)]!;
      requests.push({ authorization: request.headers.authorization, invalidations: JSON.parse(body) });
      if (status === 0) response.destroy();
      else response.writeHead(status, { location: "http://127.0.0.1:1/" }).end('{"count":1}');
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  onTestFinished(() => void server.close());
  const { port } = server.address() as AddressInfo;
  const url = `http://127.0.0.1:${port}/invalidation`;
  const registry = new Registry();
  const [clock, warnings] = [new ManualClock(), [] as unknown[]];
  const purger = new RouterPurger({
    ...{ url, key, subgraph: "ats", ttlMs: 180_000, clock },
    metrics: new PurgeMetrics(registry),
    log: { warn: (...line) => void warnings.push(line) },
  });
  onTestFinished(() => purger.close());
  const metric = async (outcome: string) => {
    const { values } = await registry.getSingleMetric("ats_subgraph_router_purges_total")!.get();
    return values.find(({ labels }) => labels.outcome === outcome)?.value ?? 0;
  };
  const waiting = async () =>
    (await registry.getSingleMetric("ats_subgraph_router_purges_waiting")!.get()).values[0]!.value;
  return { requests, purger, clock, warnings, metric, waiting };
}

const tagsOf = ({ invalidations }: { invalidations: any[] }) => invalidations.map(({ cache_tag }) => cache_tag);

it("sends a list of invalidations with the shared key", async () => {
  const { requests, purger, metric, waiting } = await startRouter(202);
  purger.purge(["lists", "Candidate:1"]);
  await expect.poll(() => metric("accepted")).toBe(1);
  expect(requests).toEqual([
    {
      authorization: key,
      invalidations: [
        { kind: "cache_tag", subgraphs: ["ats"], cache_tag: "lists" },
        { kind: "cache_tag", subgraphs: ["ats"], cache_tag: "Candidate:1" },
      ],
    },
  ]);
  expect(await waiting()).toBe(0);
});

it.each([500, 401, 400, 302, 0])(
  "repeats after %i, with growing delays, and with what came meanwhile",
  async (status) => {
    const { requests, purger, clock, metric, warnings } = await startRouter(status, status, 202);
    purger.purge(["a"]);
    await expect.poll(() => metric("failed")).toBe(1);
    await expect.poll(() => clock.pending).toBe(1);
    purger.purge(["b"]);
    await clock.advance(500);
    await expect.poll(() => metric("failed")).toBe(2);
    await expect.poll(() => clock.pending).toBe(1);
    await clock.advance(999);
    expect(requests).toHaveLength(2);
    await clock.advance(1);
    await expect.poll(() => metric("accepted")).toBe(1);
    expect(requests.map(tagsOf).map((tags) => tags.sort())).toEqual([["a"], ["a", "b"], ["a", "b"]]);
    expect(warnings).toHaveLength(2);
    expect(JSON.stringify(warnings)).not.toMatch(/http|the key/);
  },
);

it("purges everything when too many tags wait", async () => {
  const { requests, purger, clock, metric } = await startRouter(503, 202);
  purger.purge(["first"]);
  await expect.poll(() => clock.pending).toBe(1);
  purger.purge(Array.from({ length: 10_001 }, (_, index) => `Candidate:${index}`));
  await clock.advance(500);
  await expect.poll(() => metric("accepted")).toBe(1);
  expect(requests[1]!.invalidations).toEqual([{ kind: "subgraph", subgraph: "ats" }]);
});

it("sends at most 500 tags in a request", async () => {
  const { requests, purger, metric } = await startRouter(202);
  purger.purge(Array.from({ length: 1200 }, (_, index) => `Candidate:${index}`));
  await expect.poll(() => metric("accepted")).toBe(3);
  expect(requests.map(({ invalidations }) => invalidations.length)).toEqual([500, 500, 200]);
});

it("gives up on what the router can no longer have", async () => {
  const { purger, clock, metric, waiting } = await startRouter(503);
  purger.purge(["a"]);
  for (let minute = 0; minute <= 3; minute += 1) {
    await expect.poll(() => clock.pending).toBe(1);
    await clock.advance(60_000);
  }
  await expect.poll(async () => [await metric("given_up"), await waiting()]).toEqual([1, 0]);
});

it("sends what waits once more at the end, and nothing after it", async () => {
  const { requests, purger, clock, waiting } = await startRouter(503, 202);
  purger.purge(["a"]);
  await expect.poll(() => clock.pending).toBe(1);
  await purger.close();
  purger.purge(["b"]);
  expect(requests.map(tagsOf)).toEqual([["a"], ["a"]]);
  expect([await waiting(), clock.pending]).toEqual([0, 0]);
});
