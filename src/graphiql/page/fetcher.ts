import type { GraphiQLProps } from "graphiql";
import { type ExecutionResult, Kind, parse } from "graphql";
import type { ExplainMode } from "./explain-pane.tsx";
import type { Explanation } from "./explanation.ts";

/** The cost of an operation, from the response's `extensions.upstream`. */
export interface UpstreamCost {
  calls: number;
  cached: number;
  waitedMs: number;
}

/** Receives the operations of the visitor, without GraphiQL's introspection. */
export interface OperationListener {
  /** The value of `x-explain` for the next operation. */
  explainMode(): ExplainMode | undefined;
  onResponse(response: {
    operation: string;
    cost: UpstreamCost | undefined;
    explanation: Explanation | undefined;
    /** Whether the operation was planned and not run. It has no response to show then. */
    isPlanned: boolean;
  }): void;
}

/**
 * A fetcher that posts to `graphql`, relative to this page, so that it also works behind a proxy that adds a path.
 * It removes an explanation from the response, unless the visitor set the header `x-explain`.
 */
export function createFetcher({ explainMode, onResponse }: OperationListener): GraphiQLProps["fetcher"] {
  return async ({ query, operationName: givenName, variables }, options) => {
    const operationName = operationNameIn(query, givenName);
    const isIntrospection = operationName === "IntrospectionQuery";
    const mode = isIntrospection ? undefined : explainMode();
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
    if (isIntrospection) return result;
    const { upstream, explain, ...others } = result.extensions ?? {};
    const isPlanned = mode === "plan" && explain !== undefined && explain.run === undefined;
    onResponse({ operation: operationName ?? "", cost: upstream, explanation: explain, isPlanned });
    if (isPlanned) return noResults();
    if (explain === undefined || hasExplainHeader(options?.headers)) return result;
    return { ...result, extensions: { ...(upstream && { upstream }), ...others } };
  };
}

// eslint-disable-next-line @typescript-eslint/no-empty-function
async function* noResults(): AsyncGenerator<Result> {}

/**
 * The name of the operation to run: the given name, or the name of the only operation in the document. Just after a
 * change of tab, GraphiQL gives the name from the previous tab.
 */
export function operationNameIn(query: string, givenName: string | null | undefined): string | undefined {
  try {
    const operations = parse(query).definitions.filter((node) => node.kind === Kind.OPERATION_DEFINITION);
    const names = operations.map(({ name }) => name?.value);
    if (givenName != null && names.includes(givenName)) return givenName;
    return names.length === 1 ? names[0] : undefined;
  } catch {
    return givenName ?? undefined;
  }
}

function hasExplainHeader(headers: Record<string, unknown> = {}): boolean {
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
