import type { GraphiQLProps } from "graphiql";
import { type ExecutionResult, Kind, parse } from "graphql";
import type { Explanation } from "./explanation.ts";

/** What the response's `extensions.upstream` says an operation cost. */
export interface UpstreamCost {
  calls: number;
  cached: number;
  waitedMs: number;
}

/** Who hears of the visitor's operations. */
export interface Listener {
  /** What the next one is to ask for in `x-explain`. */
  explainMode(): "plan" | "run" | undefined;
  onAnswer(answer: { operation: string; cost: UpstreamCost | undefined; explanation: Explanation | undefined }): void;
}

/**
 * Posts to the `graphql` beside this page, so that it also works behind a proxy that adds a path. An explanation that the
 * visitor has not asked for by a header of their own goes to the listener alone.
 */
export function fetcherTelling({ explainMode, onAnswer }: Listener): GraphiQLProps["fetcher"] {
  return async ({ query, operationName: given, variables }, options) => {
    const operationName = nameIn(query, given);
    const isOwn = operationName !== "IntrospectionQuery";
    const mode = isOwn ? explainMode() : undefined;
    const response = await fetch("graphql", {
      method: "POST",
      headers: {
        accept: "application/graphql-response+json, application/json",
        "content-type": "application/json",
        ...(mode && { "x-explain": mode }),
        ...options?.headers,
      },
      body: JSON.stringify({ query, operationName, variables }),
    });
    const text = await response.text();
    const result = parseResult(text);
    if (!result) throw new Error(`HTTP ${response.status}: ${text.slice(0, 500) || response.statusText}`);
    if (!isOwn) return result;
    const { upstream, explain, ...others } = result.extensions ?? {};
    onAnswer({ operation: operationName ?? "", cost: upstream, explanation: explain });
    if (explain === undefined || namesExplain(options?.headers)) return result;
    return { ...result, extensions: { ...(upstream && { upstream }), ...others } };
  };
}

/**
 * The name of the operation to run: the one given, or that of the only one there is. For a moment after a change of tab
 * GraphiQL gives the last tab's.
 */
function nameIn(query: string, given: string | null | undefined): string | undefined {
  try {
    const operations = parse(query).definitions.filter((each) => each.kind === Kind.OPERATION_DEFINITION);
    const names = operations.map(({ name }) => name?.value);
    if (given != null && names.includes(given)) return given;
    return names.length === 1 ? names[0] : undefined;
  } catch {
    return given ?? undefined;
  }
}

function namesExplain(headers: Record<string, unknown> = {}): boolean {
  return Object.keys(headers).some((name) => name.toLowerCase() === "x-explain");
}

type Result = ExecutionResult<Record<string, unknown>, { upstream?: UpstreamCost; explain?: Explanation }>;

function parseResult(text: string): Result | undefined {
  try {
    return JSON.parse(text) as Result;
  } catch {
    return undefined;
  }
}
