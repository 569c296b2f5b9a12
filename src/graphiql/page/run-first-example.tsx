import { useGraphiQL, useGraphiQLActions } from "@graphiql/react";
import { useEffect, useRef } from "react";

/**
 * Runs the first example once, if the page opens with it. The visitor's own operations do not run by themselves, nor does
 * that of a link: it could cost many calls. Without a schema nothing runs, because then the visitor has no access yet.
 */
export function RunFirstExample({ query }: { query: string | undefined }) {
  const hasSchema = useGraphiQL((state) => Boolean(state.schema));
  const queryEditor = useGraphiQL((state) => state.queryEditor);
  const responseEditor = useGraphiQL((state) => state.responseEditor);
  const { run } = useGraphiQLActions();
  const isDone = useRef(false);
  useEffect(() => {
    if (isDone.current || !hasSchema || !queryEditor || !responseEditor) return;
    isDone.current = true;
    const isShown = queryEditor.getValue().trim() === query?.trim();
    if (isShown && responseEditor.getValue() === "") run();
  }, [hasSchema, queryEditor, responseEditor]);
  return null;
}
