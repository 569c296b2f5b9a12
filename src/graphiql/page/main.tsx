import "graphiql/setup-workers/vite";
import "graphiql/style.css";
import "./main.css";
import "./explain.css";
import { useDocExplorerActions } from "@graphiql/plugin-doc-explorer";
import { useGraphiQL } from "@graphiql/react";
import { GraphiQL, HISTORY_PLUGIN } from "graphiql";
import { useEffect, useMemo, useRef, useState } from "react";
import { createRoot } from "react-dom/client";
import { examples } from "./examples.ts";
import { ExplainContext, type ExplainMode, explainPlugin, type ExplainState } from "./explain-pane.tsx";
import { createFetcher, type UpstreamCost } from "./fetcher.ts";

// GraphiQL cannot distinguish a first visit from a visit after the docs were closed, so the page stores the open pane.
// On a first visit the docs are open, if the window is wide enough for them and the editors.
const openPaneKey = "ats-subgraph:openPane";
const visiblePlugin = localStorage.getItem(openPaneKey) ?? (window.innerWidth < 1200 ? "" : "Documentation Explorer");
const onTogglePluginVisibility = (pane: { title: string } | null) => {
  localStorage.setItem(openPaneKey, pane?.title ?? "");
};

const plugins = [HISTORY_PLUGIN, explainPlugin];

const defaultTabs = examples.map((query) => ({ query: query.trimEnd() }));

function Page() {
  const [cost, setCost] = useState<UpstreamCost>();
  const [latest, setLatest] = useState<ExplainState["latest"]>();
  const mode = useRef<ExplainMode>(undefined);
  const setMode = (next: ExplainMode | undefined) => {
    mode.current = next;
  };
  const fetcher = useMemo(
    () =>
      createFetcher({
        explainMode: () => mode.current,
        onResponse({ cost, operation, explanation }) {
          setCost(cost);
          if (mode.current || explanation) setLatest({ operation, explanation });
          if (mode.current === "plan") mode.current = "run";
        },
      }),
    [],
  );
  return (
    <ExplainContext value={{ latest, setMode }}>
      <GraphiQL {...{ fetcher, defaultTabs, plugins, visiblePlugin, onTogglePluginVisibility }}>
        <GraphiQL.Logo>ats-subgraph</GraphiQL.Logo>
        <GraphiQL.Footer>{cost && `Cost: ${costText(cost)}`}</GraphiQL.Footer>
        <EditorOptions />
        <OpenQueryDocs />
      </GraphiQL>
    </ExplainContext>
  );
}

function costText({ calls, cached, waitedMs }: UpstreamCost): string {
  const parts = [`${calls} provider ${calls === 1 ? "call" : "calls"}`];
  if (cached > 0) parts.push(`${cached} from the cache`);
  if (waitedMs >= 50) parts.push(`${Math.round(waitedMs)} ms waiting for the rate limit`);
  return parts.join(", ");
}

/** Sets a smaller font and line wrap, so that three panes fit on a small screen. */
function EditorOptions() {
  const queryEditor = useGraphiQL((state) => state.queryEditor);
  const responseEditor = useGraphiQL((state) => state.responseEditor);
  useEffect(() => queryEditor?.updateOptions({ fontSize: 13, wordWrap: "on" }), [queryEditor]);
  useEffect(() => responseEditor?.updateOptions({ fontSize: 13 }), [responseEditor]);
  return null;
}

/** Opens the docs at the root fields. The list of all types is one click back. */
function OpenQueryDocs() {
  const query = useGraphiQL((state) => state.schema?.getQueryType());
  const { push } = useDocExplorerActions();
  const hasSchema = query !== undefined;
  useEffect(() => {
    if (query) push({ name: query.name, def: query });
  }, [hasSchema]);
  return null;
}

createRoot(document.getElementById("graphiql")!).render(<Page />);
