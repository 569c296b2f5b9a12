import { Button, type GraphiQLPlugin, useGraphiQL, useGraphiQLActions } from "@graphiql/react";
import { createContext, useContext, useEffect } from "react";
import { ExplainChart } from "./explain-chart.tsx";
import type { Explanation } from "./explanation.ts";

/** The values of the header `x-explain`. */
export type ExplainMode = "plan" | "run";

/** The state that the page shares with its explain pane. */
export interface ExplainState {
  /** The latest operation with `x-explain`. Its explanation is undefined when the response had none. */
  latest: { operation: string; explanation: Explanation | undefined } | undefined;
  /** Sets `x-explain` for the next operations. "plan" applies to the next operation only. */
  setMode(mode: ExplainMode | undefined): void;
}

export const ExplainContext = createContext<ExplainState>({ latest: undefined, setMode: () => {} });

/** The pane that shows the provider calls of an operation, planned or made. */
export const explainPlugin: GraphiQLPlugin = { title: "Explain", icon: ExplainIcon, content: ExplainPane };

function ExplainPane() {
  const { latest, setMode } = useContext(ExplainContext);
  const { run, updateActiveTabValues } = useGraphiQLActions();
  const responseEditor = useGraphiQL((state) => state.responseEditor);
  const isFetching = useGraphiQL((state) => state.isFetching);
  // While the pane is open, every operation is explained.
  useEffect(() => {
    setMode("run");
    return () => setMode(undefined);
  }, []);
  const explainedRun = () => {
    setMode("run");
    void run();
  };
  // GraphiQL clears the response before it fetches. A plan has none, so the response of the latest run stays.
  const plan = async () => {
    const shown = responseEditor?.getValue() ?? "";
    setMode("plan");
    await run();
    if (responseEditor?.getValue() !== "") return;
    responseEditor.setValue(shown);
    updateActiveTabValues({ response: shown });
  };
  return (
    <section className="explain" aria-label="Explain">
      <h2 className="pane-title">Explain</h2>
      <p className="explain-note">The provider calls that the operation needs.</p>
      <div className="explain-actions">
        <Button disabled={isFetching} onClick={() => void plan()}>
          Plan, without running
        </Button>
        <Button disabled={isFetching} onClick={explainedRun}>
          Run
        </Button>
      </div>
      <div aria-live="polite">{latest && <Latest {...latest} />}</div>
    </section>
  );
}

function Latest({ operation, explanation }: NonNullable<ExplainState["latest"]>) {
  if (!explanation) {
    return (
      <p className="explain-note">
        The response has no explanation. It may say why. A gateway may also have removed it: then query the subgraph
        directly.
      </p>
    );
  }
  const { plan, run } = explanation;
  const hasCalls = run ? run.calls.length > 0 : plan !== undefined && plan.calls.most > 0;
  const title = run ? (hasCalls ? "Calls made" : "No calls made") : hasCalls ? "Planned calls" : "No calls planned";
  return (
    <>
      <h3 className="explain-heading">
        {title}
        {operation && <span> in {operation}</span>}
      </h3>
      {!run && <p className="explain-note">Nothing has run. The response is still that of the latest run.</p>}
      <ExplainChart explanation={explanation} />
    </>
  );
}

function ExplainIcon() {
  return (
    <svg viewBox="0 0 16 16" fill="currentColor" aria-hidden>
      <rect x={1} y={2} width={7} height={2.6} rx={1.3} />
      <rect x={4} y={6.7} width={9} height={2.6} rx={1.3} />
      <rect x={8} y={11.4} width={7} height={2.6} rx={1.3} />
    </svg>
  );
}
