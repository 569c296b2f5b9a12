/** The cost of an operation, from `extensions.upstream`. */
export interface Cost {
  readonly calls: number;
  readonly cached: number;
  readonly waitedMs: number;
}

/** The cost of a response. Undefined when it is not known, for example behind a gateway that drops `extensions`. */
export function costOf({ extensions }: { extensions?: Record<string, unknown> }): Cost | undefined {
  return extensions?.upstream as Cost | undefined;
}

/** Shows the cost of a response in small print. */
export function CostLine({ cost }: { cost: Cost | undefined }) {
  return <p className="cost">{cost ? costText(cost) : "The cost of this request is not known."}</p>;
}

function costText({ calls, cached, waitedMs }: Cost): string {
  const parts = [`Loaded with ${calls} ${calls === 1 ? "call" : "calls"} to Lever`];
  if (cached > 0) parts.push(`${cached} ${cached === 1 ? "response" : "responses"} reused`);
  if (waitedMs >= 50) parts.push(`${(waitedMs / 1000).toFixed(1)} s waiting for the rate limit`);
  return parts.join(", ");
}
