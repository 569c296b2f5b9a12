/**
 * The types of the hooks that this sample uses. This repository does not install react-relay: an application does, and does
 * not need this file.
 */
declare module "react-relay" {
  import type { GraphQLTaggedNode, OperationType } from "relay-runtime";

  export { graphql } from "relay-runtime";

  export function useLazyLoadQuery<Query extends OperationType>(
    query: GraphQLTaggedNode,
    variables: Query["variables"],
  ): Query["response"];

  /** A reference to a fragment, as the compiler writes it. */
  interface FragmentKey {
    readonly " $data"?: unknown;
  }

  export function usePaginationFragment<Query extends OperationType, Key extends FragmentKey>(
    fragment: GraphQLTaggedNode,
    key: Key,
  ): {
    readonly data: NonNullable<Key[" $data"]>;
    readonly hasNext: boolean;
    readonly isLoadingNext: boolean;
    readonly loadNext: (count: number, options?: { UNSTABLE_extraVariables?: Partial<Query["variables"]> }) => void;
  };
}
