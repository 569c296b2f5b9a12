/** What `extensions.upstream` says an operation cost. */
export interface Cost {
  readonly calls: number;
  readonly cached: number;
  readonly waitedMs: number;
}

/** What an answer cost; undefined where it is not told, as by gateways that drop `extensions`. */
export function costOf({ extensions }: { extensions?: Record<string, unknown> }): Cost | undefined {
  return extensions?.upstream as Cost | undefined;
}

/** Says in small print what it cost to read something. */
export function CostLine({ cost }: { cost: Cost | undefined }) {
  return <p className="cost">{cost ? inWords(cost) : "What reading this cost is not told here."}</p>;
}

function inWords({ calls, cached, waitedMs }: Cost): string {
  const words = [`Read with ${calls} ${calls === 1 ? "call" : "calls"} to Lever`];
  if (cached > 0) words.push(`${cached} ${cached === 1 ? "answer" : "answers"} reused`);
  if (waitedMs >= 50) words.push(`${(waitedMs / 1000).toFixed(1)} s of waiting for its rate limit`);
  return words.join(", ");
}
