import type { Span } from "./row-density.js";

/** The part of the rows that were seen of which the newest window is made. */
const newestPart = 0.25;

/** Into how many parts the time of an import is cut. */
const importParts = 8;

/** A part of a window that was cut. */
export interface CutSpan extends Span {
  /**
   * `one`: it is read as one window. `probe`: it has probably no rows, and one page shows it. Otherwise it is read in
   * windows by the density around it.
   */
  readonly readAs?: "one" | "probe";
}

/**
 * Cuts a window of which nothing is known but the times of some rows: into the newest part, the rest, and the time before
 * the oldest of these rows if it has no beginning. `end`: no rows come later, if the window has no end. Returns the parts in
 * the order of time. Undefined if it cannot be cut.
 */
export function cutNearNewest(span: Span, times: readonly number[], end = -Infinity): CutSpan[] | undefined {
  const sorted = [...times].sort((a, b) => b - a);
  const [newestRow, oldestRow] = [sorted[0], sorted.at(-1)];
  if (newestRow === undefined || oldestRow === undefined) return undefined;
  const to = Number.isFinite(span.to) ? span.to : Math.max(newestRow, end);
  const from = Number.isFinite(span.from) ? span.from : oldestRow;
  // Lever's order is that of stages, so that the rows that were seen can all be old. At least half of the time goes to
  // the rest.
  const cut = Math.max(Math.ceil((to + from) / 2), sorted[Math.floor(sorted.length * newestPart)] ?? from);
  return spansBetween(span, [from, cut], (part) => (Number.isFinite(part.from) ? undefined : "probe"));
}

/** Cuts a part that has rows after all: at the oldest of them. */
export function cutAtOldest(span: Span, times: readonly number[]): CutSpan[] | undefined {
  return spansBetween(span, [times.reduce((oldest, time) => Math.min(oldest, time), Infinity)], () => undefined);
}

/**
 * Cuts a window with far more rows than others around it, which were probably imported: into parts with about as many rows
 * each, by the times of those that were seen. A millisecond with many of them is a part of its own.
 */
export function cutAtImport(span: Span, times: readonly number[]): CutSpan[] | undefined {
  const sorted = [...times].sort((a, b) => a - b);
  const [oldest, newest] = [sorted[0] ?? NaN, sorted.at(-1) ?? NaN];
  const quantiles = Array.from(
    { length: importParts },
    (_, part) => sorted[Math.floor((sorted.length * part) / importParts)] ?? NaN,
  );
  const repeated = quantiles.filter((time, part) => time === quantiles[part - 1]);
  const cuts = [...quantiles, ...repeated.map((time) => time + 1), newest + 1];
  return spansBetween(span, cuts, (part) => (part.from >= oldest && part.to <= newest ? "one" : undefined));
}

/** The parts of a span that begin at these times. Undefined if there is only one. */
function spansBetween(
  span: Span,
  cuts: readonly number[],
  readAs: (part: Span) => CutSpan["readAs"],
): CutSpan[] | undefined {
  const inside = [...new Set(cuts)].filter((cut) => cut > span.from && cut <= span.to).sort((a, b) => a - b);
  if (inside.length === 0) return undefined;
  return [span.from, ...inside].map((from, index) => {
    const part = { from, to: (inside[index] ?? span.to + 1) - 1 };
    const how = readAs(part);
    return how === undefined ? part : { ...part, readAs: how };
  });
}
