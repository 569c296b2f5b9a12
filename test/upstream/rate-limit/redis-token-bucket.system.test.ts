import { randomUUID } from "node:crypto";
import { setTimeout as delay } from "node:timers/promises";
import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { RedisTokenBucket } from "../../../src/upstream/rate-limit/redis-token-bucket.js";
import { TokenBucket } from "../../../src/upstream/rate-limit/token-bucket.js";
import { RequiredRedis } from "../../../src/upstream/redis/required-redis.js";
import { type RedisServer, hasRedis, startRedisServer } from "../../support/redis-server.js";

const limit = { rate: 40, burst: 20 };

const command = fc.record({
  kind: fc.constantFrom("take", "take", "spare", "pause"),
  amount: fc.integer({ min: 1, max: 8 }),
  delayMs: fc.integer({ min: 0, max: 40 }),
});

describe.runIf(hasRedis)("the token bucket in Redis", () => {
  let server: RedisServer;
  let redis: RequiredRedis;

  beforeAll(async () => {
    server = await startRedisServer();
    redis = new RequiredRedis(server.url);
  });
  afterAll(async () => {
    redis.close();
    await server[Symbol.asyncDispose]();
  });

  /** A bucket in Redis, and one in this process that is moved to the times of the commands in Redis. */
  async function startBuckets() {
    const account = randomUUID();
    const inRedis = new RedisTokenBucket({ redis, account, replica: "replica", limit });
    const commandTime = async () => Number(await redis.client.hget(`ats-subgraph:{${account}}:bucket`, "refilledAt"));
    await inRedis.heartbeat();
    return { inRedis, commandTime, local: new TokenBucket(limit, await commandTime()) };
  }

  it("grants, waits, pauses and changes its rate as the one in the process does", async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(command, { minLength: 5, maxLength: 15 }), async (commands) => {
        const { inRedis, commandTime, local } = await startBuckets();
        for (const { kind, amount, delayMs } of commands) {
          await delay(delayMs);
          if (kind === "pause") {
            const { ratePerSecond, tokens } = await inRedis.pause(amount * 10);
            local.pauseFor(amount * 10, await commandTime());
            expect(ratePerSecond).toBeCloseTo(local.ratePerSecond, 6);
            expect(tokens).toBe(0);
            continue;
          }
          if (kind === "spare") {
            const { granted, tokens } = await inRedis.takeSpare();
            const now = await commandTime();
            expect(granted).toBe(Number(local.takeSpare(now)));
            expect(tokens).toBeCloseTo(local.available(now), 6);
            continue;
          }
          const { granted, waitMs, ratePerSecond, tokens } = await inRedis.takeOrReserve(amount);
          const now = await commandTime();
          expect(granted).toBe(Math.min(amount, Math.floor(local.available(now))));
          expect(waitMs).toBeCloseTo(granted > 0 ? 0 : local.forecastMs(1, now), 3);
          // Without a token, the bucket in Redis reserves one.
          for (let token = 0; token < Math.max(1, granted); token += 1) local.take();
          expect(tokens).toBeCloseTo(local.available(now), 6);
          expect(ratePerSecond).toBeCloseTo(local.ratePerSecond, 6);
        }
      }),
      { numRuns: 10 },
    );
  });
});
