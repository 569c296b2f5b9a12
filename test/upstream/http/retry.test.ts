import { describe, expect, it } from "vitest";
import { type Failure, retryAfterMs, retryDelayMs } from "../../../src/upstream/http/retry.js";

const status = (code: number, retryAfter?: number): Failure => ({
  kind: "status",
  status: code,
  retryAfterMs: retryAfter,
});
const network: Failure = { kind: "network" };
const timeout: Failure = { kind: "timeout" };
const unreadable: Failure = { kind: "unreadable" };
const unusable: Failure = { kind: "unusable" };
const noRetry = undefined;

describe("the delay before a retry, in milliseconds", () => {
  it.each([
    // failure, retries before, time left, random, wait
    ["429: up to four retries", status(429), 0, 60_000, 0.5, 250],
    ["429: twice as long each time", status(429), 1, 60_000, 0.5, 500],
    ["429: twice as long each time", status(429), 3, 60_000, 0.5, 2000],
    ["429: no fifth retry", status(429), 4, 60_000, 0.5, noRetry],
    ["429: full jitter, from 0", status(429), 2, 60_000, 0, 0],
    ["429: as long as Retry-After", status(429, 3000), 0, 60_000, 0.5, 3000],
    ["429: immediately with Retry-After: 0", status(429, 0), 0, 60_000, 0.5, 0],
    ["429: no retry if Retry-After is longer than the time left", status(429, 3000), 0, 3000, 0.5, noRetry],
    ["429: no retry if the backoff is longer than the time left", status(429), 3, 2000, 0.5, noRetry],
    ["500: up to two retries", status(500), 0, 60_000, 0.5, 100],
    ["502: up to two retries", status(502), 1, 60_000, 0.5, 200],
    ["503: no third retry", status(503), 2, 60_000, 0.5, noRetry],
    ["503: as long as Retry-After", status(503, 1000), 1, 60_000, 0.5, 1000],
    ["503: no retry if Retry-After is longer than the time left", status(503, 1000), 0, 500, 0.5, noRetry],
    ["504: up to two retries", status(504), 0, 60_000, 0.999, 199.8],
    ["501: no retry", status(501), 0, 60_000, 0.5, noRetry],
    ["a broken connection: up to two retries", network, 1, 60_000, 0.5, 200],
    ["a broken connection: no third retry", network, 2, 60_000, 0.5, noRetry],
    ["a broken connection: no retry without time left", network, 0, 0, 0, noRetry],
    ["a timeout: one retry", timeout, 0, 60_000, 0.5, 100],
    ["a timeout: no second retry", timeout, 1, 60_000, 0.5, noRetry],
    ["a body that is not JSON: one retry", unreadable, 0, 60_000, 0.5, 100],
    ["a body that is not JSON: no second retry", unreadable, 1, 60_000, 0.5, noRetry],
    ["a body above a limit: no retry", unusable, 0, 60_000, 0.5, noRetry],
    ["400: no retry", status(400), 0, 60_000, 0.5, noRetry],
    ["401: no retry", status(401), 0, 60_000, 0.5, noRetry],
    ["403: no retry", status(403), 0, 60_000, 0.5, noRetry],
    ["404: no retry", status(404), 0, 60_000, 0.5, noRetry],
    ["408: up to two retries", status(408), 1, 60_000, 0.5, 200],
    ["425: up to two retries", status(425), 2, 60_000, 0.5, noRetry],
    ["505: no retry", status(505), 0, 60_000, 0.5, noRetry],
    ["507: up to two retries", status(507), 1, 60_000, 0.5, 200],
    ["599: up to two retries", status(599), 2, 60_000, 0.5, noRetry],
    ["Retry-After with another status: no retry", status(400, 10), 0, 60_000, 0.5, noRetry],
  ])("%s", (_name, failure, retries, timeLeftMs, random, delayMs) => {
    const earlier = Array.from({ length: retries }, () => failure);
    expect(retryDelayMs({ failure, earlier, timeLeftMs, random })).toBe(delayMs);
  });

  it("does not depend on earlier failures of another kind", () => {
    const earlier = [status(429), status(429), timeout, unreadable];
    expect(retryDelayMs({ failure: status(503), earlier, timeLeftMs: 60_000, random: 0.5 })).toBe(100);
    expect(retryDelayMs({ failure: timeout, earlier: [unreadable], timeLeftMs: 60_000, random: 0.5 })).toBe(100);
    expect(retryDelayMs({ failure: network, earlier: [status(503)], timeLeftMs: 60_000, random: 0.5 })).toBe(200);
  });
});

describe("Retry-After", () => {
  const now = Date.parse("Tue, 01 Dec 2026 12:00:00 GMT");
  it.each([
    ["120", 120_000],
    [" 2 ", 2000],
    ["0.5", 500],
    ["0", 0],
    ["Tue, 01 Dec 2026 12:00:30 GMT", 30_000],
    ["Tue, 01 Dec 2026 11:59:00 GMT", 0],
    [null, undefined],
    ["", undefined],
    ["-5", undefined],
    ["soon", undefined],
    ["1e9", undefined],
    ["2027", 2_027_000],
    ["2026-12-01", undefined],
  ])("%s", (header, ms) => {
    expect(retryAfterMs(header, now)).toBe(ms);
  });
});
