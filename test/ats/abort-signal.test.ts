import { getEventListeners } from "node:events";
import { expect, it } from "vitest";
import { onAbort, rejectOnAbort } from "../../src/ats/abort-signal.js";
import { sleep } from "../../src/upstream/clock.js";
import { ManualClock } from "../support/manual-clock.js";
import { clientDisconnected } from "../support/test-call-context.js";

const listeners = (signal: AbortSignal) => getEventListeners(signal, "abort").length;
const never = new Promise(() => undefined);

it("leaves no listener on the signal of a running operation", async () => {
  const { signal } = new AbortController();
  const clock = new ManualClock();
  await rejectOnAbort(Promise.resolve(1), signal);
  await expect(rejectOnAbort(Promise.reject(clientDisconnected), signal)).rejects.toBe(clientDisconnected);
  const slept = sleep(clock, 10, signal);
  await clock.advance(10);
  await slept;
  onAbort(signal, () => undefined)();
  expect(listeners(signal)).toBe(0);
});

it("leaves no timer when the operation ends", async () => {
  const controller = new AbortController();
  const clock = new ManualClock();
  const slept = sleep(clock, 10, controller.signal);
  controller.abort(clientDisconnected);
  await expect(slept).rejects.toBe(clientDisconnected);
  expect(clock.pending).toBe(0);
});

it("rejects immediately for an operation that has ended", async () => {
  const ended = AbortSignal.abort(clientDisconnected);
  await expect(rejectOnAbort(never, ended)).rejects.toBe(clientDisconnected);
  await expect(sleep(new ManualClock(), 10, ended)).rejects.toBe(clientDisconnected);
});

it("lets one operation wait for many calls without a warning", async () => {
  const warnings: unknown[] = [];
  const warn = (warning: unknown) => warnings.push(warning);
  process.on("warning", warn);
  const { signal } = new AbortController();
  for (let call = 0; call < 50; call += 1) onAbort(signal, () => undefined);
  await new Promise((resolve) => setImmediate(resolve));
  process.off("warning", warn);
  expect(warnings).toEqual([]);
});
