import type { GraphiQLProps } from "graphiql";
import type { ExecutionResult } from "graphql";

/** What the response's `extensions.upstream` says an operation cost. */
export interface UpstreamCost {
  calls: number;
  cached: number;
  waitedMs: number;
}

/**
 * Posts to the `graphql` beside this page, so that it also works behind a proxy that adds a path.
 * Tells `onCost` what each operation of the visitor's cost.
 */
export function fetcherTelling(onCost: (cost: UpstreamCost | undefined) => void): GraphiQLProps["fetcher"] {
  return async ({ query, operationName, variables }, options) => {
    const response = await fetch("graphql", {
      method: "POST",
      headers: {
        accept: "application/graphql-response+json, application/json",
        "content-type": "application/json",
        ...options?.headers,
      },
      body: JSON.stringify({ query, operationName, variables }),
    });
    const text = await response.text();
    const result = parseResult(text);
    if (!result) throw new Error(`HTTP ${response.status}: ${text.slice(0, 500) || response.statusText}`);
    if (operationName !== "IntrospectionQuery") onCost(result.extensions?.upstream);
    return result;
  };
}

type Result = ExecutionResult<Record<string, unknown>, { upstream?: UpstreamCost }>;

function parseResult(text: string): Result | undefined {
  try {
    return JSON.parse(text) as Result;
  } catch {
    return undefined;
  }
}
