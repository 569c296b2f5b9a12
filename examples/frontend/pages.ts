import { useEffect, useState } from "react";
import { type AnyVariables, type CombinedError, type OperationResult, type TypedDocumentNode, useClient } from "urql";
import { type Cost, costOf } from "./cost.tsx";

/** The part of a connection that paging needs. */
interface Connection<Node> {
  readonly nodes: readonly Node[];
  readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor: string | null };
}

/** A list that is loaded page by page. */
export interface Pages<Node> {
  /** The nodes of all loaded pages. */
  readonly nodes: readonly Node[];
  readonly isLoading: boolean;
  /** The error of the latest page. The page can still have some of its nodes. */
  readonly error: CombinedError | undefined;
  /** The cost of the latest page. */
  readonly cost: Cost | undefined;
  /** Loads the next page. Undefined when there is none. */
  readonly loadMore: (() => void) | undefined;
  /** Loads the latest page again. The pages before it stay. */
  readonly reload: () => void;
}

/** A page to load: its cursor, and the nodes of the pages before it. */
interface Position<Node> {
  readonly after: string | null;
  readonly before: readonly Node[];
}

/**
 * Loads a connection page by page. A component shows one list: set its `key` to the variables, so that React makes a new
 * component for other variables. `connectionIn` finds the connection in the data. It returns null when the list failed.
 */
export function usePages<Data, Variables extends AnyVariables, Node>(
  query: TypedDocumentNode<Data, Variables>,
  variablesFor: (after: string | null) => Variables,
  connectionIn: (data: Data) => Connection<Node> | null,
): Pages<Node> {
  const client = useClient();
  const [position, setPosition] = useState<Position<Node>>({ after: null, before: [] });
  const [response, setResponse] = useState<{ to: Position<Node>; result: OperationResult<Data, Variables> }>();

  useEffect(() => {
    const subscription = client
      .query(query, variablesFor(position.after), { requestPolicy: "network-only" })
      .subscribe((result) => {
        setResponse({ to: position, result });
      });
    return () => {
      subscription.unsubscribe();
    };
  }, [position]);

  // While a page loads again, its previous nodes stay.
  const result = response?.to.after === position.after ? response.result : undefined;
  const page = result?.data ? connectionIn(result.data) : null;
  const nodes = page === null ? position.before : [...position.before, ...page.nodes];
  const { hasNextPage = false, endCursor = null } = page?.pageInfo ?? {};
  return {
    nodes,
    isLoading: response?.to !== position,
    error: result?.error,
    cost: result && costOf(result),
    loadMore: hasNextPage
      ? () => {
          setPosition({ after: endCursor, before: nodes });
        }
      : undefined,
    reload: () => {
      setPosition({ ...position });
    },
  };
}
