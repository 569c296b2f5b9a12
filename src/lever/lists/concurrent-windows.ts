import { AtsError } from "../../ats/errors.js";
import { type LeverPage, PageWalk } from "../list-page.js";
import { type WindowedList, assertWithin } from "./dated-rows.js";
import type { Span } from "./row-density.js";
import { type CutSpan, cutAtImport, cutAtOldest, cutNearNewest } from "./window-cuts.js";

/** How many windows of a list are read at the same time. With 0.5 s for a call they use a rate of 10 calls a second. */
export const maxWindows = 8;

/** Windows aim at this many rows: more take fewer calls, and fewer end sooner. */
const rowsPerWindow = 270;

/** A list with few more rows than a window is read as one. */
const lastWindow = 1.4;

/** A window with more pages than this is cut. */
const maxPages = { estimated: 5, one: 10, unknown: 3, probe: 1 };

const cutters = { estimated: cutAtImport, one: cutAtImport, probe: cutAtOldest };

/** The rows that were seen are nearly always the newest. If they are not, so many cuts show it. */
const maxCutsByRows = 2;

/** After so many windows without rows, the rest of the time is read as one. */
const maxEmptyWindows = 2;

interface Window {
  readonly span: Span;
  /** How its length was chosen: by an estimate of its rows, as a part of another window (see `CutSpan`), or by nothing. */
  readonly kind: "estimated" | "unknown" | NonNullable<CutSpan["readAs"]>;
}

/**
 * Reads all rows of a list within bounds, in no order, several windows of time at once. A row comes more than once if its
 * window had to be cut, or if it moves meanwhile. Throws UPSTREAM_BAD_RESPONSE if Lever sends rows of another time, and
 * otherwise as `read` does. Lever docs: Opportunities, List (`created_at_start` and the like; both ends are included).
 */
export function readInWindows<Row>(
  list: WindowedList<Row>,
  bounds: Span,
  onRows: (rows: readonly (Row | AtsError)[]) => void,
): Promise<void> {
  return new ConcurrentWindows(list, bounds, onRows).read();
}

class ConcurrentWindows<Row> {
  /** The newest last. */
  private unread: CutSpan[];
  private running = 0;
  private emptyWindows = 0;
  private unknownCuts = 0;

  constructor(
    private readonly list: WindowedList<Row>,
    bounds: Span,
    private readonly onRows: (rows: readonly (Row | AtsError)[]) => void,
  ) {
    this.unread = bounds.from <= bounds.to ? [bounds] : [];
  }

  read(): Promise<void> {
    return new Promise((resolve, reject) => {
      const startWindows = () => {
        for (let window = this.next(); window !== undefined; window = this.next()) {
          this.running += 1;
          this.readWindow(window).then(() => {
            this.running -= 1;
            startWindows();
          }, fail);
        }
        if (this.running === 0) resolve();
      };
      const fail = (error: unknown) => {
        this.unread = [];
        reject(error instanceof Error ? error : new Error(String(error)));
      };
      startWindows();
    });
  }

  /** Takes the next window from the unread time. Undefined if none can begin now. */
  private next(): Window | undefined {
    const span = this.unread.at(-1);
    if (span === undefined || this.running >= maxWindows) return undefined;
    const { from, to } = span;
    if (span.readAs !== undefined) return this.take(from, span.readAs);
    const reach = this.reach(to, rowsPerWindow);
    if (reach === undefined) {
      // How many rows there are is found out with one window.
      return this.running > 0 ? undefined : this.take(from, "unknown");
    }
    if (this.emptyWindows >= maxEmptyWindows) return this.take(from, "unknown");
    const isLast = this.reach(to, rowsPerWindow * lastWindow) === -Infinity;
    return this.take(isLast ? from : Math.max(from, Math.min(to, reach)), "estimated");
  }

  /** Where a window that ends at `to` has about so many rows. Undefined if nothing is known. */
  private reach(to: number, rows: number): number | undefined {
    const reach = this.list.density.reach(to, -1, rows);
    return reach === Infinity ? undefined : reach;
  }

  /** Takes the newest unread time, from `start` on. */
  private take(start: number, kind: Window["kind"]): Window | undefined {
    const span = this.unread.pop();
    if (span === undefined) return undefined;
    if (start > span.from) this.unread.push({ from: span.from, to: start - 1 });
    return { span: { from: start, to: span.to }, kind };
  }

  private async readWindow({ span, kind }: Window): Promise<void> {
    const { list } = this;
    const walk = new PageWalk();
    const rows: (Row | AtsError)[] = [];
    let token: string | null = null;
    for (let pages = 1; ; pages += 1) {
      walk.assertWorthReading();
      const page: LeverPage<Row> = await list.read(span, token);
      rows.push(...page.rows);
      this.onRows(page.rows);
      assertWithin(span, page, list);
      token = walk.nextToken(page);
      if (token === null) {
        list.density.note(span, this.timesOf(rows));
        list.onWindow?.(rows);
        if (rows.length > 0) this.emptyWindows = 0;
        else if (kind === "estimated") this.emptyWindows += 1;
        return;
      }
      if (pages < maxPages[kind]) continue;
      const times = this.timesOf(rows);
      const parts = kind === "unknown" ? this.cutUnknown(span, times) : cutters[kind](span, times);
      // One millisecond cannot be cut.
      if (parts === undefined) continue;
      this.emptyWindows = 0;
      this.unread.push(...parts);
      return;
    }
  }

  private cutUnknown(span: Span, times: readonly number[]): CutSpan[] | undefined {
    this.unknownCuts += 1;
    return cutNearNewest(span, times, this.unknownCuts > maxCutsByRows ? Date.now() : undefined);
  }

  private timesOf(rows: readonly (Row | AtsError)[]): number[] {
    return rows.flatMap((row) => (row instanceof AtsError ? [] : (this.list.timeOf(row) ?? [])));
  }
}
