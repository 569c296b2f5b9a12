import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { startSandbox } from "../../src/lever-sandbox/index.js";
import { TokenBucket } from "../../src/lever-sandbox/token-bucket.js";
import { ask } from "./client.js";

describe("a token bucket", () => {
  it("starts full, then lets one through each time it has refilled", () => {
    const bucket = new TokenBucket(10, 20);
    const now = 5_000;
    for (let i = 0; i < 20; i++) expect(bucket.take(now)).toBe(0);
    expect(bucket.take(now)).toBeCloseTo(100);
    expect(bucket.take(now + 99)).toBeCloseTo(1);
    expect(bucket.take(now + 100)).toBe(0);
    expect(bucket.take(now + 100)).toBeCloseTo(100);
  });

  it("holds no more than its capacity", () => {
    const bucket = new TokenBucket(10, 3);
    bucket.take(0);
    const taken = Array.from({ length: 10 }, () => bucket.take(3_600_000)).filter((wait) => wait === 0);
    expect(taken).toHaveLength(3);
  });

  it("never lets more through than burst and rate allow, and always some after the wait it names", () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 500 }), { maxLength: 200 }), (gaps) => {
        const bucket = new TokenBucket(10, 20);
        let now = 0;
        let through = 0;
        let wait = 0;
        for (const gap of gaps) {
          now += gap;
          wait = bucket.take(now);
          if (wait === 0) through++;
        }
        expect(through).toBeLessThanOrEqual(20 + Math.ceil(now / 100));
        if (wait > 0) expect(bucket.take(now + wait)).toBe(0);
      }),
    );
  });

  it("never refuses at an infinite rate", () => {
    const bucket = new TokenBucket(Infinity, 1);
    for (let i = 0; i < 100; i++) expect(bucket.take(0)).toBe(0);
  });
});

describe("over HTTP", () => {
  // A rate this low does not refill within a test, however slow the machine is.
  const slow = { candidates: 1, rate: 0.0001, burst: 3, apiKeys: { other: { confidential: false } } };

  it("each key has a bucket of its own, and 429 does not say when to come back", async () => {
    await using sandbox = await startSandbox(slow);
    for (let i = 0; i < 3; i++) expect((await ask(sandbox, "/stages")).status).toBe(200);
    const { status, body, headers } = await ask(sandbox, "/stages");
    expect(status).toBe(429);
    expect(body).toEqual({ code: "TooManyRequests", message: expect.any(String) as unknown });
    expect(headers.has("retry-after")).toBe(false);
    expect((await ask(sandbox, "/stages", "other")).status).toBe(200);
    expect(sandbox.log.map((entry) => entry.status)).toEqual([200, 200, 200, 429, 200]);
  });

  it("says when to come back if told to", async () => {
    await using sandbox = await startSandbox({ ...slow, burst: 1, retryAfter: true });
    await ask(sandbox, "/stages");
    const { headers } = await ask(sandbox, "/stages");
    expect(Number(headers.get("retry-after"))).toBeGreaterThan(9_000);
  });

  it("spends nothing on strangers and unknown paths", async () => {
    await using sandbox = await startSandbox({ ...slow, burst: 1 });
    await ask(sandbox, "/stages", "stranger");
    await ask(sandbox, "/nowhere");
    expect((await ask(sandbox, "/stages")).status).toBe(200);
  });
});
