// Monaco has no types for these.
declare module "monaco-editor/esm/vs/editor/common/model/textModel.js";
declare module "monaco-editor/esm/vs/platform/quickinput/browser/quickInputController.js";
