import { Redis } from "ioredis";
import { describe, expect, it, onTestFinished } from "vitest";
import { startSandbox } from "../../src/lever-sandbox/index.js";
import { startLoggedSubgraph } from "../support/logged-subgraph.js";
import { hasRedis, startRedisServer } from "../support/redis-server.js";
import { scrape } from "../support/scrape.js";
import { skipTime } from "../support/skip-time.js";
import { type TestSubgraph, startSubgraph } from "../support/subgraph.js";

if (!hasRedis) console.warn("skipped: readiness without Redis, because redis-server is not installed");

async function probe({ url }: Pick<TestSubgraph, "url">) {
  const response = await fetch(`${url}/health/ready`);
  return { code: response.status, body: await response.json() };
}

type Components = Record<string, string>;
const ready = (components: Components, ...warnings: string[]) => ({
  code: 200,
  body: {
    status: "ready",
    components,
    ...(warnings.length > 0 && { warnings: warnings.map((text) => expect.stringContaining(text) as string) }),
  },
});

describe("readiness", () => {
  it("reports that Lever rejects the key, and stays ready", async () => {
    await using subgraph = await startSubgraph({ candidates: 1, env: { REFERENCE_TTL_MS: "0" } });
    expect(await probe(subgraph)).toEqual(ready({ provider: "up", credentials: "unknown" }));
    subgraph.lever.keys.delete(subgraph.lever.apiKey);
    await subgraph.query("{ stages { id } }");
    expect(await probe(subgraph)).toEqual(ready({ provider: "up", credentials: "rejected" }, "LEVER_API_KEY"));
    subgraph.lever.keys.set(subgraph.lever.apiKey, { confidential: true });
    await subgraph.query("{ stages { id } }");
    expect(await probe(subgraph)).toEqual(ready({ provider: "up", credentials: "ok" }));
  });

  it("reports that Lever fails repeatedly until calls are tried again, and stays ready", async () => {
    await using subgraph = await startSubgraph({ candidates: 1, env: { REFERENCE_TTL_MS: "0" } });
    subgraph.lever.faults.failNext(/./, { status: 503 }, Infinity);
    await subgraph.query("{ stages { id } }");
    skipTime(5000);
    const down = ready({ provider: "down", credentials: "unknown" }, "Lever fails repeatedly");
    await expect
      .poll(
        async () => {
          await subgraph.query("{ stages { id } }");
          return probe(subgraph);
        },
        { timeout: 20_000 },
      )
      .toEqual(down);
    skipTime(2000);
    expect(await probe(subgraph)).toEqual(ready({ provider: "up", credentials: "unknown" }));
    subgraph.lever.faults.clear();
    expect(await subgraph.query("{ stages { id } }")).toMatchObject({ errors: [] });
    expect(await probe(subgraph)).toEqual(ready({ provider: "up", credentials: "ok" }));
  });

  it("reports rejected credentials and a failing Lever at the same time", async () => {
    await using subgraph = await startSubgraph({ candidates: 1, env: { REFERENCE_TTL_MS: "0" } });
    subgraph.lever.faults.failNext(/./, { status: 401 });
    await subgraph.query("{ stages { id } }");
    subgraph.lever.faults.failNext(/./, { status: 503 }, Infinity);
    const both = ready({ provider: "down", credentials: "rejected" }, "Lever fails repeatedly", "LEVER_API_KEY");
    const queryAndProbe = async () => {
      await subgraph.query("{ stages { id } }");
      return probe(subgraph);
    };
    await queryAndProbe();
    skipTime(5000);
    await expect.poll(queryAndProbe, { timeout: 20_000 }).toEqual(both);
    const isOpen = async () => (await scrape(subgraph.url)).sum("ats_subgraph_breaker_open");
    // The circuit breaker closes for one call at intervals, and opens again when that fails.
    const queryAndRead = async () => {
      await subgraph.query("{ stages { id } }");
      return isOpen();
    };
    skipTime(2000);
    expect(await isOpen()).toBe(0);
    expect(await queryAndRead()).toBe(1);
    subgraph.lever.faults.clear();
    skipTime(2000);
    expect(await queryAndRead()).toBe(0);
  });
});

describe.runIf(hasRedis)("a Redis that is lost", () => {
  it("is logged with one line, and with another line when it is back, without its password", async () => {
    await using redis = await startRedisServer();
    const admin = new Redis(redis.url);
    onTestFinished(() => {
      admin.disconnect();
    });
    await admin.config("SET", "requirepass", "right");
    const lever = await startSandbox({ candidates: 1 });
    onTestFinished(() => lever.close());
    using subgraph = await startLoggedSubgraph(lever, { REDIS_URL: redis.url.replace("redis://", "redis://:wr0ng@") });
    const lines = (pattern: RegExp) =>
      subgraph
        .output()
        .split("\n")
        .filter((line) => pattern.test(line));
    await expect.poll(() => lines(/Redis is lost/), { timeout: 20_000 }).toHaveLength(1);
    expect(await probe(subgraph)).toEqual({
      code: 200,
      body: {
        status: "ready",
        components: { provider: "up", credentials: "unknown", redis: "lost" },
        warnings: [expect.stringContaining("Redis is lost")],
      },
    });
    await admin.config("SET", "requirepass", "");
    await expect.poll(() => lines(/Redis is back/), { timeout: 20_000 }).toHaveLength(1);
    expect(await probe(subgraph)).toEqual(ready({ provider: "up", credentials: "unknown", redis: "up" }));
    expect(lines(/Redis is lost/)).toHaveLength(1);
    expect(subgraph.output()).not.toContain("wr0ng");
    subgraph.stop();
    expect(await subgraph.ended).toBe(0);
  });
});

describe("extensions.upstream", () => {
  it("is left out with UPSTREAM_EXTENSION=false", async () => {
    const keysOfResponse = async (env: Record<string, string>) => {
      await using subgraph = await startSubgraph({ candidates: 1, env });
      const response = await fetch(`${subgraph.url}/graphql`, {
        method: "POST",
        headers: { "content-type": "application/json" },
        body: JSON.stringify({ query: "{ stages { __typename } }" }),
      });
      return Object.keys((await response.json()) as object);
    };
    expect(await keysOfResponse({})).toEqual(["data", "extensions"]);
    expect(await keysOfResponse({ UPSTREAM_EXTENSION: "false" })).toEqual(["data"]);
  });
});
