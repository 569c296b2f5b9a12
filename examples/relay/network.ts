import type { FetchFunction, GraphQLResponse } from "relay-runtime";

/** Relay's type of an error has no `extensions`. */
interface Errors {
  readonly errors?: readonly { readonly extensions?: { readonly code?: string } }[];
}

/**
 * For `Network.create`: sends operations to `url`. Relay gives components the data without its errors, so `show` gets the
 * codes of each response, each code once: none if all is well.
 */
export function fetchFrom(url: string, show: (codes: readonly string[]) => void): FetchFunction {
  return async ({ text }, variables) => {
    const body = JSON.stringify({ query: text, variables });
    const response = await fetch(url, { method: "POST", headers: { "content-type": "application/json" }, body });
    const answer: unknown = await response.json();
    const { errors = [] } = answer as Errors;
    show([...new Set(errors.map(({ extensions }) => extensions?.code ?? ""))]);
    return answer as GraphQLResponse;
  };
}
