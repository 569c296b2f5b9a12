import { describe, expect, it } from "vitest";
import { type Failure, retryAfterMs, retryDelayMs } from "../../../src/upstream/http/retry.js";

const status = (code: number, retryAfter?: number): Failure => ({
  kind: "status",
  status: code,
  retryAfterMs: retryAfter,
});
const network: Failure = { kind: "network" };
const timeout: Failure = { kind: "timeout" };
const body: Failure = { kind: "body" };
const giveUp = undefined;

describe("whether to send a read again, and after how many milliseconds", () => {
  it.each([
    // failure, retries before, time left, random, wait
    ["429: up to four times", status(429), 0, 60_000, 0.5, 250],
    ["429: longer each time", status(429), 1, 60_000, 0.5, 500],
    ["429: longer each time", status(429), 3, 60_000, 0.5, 2000],
    ["429: not a fifth time", status(429), 4, 60_000, 0.5, giveUp],
    ["429: full jitter, from nothing", status(429), 2, 60_000, 0, 0],
    ["429: as long as Retry-After asks", status(429, 3000), 0, 60_000, 0.5, 3000],
    ["429: at once, if Retry-After says so", status(429, 0), 0, 60_000, 0.5, 0],
    ["429: not if Retry-After asks for more than is left", status(429, 3000), 0, 3000, 0.5, giveUp],
    ["429: not if the backoff is more than is left", status(429), 3, 2000, 0.5, giveUp],
    ["500: up to twice", status(500), 0, 60_000, 0.5, 100],
    ["502: up to twice", status(502), 1, 60_000, 0.5, 200],
    ["503: not a third time", status(503), 2, 60_000, 0.5, giveUp],
    ["503: as long as Retry-After asks", status(503, 1000), 1, 60_000, 0.5, 1000],
    ["503: not if Retry-After asks for more than is left", status(503, 1000), 0, 500, 0.5, giveUp],
    ["504: up to twice", status(504), 0, 60_000, 0.999, 199.8],
    ["501 will not pass", status(501), 0, 60_000, 0.5, giveUp],
    ["a broken connection: up to twice", network, 1, 60_000, 0.5, 200],
    ["a broken connection: not a third time", network, 2, 60_000, 0.5, giveUp],
    ["a broken connection: not when no time is left", network, 0, 0, 0, giveUp],
    ["a timeout: once", timeout, 0, 60_000, 0.5, 100],
    ["a timeout: not a second time", timeout, 1, 60_000, 0.5, giveUp],
    ["a 429 after a timeout still has its own turns", status(429), 1, 60_000, 0.5, 500],
    ["a body of no use: never", body, 0, 60_000, 0.5, giveUp],
    ["400: never", status(400), 0, 60_000, 0.5, giveUp],
    ["401: never", status(401), 0, 60_000, 0.5, giveUp],
    ["403: never", status(403), 0, 60_000, 0.5, giveUp],
    ["408: never", status(408), 0, 60_000, 0.5, giveUp],
    ["a Retry-After with something else: never", status(400, 10), 0, 60_000, 0.5, giveUp],
  ])("%s", (_name, failure, retries, timeLeftMs, random, delayMs) => {
    expect(retryDelayMs({ failure, retries, timeLeftMs, random })).toBe(delayMs);
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
