import { describe, expect, it } from "vitest";
import { AtsError } from "../../../src/ats/errors.js";
import { type CacheDecision, decide, isUnavailable } from "../../../src/upstream/cache/freshness.js";

describe("the decision about a cached entry", () => {
  it.each<[ageMs: number, strict: boolean, failedRecently: boolean, CacheDecision]>([
    [0, false, false, "serve"],
    [999, false, false, "serve"],
    [999, false, true, "serve"],
    [999, true, false, "serve"],
    [1000, false, false, "serve-and-refresh"],
    [1999, false, false, "serve-and-refresh"],
    [1000, false, true, "serve"],
    [1000, true, false, "load"],
    [1000, true, true, "load"],
    [2000, false, false, "load-or-serve"],
    [9999, false, false, "load-or-serve"],
    [2000, false, true, "serve"],
    [9999, false, true, "serve"],
    [2000, true, false, "load"],
    [10_000, false, false, "load"],
    [10_000, false, true, "load"],
    [10_000, true, true, "load"],
  ])("with a ttl of 1000 ms: age %s, strict %s, failed recently %s: %s", (ageMs, strict, failedRecently, decision) => {
    expect(decide({ ageMs, ttlMs: 1000, strict, failedRecently })).toBe(decision);
  });

  it.each([true, false])("is to load with a ttl of 0 (strict: %s)", (strict) => {
    expect(decide({ ageMs: 0, ttlMs: 0, strict, failedRecently: true })).toBe("load");
  });
});

it("allows stale data only for errors of an unavailable provider", () => {
  expect(isUnavailable(new AtsError("UPSTREAM_TIMEOUT", ""))).toBe(true);
  expect(isUnavailable(new AtsError("UPSTREAM_FORBIDDEN", ""))).toBe(false);
  expect(isUnavailable(new Error("UPSTREAM_TIMEOUT"))).toBe(false);
});
