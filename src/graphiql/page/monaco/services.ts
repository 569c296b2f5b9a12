import { editor } from "monaco-editor/esm/vs/editor/editor.api.js";

// The first call of any method starts Monaco's services.
editor.getModels();
