import { type GraphiQLPlugin, UnStyledButton, useGraphiQL, useGraphiQLActions } from "@graphiql/react";
import { type Example, examples } from "./examples.ts";

/** The pane that lists questions. A question opens in a tab of its own and runs. */
export const examplesPlugin: GraphiQLPlugin = { title: "Examples", icon: ExamplesIcon, content: ExamplesPane };

/** Below this width of the window the pane and the editors do not fit next to each other, in CSS pixels. */
const narrow = 800;

function ExamplesPane() {
  const open = useOpenExample();
  return (
    <section className="examples" aria-label="Examples">
      <h2 className="pane-title">What do you want to know?</h2>
      <ul>
        {examples.map((example) => (
          <li key={example.question}>
            <UnStyledButton onClick={() => open(example)}>
              {example.question} <span>{example.cost}</span>
            </UnStyledButton>
          </li>
        ))}
      </ul>
    </section>
  );
}

/** Shows an example in its tab, or in a new one, and runs it. */
function useOpenExample(): (example: Example) => void {
  const { addTab, changeTab, run, setVisiblePlugin, updateActiveTabValues } = useGraphiQLActions();
  const tabs = useGraphiQL((state) => state.tabs);
  const queryEditor = useGraphiQL((state) => state.queryEditor);
  return ({ query }) => {
    const known = tabs.findIndex((tab) => tab.query?.trimEnd() === query);
    if (known === -1) {
      addTab();
      queryEditor?.setValue(query);
      updateActiveTabValues({ query });
    } else {
      changeTab(known);
    }
    if (window.innerWidth < narrow) setVisiblePlugin(null);
    run();
  };
}

function ExamplesIcon() {
  return (
    <svg viewBox="0 0 16 16" fill="none" stroke="currentColor" strokeWidth={1.4} aria-hidden>
      <circle cx={8} cy={8} r={6.6} />
      <path d="M6 6.3a2 2 0 1 1 2.9 1.8c-.6.3-.9.7-.9 1.3" strokeLinecap="round" />
      <circle cx={8} cy={11.6} r={0.5} fill="currentColor" />
    </svg>
  );
}
