import type { Caller } from "../../src/ats/caller.js";
import { AtsError } from "../../src/ats/errors.js";

/** An operation whose ledger can be read. */
export interface TestCaller extends Caller {
  readonly calls: string[];
  readonly reused: () => number;
  readonly waitedMs: () => number;
  readonly reports: AtsError[];
  readonly giveUp: () => void;
}

/** A new operation: `cap` is the most calls it may make, `deadline` is on `performance.now()`'s clock. */
export function testCaller({ cap = Infinity, deadline = Infinity } = {}): TestCaller {
  const controller = new AbortController();
  const calls: string[] = [];
  const reports: AtsError[] = [];
  let reused = 0;
  let waitedMs = 0;
  return {
    signal: controller.signal,
    deadline,
    calls,
    reports,
    reused: () => reused,
    waitedMs: () => waitedMs,
    giveUp() {
      controller.abort(gone);
    },
    report: (error) => reports.push(error),
    ledger: {
      spend(endpoint) {
        if (calls.length >= cap) throw new AtsError("CALL_BUDGET_EXCEEDED", `More than ${cap} calls.`);
        calls.push(endpoint);
      },
      reuse() {
        reused += 1;
      },
      share() {
        reused += 1;
      },
      age: () => undefined,
      done: () => undefined,
      wait(ms) {
        waitedMs += ms;
      },
    },
  };
}

/** Why a test caller's signal is aborted. */
export const gone = new AtsError("DEADLINE_EXCEEDED", "The client has gone.");
