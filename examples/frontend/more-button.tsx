import type { Pages } from "./pages.ts";

type MoreButtonProps = Pick<Pages<unknown>, "nodes" | "isLoading" | "loadMore"> & { readonly label: string };

/** Loads the next page of a list, if there is one. The button stays while the page loads, so that it keeps the focus. */
export function MoreButton({ nodes, isLoading, loadMore, label }: MoreButtonProps) {
  const isLoadingMore = isLoading && nodes.length > 0;
  if (!loadMore && !isLoadingMore) return null;
  return (
    <button type="button" disabled={isLoadingMore} onClick={loadMore}>
      {isLoadingMore ? "Loading…" : label}
    </button>
  );
}
