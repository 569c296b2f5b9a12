import { useEffect, useState } from "react";
import { type AnyVariables, type CombinedError, type OperationResult, type TypedDocumentNode, useClient } from "urql";
import { type Cost, costOf } from "./cost.tsx";

/** A connection, as far as paging goes. */
interface Connection<Node> {
  readonly nodes: readonly Node[];
  readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor: string | null };
}

/** A list read page by page, and what can be done with it. */
export interface Pages<Node> {
  /** What has been read so far. */
  readonly nodes: readonly Node[];
  readonly isReading: boolean;
  /** What went wrong with the latest page; some of its nodes may have come all the same. */
  readonly error: CombinedError | undefined;
  /** What the latest page cost. */
  readonly cost: Cost | undefined;
  /** Reads the next page; undefined where there is none. */
  readonly readMore: (() => void) | undefined;
  /** Reads the latest page again, and keeps those before it. */
  readonly readAgain: () => void;
}

/** Where to read on from, and what was read before it. */
interface Place<Node> {
  readonly after: string | null;
  readonly before: readonly Node[];
}

/**
 * Reads a connection. A component shows one list: give it a `key` of the variables, so that other ones start anew.
 * `connectionIn` finds the connection in an answer; null where reading it failed.
 */
export function usePages<Data, Variables extends AnyVariables, Node>(
  query: TypedDocumentNode<Data, Variables>,
  variablesFor: (after: string | null) => Variables,
  connectionIn: (data: Data) => Connection<Node> | null,
): Pages<Node> {
  const client = useClient();
  const [place, setPlace] = useState<Place<Node>>({ after: null, before: [] });
  const [answer, setAnswer] = useState<{ to: Place<Node>; result: OperationResult<Data, Variables> }>();

  useEffect(() => {
    const reading = client
      .query(query, variablesFor(place.after), { requestPolicy: "network-only" })
      .subscribe((result) => {
        setAnswer({ to: place, result });
      });
    return () => {
      reading.unsubscribe();
    };
  }, [place]);

  // While a page is read again, what it gave before stays.
  const result = answer?.to.after === place.after ? answer.result : undefined;
  const page = result?.data ? connectionIn(result.data) : null;
  const nodes = page === null ? place.before : [...place.before, ...page.nodes];
  const { hasNextPage = false, endCursor = null } = page?.pageInfo ?? {};
  return {
    nodes,
    isReading: answer?.to !== place,
    error: result?.error,
    cost: result && costOf(result),
    readMore: hasNextPage
      ? () => {
          setPlace({ after: endCursor, before: nodes });
        }
      : undefined,
    readAgain: () => {
      setPlace({ ...place });
    },
  };
}
