/** The part of `extensions.explain` that the page shows. */
export interface Explanation {
  /** Undefined when the provider does not plan its calls. The operation was run then. */
  plan?: Plan;
  /** Undefined when the operation was planned and not run. */
  run?: {
    tookMs: number;
    waitedMs: number;
    retries: number;
    reused: number;
    coalesced: number;
    calls: Call[];
  };
}

export interface Plan {
  cost: number;
  calls: Range;
  rateLimitMs: Range;
  byEndpoint: (Range & { endpoint: string; for: (Range & { path: string; how?: How })[] })[];
}

/** The order in which a list is read, and its lists by the parameters that narrow them. */
export interface How {
  order: string;
  lists: string[][];
}

/** How a list is read, as text. */
export function howText({ order, lists }: How): string {
  return `${order}: ${lists.map((filters) => filters.join(" + ") || "all").join(", ") || "nothing"}`;
}

/** The endpoints of the plan. Without a plan the endpoints of the calls, each with the number of its calls. */
export function endpointsOf({ plan, run }: Explanation): Plan["byEndpoint"] {
  if (plan) return plan.byEndpoint;
  const counts = new Map<string, number>();
  for (const { endpoint } of run?.calls ?? []) counts.set(endpoint, (counts.get(endpoint) ?? 0) + 1);
  return [...counts].map(([endpoint, count]) => ({ endpoint, least: count, most: count, for: [] }));
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

/** Whether the call has not failed: it is running, or has a usable response. A 404 is one: the record does not exist. */
export function isSuccess({ outcome }: Call): boolean {
  return outcome === "running" || (typeof outcome === "number" && (outcome < 300 || outcome === 404));
}

/** Sorts the calls into rows, so that the calls of one row do not overlap in time. */
export function rowsOf(calls: readonly Call[]): Call[][] {
  const rows: Call[][] = [];
  for (const call of calls.toSorted((a, b) => callStart(a) - callStart(b))) {
    const free = rows.find((row) => callEnd(row.at(-1)!) <= callStart(call));
    if (free) free.push(call);
    else rows.push([call]);
  }
  return rows;
}

/** When the call started to wait for the rate limit, in milliseconds since the start of the operation. */
export const callStart = ({ sentMs, waitedMs }: Call) => Math.max(0, sentMs - waitedMs);

/** When the call ended, in milliseconds since the start of the operation. */
export const callEnd = ({ sentMs, tookMs }: Call) => sentMs + tookMs;

export function duration(ms: number): string {
  if (ms >= 9950) return `${Math.round(ms / 1000)} s`;
  if (ms >= 995) return `${(ms / 1000).toFixed(1)} s`;
  return `${ms < 9.95 && ms > 0 ? ms.toFixed(1) : Math.round(ms)} ms`;
}

/** A range as text, for example "2" or "1 to 3". */
export function range({ least, most }: Range, format: (value: number) => string = String): string {
  const [from, to] = [format(least), format(most)];
  return from === to ? from : `${from} to ${to}`;
}
