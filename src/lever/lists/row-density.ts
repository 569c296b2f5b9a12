/** A span of time, in milliseconds since 1970, both ends included. An end can be infinite. */
export interface Span {
  readonly from: number;
  readonly to: number;
}

/** A part of a span that was read whole. One that is infinite has no rows. */
interface Segment extends Span {
  readonly rows: number;
}

/** A fourth of a window, so that windows can be cut well. */
const rowsPerSegment = 20;

/** A list with more than 200,000 rows is learned again. Each segment takes three numbers. */
const maxSegments = 10_000;

/** The density of a time that was not read is that of so many segments around it. Enough to outweigh an import. */
const nearbySegments = 15;

/** How far a window grows when nothing is known but that there were no rows nearby. */
const growth = 8;

/** How many rows a list has in each span of time, as far as it was read. */
export class RowDensity {
  /** In the order of time, without overlaps. */
  private segments: readonly Segment[];

  /** Begins with what `toJSON` has returned. `onChange` is called when more is known. */
  constructor(
    known: ReturnType<RowDensity["toJSON"]> = [],
    private readonly onChange: () => void = () => undefined,
  ) {
    this.segments = known.map(([from, to, rows]) => ({ from: from ?? -Infinity, to: to ?? Infinity, rows }));
  }

  /** Each segment as its first and last time, and its number of rows. JSON has no infinite numbers: they are null. */
  toJSON(): (readonly [from: number | null, to: number | null, rows: number])[] {
    const finite = (time: number) => (Number.isFinite(time) ? time : null);
    return this.segments.map(({ from, to, rows }) => [finite(from), finite(to), Math.round(rows * 10) / 10]);
  }

  /** Remembers a span that was read whole. `times` are the times of its rows, in any order. */
  note({ from, to }: Span, times: readonly number[]): void {
    const read = segmentsOf({ from, to }, times);
    const first = this.indexAt(from);
    const end = this.indexAt(to + 1);
    // The segments at both ends may reach further.
    const affected = this.segments.slice(first, end + 1);
    const kept = (span: Span) => affected.flatMap((segment) => overlap(segment, span));
    const all = [
      ...this.segments.slice(0, first),
      ...kept({ from: -Infinity, to: from - 1 }),
      ...read,
      ...kept({ from: to + 1, to: Infinity }),
      ...this.segments.slice(end + 1),
    ];
    this.segments = all.length > maxSegments ? read : all;
    this.onChange();
  }

  /**
   * Where a window that begins at `edge` has about `rows` rows, in one direction. Infinite if fewer rows follow. Undefined
   * if nothing is known yet.
   */
  reach(edge: number, direction: 1 | -1, rows: number): number | undefined {
    const ahead = { from: direction === 1 ? edge : -Infinity, to: direction === 1 ? Infinity : edge };
    let left = rows;
    let at = edge - direction;
    for (let index = this.indexAt(edge); ; index += direction) {
      const [segment] = this.segments.slice(index, index + 1).flatMap((each) => overlap(each, ahead));
      if (index < 0 || segment === undefined) break;
      const [near, far] = direction === 1 ? [segment.from, segment.to] : [segment.to, segment.from];
      // The time before it was not read.
      if (near !== at + direction) break;
      if (segment.rows >= left) return near + direction * Math.floor((Math.abs(far - near) * left) / segment.rows);
      left -= segment.rows;
      at = far;
    }
    return Number.isFinite(at) ? this.estimate(at, direction, left) : at;
  }

  private estimate(at: number, direction: 1 | -1, rows: number): number | undefined {
    const nearby = this.nearest(at);
    const length = nearby.reduce((sum, { from, to }) => sum + (to - from + 1), 0);
    if (length === 0) return undefined;
    const found = nearby.reduce((sum, segment) => sum + segment.rows, 0);
    return at + direction * Math.ceil(found > 0 ? (rows * length) / found : growth * length);
  }

  private nearest(time: number): readonly Segment[] {
    const distance = ({ from, to }: Span) => Math.max(0, from - time, time - to);
    const index = this.indexAt(time);
    return this.segments
      .slice(Math.max(0, index - nearbySegments), index + nearbySegments)
      .filter(({ from, to }) => Number.isFinite(from) && Number.isFinite(to))
      .sort((a, b) => distance(a) - distance(b))
      .slice(0, nearbySegments);
  }

  /** The index of the first segment that does not end before a time. */
  private indexAt(time: number): number {
    let [low, high] = [0, this.segments.length];
    while (low < high) {
      const middle = (low + high) >>> 1;
      if ((this.segments[middle]?.to ?? Infinity) < time) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}

/** The part of a segment within a span, with its share of the rows. */
function overlap(segment: Segment, span: Span): Segment[] {
  const from = Math.max(segment.from, span.from);
  const to = Math.min(segment.to, span.to);
  if (from > to) return [];
  const rows = segment.rows === 0 ? 0 : (segment.rows * (to - from + 1)) / (segment.to - segment.from + 1);
  return [{ from, to, rows }];
}

/** Cuts a span between its rows. Rows of one millisecond stay together. */
function segmentsOf({ from, to }: Span, times: readonly number[]): Segment[] {
  const sorted = [...times].sort((a, b) => a - b);
  const segments: Segment[] = [];
  let start = from;
  const add = (end: number, rows: number) => {
    if (start <= end) segments.push({ from: start, to: end, rows });
    start = end + 1;
  };
  const [oldest, newest] = [sorted[0], sorted.at(-1)];
  if (oldest === undefined || newest === undefined) return [{ from, to, rows: 0 }];
  if (!Number.isFinite(from)) add(oldest - 1, 0);
  let rows = 0;
  for (const [index, time] of sorted.entries()) {
    rows += 1;
    const next = sorted[index + 1];
    if (next !== undefined && (rows < rowsPerSegment || next === time)) continue;
    add(next === undefined && Number.isFinite(to) ? to : time, rows);
    rows = 0;
  }
  if (!Number.isFinite(to)) add(to, 0);
  return segments;
}
