import { describe, expect, it } from "vitest";
import type { Caller } from "../../../src/ats/caller.js";
import { AtsError } from "../../../src/ats/errors.js";
import { SharedLoads } from "../../../src/upstream/cache/single-flight.js";
import { settled } from "../../support/manual-clock.js";
import { gone, testCaller } from "../../support/test-caller.js";

/** Loads that end when the test says so; each makes one call at its start. */
function startLoads() {
  const loads = new SharedLoads<string>();
  const begun: { caller: Caller; finish: (value: string) => void; fail: (error: Error) => void }[] = [];
  const load = (caller: Caller) => {
    caller.ledger.spend("/stages");
    return new Promise<string>((finish, fail) => begun.push({ caller, finish, fail }));
  };
  return { loads, begun, get: (caller: Caller, key = "stages") => loads.get(key, caller, load) };
}

describe("a load under way", () => {
  it("is shared by all who want the same, and counted on the one that began it", async () => {
    const { begun, get } = startLoads();
    const [first, second, other] = [testCaller(), testCaller(), testCaller()];
    const answers = Promise.all([get(first), get(second), get(second)]);
    void get(other, "users");
    begun[0]!.finish("value");
    expect(await answers).toEqual(["value", "value", "value"]);
    expect(begun).toHaveLength(2);
    expect([first, second, other].map(({ calls, reused }) => [calls.length, reused()])).toEqual([
      [1, 0],
      [0, 2],
      [1, 0],
    ]);
  });

  it("is not kept once it is over", async () => {
    const { begun, get } = startLoads();
    for (const value of ["one", "two"]) {
      const answer = get(testCaller());
      begun.at(-1)!.finish(value);
      expect(await answer).toBe(value);
    }
  });

  it("fails for all who wait, and the next one tries again", async () => {
    const { begun, get } = startLoads();
    const failure = new Error("down");
    const answers = Promise.allSettled([get(testCaller()), get(testCaller())]);
    begun[0]!.fail(failure);
    expect(await answers).toMatchObject([{ reason: failure }, { reason: failure }]);
    void get(testCaller());
    expect(begun).toHaveLength(2);
  });

  it("goes on for the others when the one that began it goes, which hears at once", async () => {
    const { begun, get } = startLoads();
    const [first, second] = [testCaller(), testCaller()];
    const left = get(first);
    const stayed = get(second);
    first.giveUp();
    await expect(left).rejects.toBe(gone);
    expect(begun[0]!.caller.signal.aborted).toBe(false);
    begun[0]!.finish("value");
    expect(await stayed).toBe("value");
  });

  it("is given up when nobody waits any more, and not joined by those who come later", async () => {
    const { begun, get } = startLoads();
    const [first, second] = [testCaller(), testCaller()];
    const left = Promise.allSettled([get(first), get(second)]);
    first.giveUp();
    second.giveUp();
    await left;
    expect(begun[0]!.caller.signal.aborted).toBe(true);
    const later = get(testCaller());
    begun[0]!.fail(new Error("given up"));
    await settled();
    const latest = get(testCaller());
    begun[1]!.finish("value");
    expect([await later, await latest]).toEqual(["value", "value"]);
    expect(begun).toHaveLength(2);
  });

  it.each(["CALL_BUDGET_EXCEEDED", "OVERLOADED"] as const)(
    "is begun anew by the next when it ends with the %s of one",
    async (code) => {
      const { begun, get } = startLoads();
      const capped = testCaller();
      const [second, third] = [testCaller(), testCaller()];
      const first = get(capped);
      const others = Promise.all([get(second), get(third)]);
      const exceeded = new AtsError(code, "No more calls.");
      begun[0]!.fail(exceeded);
      await expect(first).rejects.toBe(exceeded);
      await settled();
      begun[1]!.finish("value");
      expect(await others).toEqual(["value", "value"]);
      expect([second.calls.length, third.calls.length]).toEqual([1, 0]);
    },
  );

  it("is as patient as the most patient of those who wait", async () => {
    const { begun, get } = startLoads();
    const [patient, hasty] = [testCaller({ deadline: 5000 }), testCaller({ deadline: 1000 })];
    void get(hasty);
    const left = get(patient);
    expect(begun[0]!.caller.deadline).toBe(5000);
    patient.giveUp();
    await expect(left).rejects.toBe(gone);
    expect(begun[0]!.caller.deadline).toBe(1000);
  });

  it("reports to every operation that waits, once", () => {
    const { begun, get } = startLoads();
    const [first, second] = [testCaller(), testCaller()];
    void get(first);
    void get(second);
    void get(second);
    const error = new AtsError("UPSTREAM_BAD_RESPONSE", "One record cannot be used.");
    begun[0]!.caller.report(error);
    expect([first.reports, second.reports]).toEqual([[error], [error]]);
  });

  it("is not begun for a caller that has gone", async () => {
    const { begun, get } = startLoads();
    const caller = testCaller();
    caller.giveUp();
    await expect(get(caller)).rejects.toBe(gone);
    expect(begun).toEqual([]);
  });

  it("that throws before it begins is over, too", async () => {
    const { loads } = startLoads();
    const broken = () => {
      throw new Error("broken");
    };
    await expect(loads.get("stages", testCaller(), broken)).rejects.toThrow("broken");
    expect(loads.has("stages")).toBe(false);
  });
});
