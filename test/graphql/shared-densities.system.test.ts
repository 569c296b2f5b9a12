import { describe, expect, it, onTestFinished } from "vitest";
import { addRows, emptyAccount } from "../support/account-of-rows.js";
import { hasRedis, startRedisServer } from "../support/redis-server.js";
import { type TestSettings, startSubgraph } from "../support/subgraph.js";

if (!hasRedis) console.warn("skipped: densities shared through Redis, because redis-server is not installed");

const newest = "{ applications(first: 20, orderBy: { field: CREATED_AT }) { nodes { id } } }";

async function startReplica(settings: TestSettings) {
  const subgraph = await startSubgraph(settings);
  onTestFinished(() => subgraph[Symbol.asyncDispose]());
  return subgraph;
}

describe.runIf(hasRedis)("a replica on the Redis of another one", () => {
  it("knows how dense the account's lists are in time", async () => {
    const redis = await startRedisServer();
    onTestFinished(() => redis[Symbol.asyncDispose]());
    const env = { REDIS_URL: redis.url };
    const account = emptyAccount();
    const rows = Array.from({ length: 2000 }, (_, n) => ({
      person: n,
      stage: "applicant-new",
      posting: account.postings[0]!.id,
      createdAt: account.now - n * 3_600_000,
    }));
    const first = await startReplica({ account: addRows(account, rows), env });
    const { upstream: unknown } = await first.query(newest);
    expect(unknown.calls).toBeGreaterThan(1);
    const callsOfNewReplica = async () => {
      const replica = await startSubgraph({ lever: first.lever, env });
      const { upstream } = await replica.query(newest);
      await replica[Symbol.asyncDispose]();
      return upstream.calls;
    };
    // It is stored a few seconds after it was learned.
    await expect.poll(callsOfNewReplica, { timeout: 20_000, interval: 500 }).toBe(1);
  });
});
