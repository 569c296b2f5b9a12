import { describe, expect, it } from "vitest";
import type { CallContext } from "../../../src/ats/call-context.js";
import { AtsError } from "../../../src/ats/errors.js";
import { SingleFlight } from "../../../src/upstream/cache/single-flight.js";
import { settled } from "../../support/manual-clock.js";
import { clientDisconnected, testCallContext } from "../../support/test-call-context.js";

/** Loads that end when the test ends them. Each makes one call at its start. */
function startLoads() {
  const loads = new SingleFlight<string>();
  const started: { caller: CallContext; finish: (value: string) => void; fail: (error: Error) => void }[] = [];
  const load = (context: CallContext) => {
    context.stats.startCall({ endpoint: "/stages", attempt: 1, waitedMs: 0 });
    return new Promise<string>((finish, fail) => started.push({ caller: context, finish, fail }));
  };
  return { loads, started, get: (context: CallContext, key = "stages") => loads.get(key, context, load) };
}

describe("a running load", () => {
  it("is shared by all callers of its key, and counted for the first one", async () => {
    const { started, get } = startLoads();
    const [first, second, other] = [testCallContext(), testCallContext(), testCallContext()];
    const answers = Promise.all([get(first), get(second), get(second)]);
    void get(other, "users");
    started[0]!.finish("value");
    expect(await answers).toEqual(["value", "value", "value"]);
    expect(started).toHaveLength(2);
    expect([first, second, other].map(({ calls, reused }) => [calls.length, reused()])).toEqual([
      [1, 0],
      [0, 2],
      [1, 0],
    ]);
  });

  it("is not reused after it ends", async () => {
    const { started, get } = startLoads();
    for (const value of ["one", "two"]) {
      const answer = get(testCallContext());
      started.at(-1)!.finish(value);
      expect(await answer).toBe(value);
    }
  });

  it("fails for all waiting callers, and the next caller loads again", async () => {
    const { started, get } = startLoads();
    const failure = new Error("down");
    const answers = Promise.allSettled([get(testCallContext()), get(testCallContext())]);
    started[0]!.fail(failure);
    expect(await answers).toMatchObject([{ reason: failure }, { reason: failure }]);
    void get(testCallContext());
    expect(started).toHaveLength(2);
  });

  it("rejects immediately for the first caller when it is aborted, and continues for the others", async () => {
    const { started, get } = startLoads();
    const [first, second] = [testCallContext(), testCallContext()];
    const left = get(first);
    const stayed = get(second);
    first.disconnect();
    await expect(left).rejects.toBe(clientDisconnected);
    expect(started[0]!.caller.signal.aborted).toBe(false);
    started[0]!.finish("value");
    expect(await stayed).toBe("value");
  });

  it("is aborted when no caller waits, and later callers load again", async () => {
    const { started, get } = startLoads();
    const [first, second] = [testCallContext(), testCallContext()];
    const left = Promise.allSettled([get(first), get(second)]);
    first.disconnect();
    second.disconnect();
    await left;
    expect(started[0]!.caller.signal.aborted).toBe(true);
    const later = get(testCallContext());
    started[0]!.fail(new Error("aborted"));
    await settled();
    const latest = get(testCallContext());
    started[1]!.finish("value");
    expect([await later, await latest]).toEqual(["value", "value"]);
    expect(started).toHaveLength(2);
  });

  it.each(["CALL_BUDGET_EXCEEDED", "DEADLINE_EXCEEDED", "OVERLOADED"] as const)(
    "is started again by the next caller after the %s of the first caller",
    async (code) => {
      const { started, get } = startLoads();
      const capped = testCallContext();
      const [second, third] = [testCallContext(), testCallContext()];
      const first = get(capped);
      const others = Promise.all([get(second), get(third)]);
      const exceeded = new AtsError(code, "No more calls.");
      started[0]!.fail(exceeded);
      await expect(first).rejects.toBe(exceeded);
      await settled();
      started[1]!.finish("value");
      expect(await others).toEqual(["value", "value"]);
      expect([second.calls.length, third.calls.length]).toEqual([1, 0]);
    },
  );

  it("has the latest deadline of its waiting callers", async () => {
    const { started, get } = startLoads();
    const [late, early] = [testCallContext({ deadline: 5000 }), testCallContext({ deadline: 1000 })];
    void get(early);
    const left = get(late);
    expect(started[0]!.caller.deadline).toBe(5000);
    late.disconnect();
    await expect(left).rejects.toBe(clientDisconnected);
    expect(started[0]!.caller.deadline).toBe(1000);
  });

  it("reports an error once to each waiting operation", () => {
    const { started, get } = startLoads();
    const [first, second] = [testCallContext(), testCallContext()];
    void get(first);
    void get(second);
    void get(second);
    const error = new AtsError("UPSTREAM_BAD_RESPONSE", "One record cannot be used.");
    started[0]!.caller.reportError(error);
    expect([first.reports, second.reports]).toEqual([[error], [error]]);
  });

  it("is not started for an aborted caller", async () => {
    const { started, get } = startLoads();
    const caller = testCallContext();
    caller.disconnect();
    await expect(get(caller)).rejects.toBe(clientDisconnected);
    expect(started).toEqual([]);
  });

  it("ends when it throws before it returns a promise", async () => {
    const { loads } = startLoads();
    const broken = () => {
      throw new Error("broken");
    };
    await expect(loads.get("stages", testCallContext(), broken)).rejects.toThrow("broken");
    expect(loads.has("stages")).toBe(false);
  });
});
