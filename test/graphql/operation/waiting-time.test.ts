import fc from "fast-check";
import { expect, it } from "vitest";
import { WaitingTime } from "../../../src/graphql/operation/waiting-time.js";

it("counts the time in which at least one call waits, once", () => {
  const time = new WaitingTime();
  expect(time.totalMs(50)).toBe(0);
  time.start(100);
  time.start(110);
  expect(time.totalMs(130)).toBe(30);
  time.end(150);
  time.end(160);
  expect(time.totalMs(500)).toBe(60);
  time.start(500);
  time.end(500);
  time.start(600);
  time.end(605);
  expect(time.totalMs(1000)).toBe(65);
});

it("is never more than the time that has passed, nor less than the longest wait", () => {
  const step = fc.record({ passes: fc.nat(50), starts: fc.boolean() });
  fc.assert(
    fc.property(fc.array(step), (steps) => {
      const time = new WaitingTime();
      const since: number[] = [];
      let now = 0;
      let longest = 0;
      for (const { passes, starts } of steps) {
        now += passes;
        if (starts) {
          since.push(now);
          time.start(now);
        } else if (since.length > 0) {
          longest = Math.max(longest, now - since.shift()!);
          time.end(now);
        }
        expect(time.totalMs(now)).toBeLessThanOrEqual(now);
        expect(time.totalMs(now)).toBeGreaterThanOrEqual(longest);
      }
    }),
  );
});
