import { setImmediate } from "node:timers/promises";
import type { LeverPage } from "../../src/lever/list-page.js";
import type { Span } from "../../src/lever/lists/row-density.js";

interface DatedRow {
  readonly time: number;
}

const pageSize = 100;
const callsPerSecond = 10;

/**
 * A list of Lever's with a clock of its own: a call takes 0.5 s, and 10 calls begin in a second, after a burst of 20. By
 * default its order has nothing to do with the dates.
 */
export class VirtualLever<Row extends DatedRow> {
  readonly callMs = 500;
  now = 0;
  calls = 0;
  mostInFlight = 0;
  /** The time that each call asked for. */
  readonly spans: Span[] = [];
  #waiting: { readonly at: number; readonly answer: () => void }[] = [];
  readonly #sorted: readonly { readonly row: Row; readonly rank: number }[];

  constructor(rows: readonly Row[], order: "any" | "newest" | "oldest" = "any") {
    const rankOf = {
      any: (_: number, index: number) => (index * 104_729) % 1_000_003,
      newest: (time: number) => -time,
      oldest: (time: number) => time,
    };
    this.#sorted = rows
      .map((row, index) => ({ row, rank: rankOf[order](row.time, index) }))
      .sort((a, b) => a.row.time - b.row.time);
  }

  async read(span: Span, token: string | null): Promise<LeverPage<Row>> {
    this.calls += 1;
    this.spans.push(span);
    const sentAt = Math.max(this.now, ((this.calls - 20) * 1000) / callsPerSecond);
    await new Promise<void>((answer) => {
      this.#waiting.push({ at: sentAt + this.callMs, answer });
      this.mostInFlight = Math.max(this.mostInFlight, this.#waiting.length);
    });
    const found = this.#sorted
      .slice(this.#indexAt(span.from), this.#indexAt(span.to + 1))
      .sort((a, b) => a.rank - b.rank)
      .map(({ row }) => row);
    const start = token === null ? 0 : Number(token);
    const next = start + pageSize < found.length ? String(start + pageSize) : null;
    return { rows: found.slice(start, start + pageSize), next };
  }

  /** Answers the calls in the order of time until the promise is settled. */
  async runUntil(promise: Promise<unknown>): Promise<void> {
    const state = { isSettled: false };
    const done = promise.finally(() => {
      state.isSettled = true;
    });
    done.catch(() => undefined);
    for (;;) {
      await setImmediate();
      if (state.isSettled) {
        await done;
        return;
      }
      this.#waiting.sort((a, b) => a.at - b.at);
      const next = this.#waiting.shift();
      if (next === undefined) throw new Error("Nothing is left to wait for.");
      this.now = Math.max(this.now, next.at);
      next.answer();
    }
  }

  #indexAt(time: number): number {
    let [low, high] = [0, this.#sorted.length];
    while (low < high) {
      const middle = (low + high) >>> 1;
      if ((this.#sorted[middle]?.row.time ?? Infinity) < time) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}
