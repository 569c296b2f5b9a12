import { onTestFinished } from "vitest";

let skippedMs = 0;

/**
 * Moves the clocks of this process, `performance.now()` and `Date.now()`, forward until the test ends. What expires after
 * a time expires without a wait. Timers and other processes keep the real time. No operation should run at that time.
 */
export function skipTime(ms: number): void {
  if (skippedMs === 0) {
    const [performanceNow, dateNow] = [performance.now.bind(performance), Date.now];
    performance.now = () => performanceNow() + skippedMs;
    Date.now = () => dateNow() + skippedMs;
    onTestFinished(() => {
      skippedMs = 0;
      performance.now = performanceNow;
      Date.now = dateNow;
    });
  }
  skippedMs += ms;
}
