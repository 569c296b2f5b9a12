import { useGraphiQL } from "@graphiql/react";
import { useEffect } from "react";

/** Removes the first look when the editor shows its text, or when a pane covers the editor. */
export function EndFirstLook() {
  const queryEditor = useGraphiQL((state) => state.queryEditor);
  useEffect(() => {
    const firstLook = document.querySelector(".first-look");
    const place = document.querySelector(".graphiql-query-editor");
    if (!queryEditor || !firstLook || !place) return;
    const lines = new MutationObserver(() => endIfCovered());
    const endIfCovered = () => {
      if (place.checkVisibility() && !place.querySelector(".view-line")) return;
      lines.disconnect();
      firstLook.remove();
    };
    lines.observe(place, { childList: true, subtree: true });
    endIfCovered();
    return () => lines.disconnect();
  }, [queryEditor]);
  return null;
}
