import { Button, type GraphiQLPlugin, useGraphiQL, useGraphiQLActions } from "@graphiql/react";
import { createContext, createElement as h, Fragment, useContext, useEffect } from "react";
import { ExplainChart } from "./explain-chart.ts";
import type { Explanation } from "./explanation.ts";

/** What the page knows of the explanations that were asked for. */
export interface Explained {
  /** Of the latest operation that was to be explained; without an explanation where none came. */
  latest: { operation: string; explanation: Explanation | undefined } | undefined;
  /** From now on the operations that are sent ask for this, the plan once only. */
  ask(mode: "plan" | "run" | undefined): void;
}

export const ExplainContext = createContext<Explained>({ latest: undefined, ask: () => {} });

/** The pane that shows what an operation asks of the provider: before it is run, and what it did. */
export const explainPlugin: GraphiQLPlugin = { title: "Explain", icon: ExplainIcon, content: ExplainPane };

function ExplainPane() {
  const { latest, ask } = useContext(ExplainContext);
  const { run } = useGraphiQLActions();
  const isFetching = useGraphiQL((state) => state.isFetching);
  // While it is open, whatever is run is explained.
  useEffect(() => {
    ask("run");
    return () => ask(undefined);
  }, []);
  const button = (mode: "plan" | "run", text: string) =>
    h(
      Button,
      {
        disabled: isFetching,
        onClick() {
          ask(mode);
          run();
        },
      },
      text,
    );
  return h(
    "section",
    { className: "explain", "aria-label": "Explain" },
    h("h2", { className: "explain-title" }, "Explain"),
    h("p", { className: "explain-note" }, "What the operation asks of Lever, call by call."),
    h("div", { className: "explain-actions" }, button("plan", "Plan, without running"), button("run", "Run")),
    h("div", { "aria-live": "polite" }, latest && h(Latest, latest)),
  );
}

function Latest({ operation, explanation }: NonNullable<Explained["latest"]>) {
  if (!explanation) {
    const hint = "No explanation came with the answer: see there, or ask the subgraph itself.";
    return h("p", { className: "explain-note" }, hint);
  }
  const { plan, run } = explanation;
  const isNone = run ? run.calls.length === 0 : plan.calls.most === 0;
  const [title, none] = run
    ? ["What happened", "It ran without a call"]
    : ["What it would do", "It would make no call"];
  const name = operation && h("span", null, ` in ${operation}`);
  return h(
    Fragment,
    null,
    h("h3", { className: "explain-heading" }, isNone ? none : title, name),
    h(ExplainChart, { explanation }),
  );
}

function ExplainIcon() {
  const bar = (x: number, y: number, width: number) => h("rect", { key: y, x, y, width, height: 2.6, rx: 1.3 });
  return h(
    "svg",
    { viewBox: "0 0 16 16", fill: "currentColor", "aria-hidden": true },
    bar(1, 2, 7),
    bar(4, 6.7, 9),
    bar(8, 11.4, 7),
  );
}
