import { describe, expect, it } from "vitest";
import type { CallContext } from "../../../src/ats/call-context.js";
import { AtsError } from "../../../src/ats/errors.js";
import { SingleFlight } from "../../../src/upstream/cache/single-flight.js";
import { settled } from "../../support/manual-clock.js";
import { gone, testCallContext } from "../../support/test-call-context.js";

/** Loads that end when the test says so; each makes one call at its start. */
function startLoads() {
  const loads = new SingleFlight<string>();
  const begun: { caller: CallContext; finish: (value: string) => void; fail: (error: Error) => void }[] = [];
  const load = (context: CallContext) => {
    context.stats.countCall("/stages");
    return new Promise<string>((finish, fail) => begun.push({ caller: context, finish, fail }));
  };
  return { loads, begun, get: (context: CallContext, key = "stages") => loads.get(key, context, load) };
}

describe("a load under way", () => {
  it("is shared by all who want the same, and counted on the one that began it", async () => {
    const { begun, get } = startLoads();
    const [first, second, other] = [testCallContext(), testCallContext(), testCallContext()];
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
      const answer = get(testCallContext());
      begun.at(-1)!.finish(value);
      expect(await answer).toBe(value);
    }
  });

  it("fails for all who wait, and the next one tries again", async () => {
    const { begun, get } = startLoads();
    const failure = new Error("down");
    const answers = Promise.allSettled([get(testCallContext()), get(testCallContext())]);
    begun[0]!.fail(failure);
    expect(await answers).toMatchObject([{ reason: failure }, { reason: failure }]);
    void get(testCallContext());
    expect(begun).toHaveLength(2);
  });

  it("goes on for the others when the one that began it goes, which hears at once", async () => {
    const { begun, get } = startLoads();
    const [first, second] = [testCallContext(), testCallContext()];
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
    const [first, second] = [testCallContext(), testCallContext()];
    const left = Promise.allSettled([get(first), get(second)]);
    first.giveUp();
    second.giveUp();
    await left;
    expect(begun[0]!.caller.signal.aborted).toBe(true);
    const later = get(testCallContext());
    begun[0]!.fail(new Error("given up"));
    await settled();
    const latest = get(testCallContext());
    begun[1]!.finish("value");
    expect([await later, await latest]).toEqual(["value", "value"]);
    expect(begun).toHaveLength(2);
  });

  it.each(["CALL_BUDGET_EXCEEDED", "OVERLOADED"] as const)(
    "is begun anew by the next when it ends with the %s of one",
    async (code) => {
      const { begun, get } = startLoads();
      const capped = testCallContext();
      const [second, third] = [testCallContext(), testCallContext()];
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
    const [patient, hasty] = [testCallContext({ deadline: 5000 }), testCallContext({ deadline: 1000 })];
    void get(hasty);
    const left = get(patient);
    expect(begun[0]!.caller.deadline).toBe(5000);
    patient.giveUp();
    await expect(left).rejects.toBe(gone);
    expect(begun[0]!.caller.deadline).toBe(1000);
  });

  it("reports to every operation that waits, once", () => {
    const { begun, get } = startLoads();
    const [first, second] = [testCallContext(), testCallContext()];
    void get(first);
    void get(second);
    void get(second);
    const error = new AtsError("UPSTREAM_BAD_RESPONSE", "One record cannot be used.");
    begun[0]!.caller.reportError(error);
    expect([first.reports, second.reports]).toEqual([[error], [error]]);
  });

  it("is not begun for a caller that has gone", async () => {
    const { begun, get } = startLoads();
    const caller = testCallContext();
    caller.giveUp();
    await expect(get(caller)).rejects.toBe(gone);
    expect(begun).toEqual([]);
  });

  it("that throws before it begins is over, too", async () => {
    const { loads } = startLoads();
    const broken = () => {
      throw new Error("broken");
    };
    await expect(loads.get("stages", testCallContext(), broken)).rejects.toThrow("broken");
    expect(loads.has("stages")).toBe(false);
  });
});
