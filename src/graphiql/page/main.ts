import "graphiql/setup-workers/vite";
import "graphiql/style.css";
import "./main.css";
import "./explain.css";
import { useDocExplorerActions } from "@graphiql/plugin-doc-explorer";
import { useGraphiQL } from "@graphiql/react";
import { GraphiQL, HISTORY_PLUGIN } from "graphiql";
import { createElement, useEffect, useMemo, useRef, useState } from "react";
import { createRoot } from "react-dom/client";
import { examples } from "./examples.ts";
import { type Explained, ExplainContext, explainPlugin } from "./explain-pane.ts";
import { fetcherTelling, type UpstreamCost } from "./fetcher.ts";

// GraphiQL itself does not tell a first visit from one after the docs were closed. The docs need room beside the editors.
const openPane = "ats-subgraph:openPane";
const visiblePlugin = localStorage.getItem(openPane) ?? (window.innerWidth < 1200 ? "" : "Documentation Explorer");
const onTogglePluginVisibility = (pane: { title: string } | null) => {
  localStorage.setItem(openPane, pane?.title ?? "");
};

const plugins = [HISTORY_PLUGIN, explainPlugin];

const defaultTabs = examples.map((query) => ({ query: query.trimEnd() }));

function Page() {
  const [cost, setCost] = useState<UpstreamCost>();
  const [latest, setLatest] = useState<Explained["latest"]>();
  const mode = useRef<"plan" | "run">(undefined);
  const ask = (wanted: "plan" | "run" | undefined) => {
    mode.current = wanted;
  };
  const fetcher = useMemo(
    () =>
      fetcherTelling({
        explainMode: () => mode.current,
        onAnswer({ cost, operation, explanation }) {
          setCost(cost);
          if (mode.current || explanation) setLatest({ operation, explanation });
          if (mode.current === "plan") mode.current = "run";
        },
      }),
    [],
  );
  const page = createElement(
    GraphiQL,
    { fetcher, defaultTabs, plugins, visiblePlugin, onTogglePluginVisibility },
    createElement(GraphiQL.Logo, null, "ats-subgraph"),
    createElement(GraphiQL.Footer, null, cost && `Cost: ${inWords(cost)}`),
    createElement(FitEditors),
    createElement(OpenQueryDocs),
  );
  return createElement(ExplainContext, { value: { latest, ask } }, page);
}

function inWords({ calls, cached, waitedMs }: UpstreamCost): string {
  const words = [`${calls} ${calls === 1 ? "call" : "calls"} to Lever`];
  if (cached > 0) words.push(`${cached} from the cache`);
  if (waitedMs >= 50) words.push(`${Math.round(waitedMs)} ms waiting for its rate limit`);
  return words.join(", ");
}

/** Makes three panes beside one another readable on a small screen. */
function FitEditors() {
  const queryEditor = useGraphiQL((state) => state.queryEditor);
  const responseEditor = useGraphiQL((state) => state.responseEditor);
  useEffect(() => queryEditor?.updateOptions({ fontSize: 13, wordWrap: "on" }), [queryEditor]);
  useEffect(() => responseEditor?.updateOptions({ fontSize: 13 }), [responseEditor]);
  return null;
}

/** Starts the docs at the root fields instead of the list of every type, which is one click back. */
function OpenQueryDocs() {
  const query = useGraphiQL((state) => state.schema?.getQueryType());
  const { push } = useDocExplorerActions();
  const known = query !== undefined;
  useEffect(() => {
    if (query) push({ name: query.name, def: query });
  }, [known]);
  return null;
}

createRoot(document.getElementById("graphiql")!).render(createElement(Page));
