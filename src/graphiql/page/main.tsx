import "graphiql/setup-workers/vite";
import "./styles.ts";
import { useDocExplorerActions } from "@graphiql/plugin-doc-explorer";
import { useGraphiQL, useGraphiQLActions } from "@graphiql/react";
import { GraphiQL, HISTORY_PLUGIN } from "graphiql";
import { useEffect, useMemo, useRef, useState } from "react";
import { createRoot } from "react-dom/client";
import { CopyMenu } from "./copy-menu.tsx";
import { examplesPlugin } from "./examples-pane.tsx";
import { examples } from "./examples.ts";
import { ExplainContext, type ExplainMode, explainPlugin, type ExplainState } from "./explain-pane.tsx";
import { duration } from "./explanation.ts";
import { createFetcher, type UpstreamCost } from "./fetcher.ts";
import { Hovers } from "./hovers.ts";
import { linkedOperation } from "./linked-operation.ts";
import { EndFirstLook } from "./end-first-look.tsx";
import { RunFirstExample } from "./run-first-example.tsx";
import { safeStorage } from "./safe-storage.ts";
import { SchemaLink } from "./schema-link.tsx";
import { FollowSystemTheme } from "./system-theme.tsx";

const storage = safeStorage();

// GraphiQL cannot distinguish a first visit from a visit after the docs were closed, so the page stores the open pane.
// On a first visit the examples are open, if the window is wide enough for them and the editors.
const openPaneKey = "ats-subgraph:openPane";
const visiblePlugin = storage.getItem(openPaneKey) ?? (window.innerWidth < 1200 ? "" : examplesPlugin.title);
const onTogglePluginVisibility = (pane: { title: string } | null) => {
  storage.setItem(openPaneKey, pane?.title ?? "");
};

const plugins = [examplesPlugin, HISTORY_PLUGIN, explainPlugin];

const link = linkedOperation(window.location.search);
// GraphiQL shows the stored tabs, and adds the linked operation to them. On a first visit it shows these tabs.
const linkedTab = link && { query: link.query, variables: link.variables };
const defaultTabs = [...(linkedTab ? [linkedTab] : []), ...examples.slice(0, 1).map(({ query }) => ({ query }))];
const initial = linkedTab && { initialQuery: linkedTab.query, initialVariables: linkedTab.variables };

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
        onResponse({ cost, operation, explanation, isPlanned }) {
          if (!isPlanned) setCost(cost);
          if (mode.current || explanation) setLatest({ operation, explanation });
          if (mode.current === "plan") mode.current = "run";
        },
      }),
    [],
  );
  return (
    <ExplainContext value={{ latest, setMode }}>
      <GraphiQL {...{ fetcher, storage, defaultTabs, ...initial, plugins, visiblePlugin, onTogglePluginVisibility }}>
        <GraphiQL.Logo>{null}</GraphiQL.Logo>
        <GraphiQL.Toolbar>
          {({ prettify, merge, copy }) => (
            <>
              {prettify}
              {merge}
              {copy}
              <CopyMenu />
            </>
          )}
        </GraphiQL.Toolbar>
        <GraphiQL.Footer>{cost && costText(cost)}</GraphiQL.Footer>
        <EndFirstLook />
        <EditorOptions />
        <Hovers />
        <OpenQueryDocs />
        <SelectLinkedOperation />
        <FollowSystemTheme />
        <RunFirstExample query={link ? undefined : examples[0]?.query} />
        <SchemaLink />
      </GraphiQL>
    </ExplainContext>
  );
}

/** The cost of the response, in the words and numbers of the explain pane. */
function costText({ calls, cached, waitedMs }: UpstreamCost): string {
  const parts = [`${calls} provider ${calls === 1 ? "call" : "calls"}`];
  if (cached > 0) parts.push(`${cached} reused`);
  if (waitedMs > 0) parts.push(`${duration(waitedMs)} waiting for the rate limit`);
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

/** Selects the operation that the link names, if the document has it. */
function SelectLinkedOperation() {
  const name = link?.operationName;
  const hasOperation = useGraphiQL((state) => state.operations?.some((each) => each.name?.value === name) ?? false);
  const { setOperationName } = useGraphiQLActions();
  useEffect(() => {
    if (name !== undefined && hasOperation) setOperationName(name);
  }, [hasOperation]);
  return null;
}

createRoot(document.getElementById("graphiql")!).render(<Page />);
