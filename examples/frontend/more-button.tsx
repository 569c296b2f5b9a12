import type { Pages } from "./pages.ts";

type MoreButtonProps = Pick<Pages<unknown>, "nodes" | "isReading" | "readMore"> & { readonly label: string };

/** Reads a list's next page, where there is one. Stays while that is under way, so as not to lose the focus. */
export function MoreButton({ nodes, isReading, readMore, label }: MoreButtonProps) {
  const isReadingMore = isReading && nodes.length > 0;
  if (!readMore && !isReadingMore) return null;
  return (
    <button type="button" disabled={isReadingMore} onClick={readMore}>
      {isReadingMore ? "Loading…" : label}
    </button>
  );
}
