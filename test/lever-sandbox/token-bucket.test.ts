import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { startSandbox } from "../../src/lever-sandbox/index.js";
import { TokenBucket } from "../../src/lever-sandbox/token-bucket.js";
import { ask } from "./client.js";

describe("a token bucket", () => {
  it("starts full, then allows one request after each refill", () => {
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

  it("never allows more than burst and rate, and always allows a request after the returned wait", () => {
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

  it("allows everything at an infinite rate", () => {
    const bucket = new TokenBucket(Infinity, 1);
    for (let i = 0; i < 100; i++) expect(bucket.take(0)).toBe(0);
  });
});

describe("over HTTP", () => {
  // This rate is so low that no token is added during a test, also on a slow machine.
  const slow = { candidates: 1, rate: 0.0001, burst: 3, apiKeys: { other: { confidential: false } } };

  it("each key has its own bucket, and a 429 has no Retry-After", async () => {
    await using sandbox = await startSandbox(slow);
    for (let i = 0; i < 3; i++) expect((await ask(sandbox, "/stages")).status).toBe(200);
    const { status, body, headers } = await ask(sandbox, "/stages");
    expect(status).toBe(429);
    expect(body).toEqual({ code: "TooManyRequests", message: expect.any(String) as unknown });
    expect(headers.has("retry-after")).toBe(false);
    expect((await ask(sandbox, "/stages", "other")).status).toBe(200);
    expect(sandbox.log.map((entry) => entry.status)).toEqual([200, 200, 200, 429, 200]);
  });

  it("a 429 has Retry-After with the option retryAfter", async () => {
    await using sandbox = await startSandbox({ ...slow, burst: 1, retryAfter: true });
    await ask(sandbox, "/stages");
    const { headers } = await ask(sandbox, "/stages");
    expect(Number(headers.get("retry-after"))).toBeGreaterThan(9_000);
  });

  it("unknown keys and unknown paths take no token", async () => {
    await using sandbox = await startSandbox({ ...slow, burst: 1 });
    await ask(sandbox, "/stages", "unknown");
    await ask(sandbox, "/nowhere");
    expect((await ask(sandbox, "/stages")).status).toBe(200);
  });
});
