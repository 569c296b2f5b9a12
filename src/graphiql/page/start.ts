import { linkedOperation } from "./linked-operation.ts";
import { safeStorage } from "./safe-storage.ts";

// A visitor who has tabs, or who follows a link, sees something else than the first example.
if (!linkedOperation(window.location.search) && safeStorage().getItem("graphiql:tabState") === null) {
  put("first-look");
}

/** The page in parts. Each is evaluated in a task of its own, so that the page answers between them. */
const parts = [
  () => import("./styles.ts"),
  () => import("graphql"),
  () => import("react-dom/client"),
  () => import("monaco-editor/esm/vs/editor/common/model/textModel.js"),
  () => import("@graphiql/react"),
  () => import("monaco-editor/esm/vs/editor/browser/coreCommands.js"),
  () => import("monaco-editor/esm/vs/editor/browser/widget/codeEditor/codeEditorWidget.js"),
  () => import("monaco-editor/esm/vs/platform/quickinput/browser/quickInputController.js"),
  () => import("monaco-editor/esm/vs/editor/editor.api.js"),
  () => import("monaco-editor/esm/vs/editor/contrib/suggest/browser/suggestController.js"),
  () => import("monaco-editor/esm/vs/editor/contrib/find/browser/findController.js"),
  () => import("monaco-editor/esm/vs/editor/contrib/hover/browser/hoverContribution.js"),
  () => import("monaco-editor/esm/vs/editor/contrib/folding/browser/folding.js"),
  () => import("monaco-graphql/esm/monaco-editor.js"),
  () => import("./monaco/services.ts"),
  () => import("./main.tsx"),
];

async function load() {
  await painted();
  put("parts");
  for (const part of parts) {
    await part();
    await new Promise((resolve) => setTimeout(resolve));
  }
}

// Not awaited here: the parts import from this file, and would wait for it.
void load();

/** Puts what a template has into the page. */
function put(id: string) {
  const template = document.querySelector<HTMLTemplateElement>(`template#${id}`)!;
  template.after(template.content);
}

/** Waits until the browser has painted. A page in the background is not painted. */
function painted(): Promise<void> {
  return new Promise((resolve) => {
    if (document.hidden) resolve();
    else requestAnimationFrame(() => setTimeout(resolve));
  });
}
