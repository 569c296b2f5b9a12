import type { CallContext } from "../../src/ats/call-context.js";
import { AtsError } from "../../src/ats/errors.js";
import { WaitingTime } from "../../src/graphql/operation/waiting-time.js";

/** A call context that records its calls and errors. */
export interface TestCallContext extends CallContext {
  readonly calls: string[];
  readonly reused: () => number;
  readonly waitedMs: () => number;
  readonly reports: AtsError[];
  readonly disconnect: () => void;
}

/** Creates a call context. `cap` is the maximum number of calls, `deadline` is on the clock of `performance.now()`. */
export function testCallContext({ cap = Infinity, deadline = Infinity } = {}): TestCallContext {
  const controller = new AbortController();
  const calls: string[] = [];
  const reports: AtsError[] = [];
  let reused = 0;
  const waitingTime = new WaitingTime();
  return {
    signal: controller.signal,
    deadline,
    calls,
    reports,
    reused: () => reused,
    waitedMs: () => waitingTime.totalMs(performance.now()),
    disconnect() {
      controller.abort(clientDisconnected);
    },
    reportError: (error) => reports.push(error),
    stats: {
      get callsLeft() {
        return cap - calls.length;
      },
      startCall({ endpoint }) {
        if (calls.length >= cap) throw new AtsError("CALL_BUDGET_EXCEEDED", `More than ${cap} calls.`);
        calls.push(endpoint);
        return () => undefined;
      },
      countCacheHit() {
        reused += 1;
      },
      countCoalesced() {
        reused += 1;
      },
      noteResponse: () => undefined,
      startWait(at) {
        waitingTime.start(at);
      },
      endWait(at) {
        waitingTime.end(at);
      },
    },
  };
}

/** The reason of the aborted signal. */
export const clientDisconnected = new AtsError("DEADLINE_EXCEEDED", "The client disconnected.");
