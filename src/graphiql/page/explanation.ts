/** What `extensions.explain` says of an operation, as far as it is shown. Times are in milliseconds. */
export interface Explanation {
  plan: {
    cost: number;
    calls: Range;
    rateLimitMs: Range;
    byEndpoint: (Range & { endpoint: string; for: (Range & { path: string })[] })[];
  };
  /** Left out where the operation was not run. */
  run?: {
    tookMs: number;
    waitedMs: number;
    retries: number;
    reused: number;
    coalesced: number;
    calls: Call[];
  };
}

export interface Range {
  least: number;
  most: number;
}

export interface Call {
  endpoint: string;
  outcome: number | string;
  attempt: number;
  sentMs: number;
  waitedMs: number;
  tookMs: number;
}

/** Whether the call brought what it was sent for: that there is no such thing is an answer too. */
export function succeeded({ outcome }: Call): boolean {
  return typeof outcome === "number" && (outcome < 300 || outcome === 404);
}

/** The calls in rows, so that those of one row follow one another. */
export function inRows(calls: readonly Call[]): Call[][] {
  const rows: Call[][] = [];
  for (const call of calls.toSorted((a, b) => begin(a) - begin(b))) {
    const row = rows.find((each) => end(each.at(-1)!) <= begin(call));
    if (row) row.push(call);
    else rows.push([call]);
  }
  return rows;
}

/** When the call began to wait for its turn, and when it was done. */
export const begin = ({ sentMs, waitedMs }: Call) => Math.max(0, sentMs - waitedMs);
export const end = ({ sentMs, tookMs }: Call) => sentMs + tookMs;

export function duration(ms: number): string {
  if (ms >= 9950) return `${Math.round(ms / 1000)} s`;
  if (ms >= 995) return `${(ms / 1000).toFixed(1)} s`;
  return `${ms < 9.95 && ms > 0 ? ms.toFixed(1) : Math.round(ms)} ms`;
}

export function range({ least, most }: Range, inWords: (value: number) => string = String): string {
  const [from, to] = [inWords(least), inWords(most)];
  return from === to ? from : `${from} to ${to}`;
}
