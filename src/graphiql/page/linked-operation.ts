/** The operation in the address of the page, as links to GraphiQL have it. */
export interface LinkedOperation {
  query: string;
  /** The text of the variables, as JSON if they are. */
  variables: string;
  operationName: string | undefined;
}

/**
 * Reads `query`, `variables` and `operationName` of the address. The page shows the operation and does not run it. Headers
 * in a link are ignored, so that a link cannot change who asks. Undefined without a query.
 */
export function linkedOperation(search: string): LinkedOperation | undefined {
  const parameters = new URLSearchParams(search);
  const query = parameters.get("query")?.trim();
  if (!query) return undefined;
  return {
    query,
    variables: formatted(parameters.get("variables") ?? ""),
    operationName: parameters.get("operationName") ?? undefined,
  };
}

function formatted(text: string): string {
  try {
    const variables: unknown = JSON.parse(text);
    return variables === null ? "" : JSON.stringify(variables, null, 2);
  } catch {
    // The editor marks what is wrong.
    return text;
  }
}
